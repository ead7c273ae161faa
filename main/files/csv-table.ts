// Short lists that people keep in a spreadsheet, whole in memory. Readings, which can be gigabytes, have a reader of their own.
import { parse } from 'csv-parse/sync';
import { AppError } from '../../shared/errors/app-error.ts';

export interface TableRow {
  /** By the column's name in lower case; a row that is too short lacks the last ones. */
  readonly record: Readonly<Record<string, string>>;
  /** Counts from 1 as in a text editor. */
  readonly line: number;
}

const decimalComma = /^[-+]?\d*,\d+$/;

/** Spreadsheets of half the world write semicolons, and then a comma before the decimals. */
function delimiterOf(text: string): ',' | ';' | '\t' {
  const head = text.slice(0, text.search(/[\r\n]|$/));
  const count = (delimiter: string) => head.split(delimiter).length;
  return ([',', ';', '\t'] as const).toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

/**
 * Rows of a CSV with a header. Stray quotes belong to their text: one of them must not take the rest of the file with it.
 * @throws AppError `no_usable_rows` when a required column is missing, or it is no table
 */
export function readTable(text: string, name: string, required: readonly string[]): TableRow[] {
  const delimiter = delimiterOf(text);
  let rows: { record: Record<string, string>; info: { lines: number } }[];
  try {
    rows = parse(text, {
      bom: true,
      columns: (header: string[]) => header.map((column) => column.trim().toLowerCase()),
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      ...(delimiter === ';' ? { cast: (value) => (decimalComma.test(value) ? value.replace(',', '.') : value) } : {}),
    });
  } catch (error) {
    throw new AppError('no_usable_rows', { file: name, detail: (error as Error).message }, { cause: error });
  }
  const missing = required.filter((column) => rows[0] && !(column in rows[0].record));
  if (missing.length > 0)
    throw new AppError('no_usable_rows', { file: name, detail: `the column ${missing.join(', ')} is missing` });
  return rows.map(({ record, info }) => ({ record, line: info.lines }));
}
