// CSV files row by row, by column names, in constant memory.
import { createReadStream } from 'node:fs';
import { type Info, parse } from 'csv-parse';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { fileError } from '../../../files/file-error.ts';
import type { SourceFile } from '../../../ports/files.ts';

export interface CsvRow {
  readonly line: number;
  /** Undefined for a column that the row does not have. */
  readonly get: (column: string) => string | undefined;
  readonly fields: readonly string[];
}

/** How a file writes its table. Spreadsheets of half the world write semicolons, and then a comma before the decimals. */
export interface CsvLayout {
  readonly delimiter: ',' | ';' | '\t';
  readonly encoding: 'utf8' | 'latin1';
}

export interface CsvOptions extends CsvLayout {
  /** Lines before the header (WiGLE has one). */
  readonly linesBefore?: number;
}

interface Parsed {
  readonly record: string[];
  readonly info: Info;
}

/** No row of a survey is longer; a file without line ends would otherwise be read whole. */
const maxRowBytes = 1024 * 1024;
export const columnName = (name: string): string => name.trim().toLowerCase();

const decimalComma = /^\s*[-+]?\d*,\d+\s*$/;
const withPoint = (field: string): string => (decimalComma.test(field) ? field.replace(',', '.') : field);

/** @throws AppError `file_not_readable`, `no_usable_rows` for something that is no CSV */
export async function* csvRows(file: SourceFile, options: CsvOptions): AsyncGenerator<CsvRow> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: maxRowBytes,
    from_line: 1 + (options.linesBefore ?? 0),
    delimiter: options.delimiter,
    encoding: options.encoding,
  });
  const stream = createReadStream(file.path, { highWaterMark: 256 * 1024 });
  stream.on('error', (error) => parser.destroy(error));
  stream.pipe(parser);
  let columns: Map<string, number> | undefined;
  try {
    for await (const { record: written, info } of parser as AsyncIterable<Parsed>) {
      const record = options.delimiter === ';' ? written.map(withPoint) : written;
      if (!columns) {
        columns = new Map(record.map((name, index) => [columnName(name), index]));
        continue;
      }
      const at = columns;
      yield {
        line: info.lines,
        fields: record,
        get: (column) => {
          const index = at.get(column);
          return index === undefined ? undefined : record[index];
        },
      };
    }
  } catch (error) {
    const isOurs =
      typeof (error as NodeJS.ErrnoException).code === 'string' && (error as { code: string }).code.startsWith('CSV_');
    throw isOurs
      ? new AppError(
          'no_usable_rows',
          { file: file.name, detail: (error as Error).message.slice(0, 200) },
          { cause: error },
        )
      : fileError(error, file.name);
  } finally {
    stream.destroy();
    parser.destroy();
  }
}
