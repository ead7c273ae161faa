// Short lists that people keep in a spreadsheet, whole in memory. Readings, which can be gigabytes, are read a piece at a time.
import type { SkippedRow } from '../../shared/contract/common.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { columnName, delimiterOf, withoutMark, withPoints } from './csv-layout.ts';
import { type CsvProblem, type CsvRecord, CsvRecords } from './csv-records.ts';
import { lineEnd } from './text-lines.ts';

export interface TableRow {
  /** By the column's name in lower case; a row that is too short lacks the last ones. */
  readonly record: Readonly<Record<string, string>>;
  /** Counts from 1 as in a text editor. */
  readonly line: number;
}
export interface Table {
  readonly rows: readonly TableRow[];
  /** Lines that are no rows. */
  readonly skipped: readonly SkippedRow[];
}

function* recordsOf(lines: readonly string[], delimiter: string): Generator<CsvRecord | CsvProblem> {
  const records = new CsvRecords(delimiter);
  for (const [index, line] of lines.entries()) yield* records.add(line, index + 1);
  yield* records.end();
}

/**
 * Rows of a CSV with a header. A stray quote costs its own row, not the file after it.
 * @throws AppError `no_usable_rows` when a required column is missing
 */
export function readTable(text: string, name: string, required: readonly string[]): Table {
  const lines = withoutMark(text).split(lineEnd);
  const delimiter = delimiterOf(lines.find((line) => line.trim() !== '') ?? '');
  const rows: TableRow[] = [];
  const skipped: SkippedRow[] = [];
  let columns: readonly string[] | undefined;
  for (const item of recordsOf(lines, delimiter)) {
    if ('problem' in item) {
      skipped.push({ line: item.line, reason: item.problem });
      continue;
    }
    const fields = withPoints(item.fields, { delimiter }).map((field) => field.trim());
    if (fields.every((field) => field === '')) continue;
    if (columns) rows.push({ record: recordOf(columns, fields), line: item.line });
    else columns = fields.map(columnName);
  }
  const missing = required.filter((column) => !columns?.includes(column));
  if (columns && missing.length > 0)
    throw new AppError('no_usable_rows', { file: name, detail: `the column ${missing.join(', ')} is missing` });
  return { rows, skipped };
}

const recordOf = (columns: readonly string[], fields: readonly string[]): Record<string, string> =>
  Object.fromEntries(columns.slice(0, fields.length).map((column, index) => [column, fields[index] ?? '']));
