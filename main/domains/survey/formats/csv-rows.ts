// CSV files row by row, by column names, in constant memory.
import { type CsvLayout, columnName, withoutMark, withPoints } from '../../../files/csv-layout.ts';
import { type CsvProblem, type CsvRecord, CsvRecords } from '../../../files/csv-records.ts';
import { textLines } from '../../../files/text-lines.ts';
import type { SourceFile } from '../../../ports/files.ts';
import type { ReaderItem } from '../scan.ts';

export interface CsvRow {
  readonly line: number;
  /** Undefined for a column that the row does not have. */
  readonly get: (column: string) => string | undefined;
  readonly fields: readonly string[];
}

export interface CsvOptions extends CsvLayout {
  /** Lines before the header (WiGLE has one). */
  readonly linesBefore?: number;
}

/** Some records into rows: the first record of a file names the columns. */
class RowMaker {
  readonly #layout: CsvLayout;
  #columns: ReadonlyMap<string, number> | undefined;

  constructor(layout: CsvLayout) {
    this.#layout = layout;
  }

  row(record: CsvRecord | CsvProblem): CsvRow | CsvProblem | undefined {
    if ('problem' in record) return record;
    const fields = withPoints(record.fields, this.#layout);
    const columns = this.#columns;
    if (!columns) {
      this.#columns = new Map(fields.map((name, index) => [columnName(name), index]));
      return undefined;
    }
    return {
      line: record.line,
      fields,
      get: (column) => {
        const index = columns.get(column);
        return index === undefined ? undefined : fields[index];
      },
    };
  }
}

/**
 * The rows after the header, some at a time. A line that is no row comes as a problem, and the file goes on after it.
 * @throws AppError `file_not_readable`
 */
async function* csvRows(file: SourceFile, options: CsvOptions): AsyncGenerator<readonly (CsvRow | CsvProblem)[]> {
  const records = new CsvRecords(options.delimiter);
  const maker = new RowMaker(options);
  const headerLine = 1 + (options.linesBefore ?? 0);
  let line = 0;
  let rows: (CsvRow | CsvProblem)[] = [];
  const keep = (found: Iterable<CsvRecord | CsvProblem>) => {
    for (const record of found) {
      const row = maker.row(record);
      if (row) rows.push(row);
    }
  };
  for await (const lines of textLines(file, options.encoding)) {
    rows = [];
    for (const text of lines) {
      line++;
      if (line >= headerLine) keep(records.add(line === 1 && text !== undefined ? withoutMark(text) : text, line));
    }
    yield rows;
  }
  rows = [];
  keep(records.end());
  yield rows;
}

/** What a format makes of the rows of its files. */
export interface RowReader {
  row(row: CsvRow): Iterable<ReaderItem>;
  end?(): Iterable<ReaderItem>;
}

/**
 * What a format makes of a file; lines that are no rows are left out with their reason.
 * @throws AppError `file_not_readable`
 */
export async function* readRows(file: SourceFile, options: CsvOptions, reader: RowReader): AsyncGenerator<ReaderItem> {
  for await (const rows of csvRows(file, options)) {
    for (const row of rows) {
      if ('problem' in row) yield { skipped: { line: row.line, reason: row.problem } };
      // Handed on one by one: yield* would wait a turn for each row, also for those that only add to an open scan.
      else for (const item of reader.row(row)) yield item;
    }
  }
  yield* reader.end?.() ?? [];
}
