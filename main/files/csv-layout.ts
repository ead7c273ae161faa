// How a file writes its table: by spreadsheets of all countries and ages.

export interface CsvLayout {
  readonly delimiter: ',' | ';' | '\t';
  readonly encoding: 'utf8' | 'latin1';
}

export const columnName = (name: string): string => name.trim().toLowerCase();

/** Many an export begins with a byte order mark; read as Latin-1 its three bytes are three letters. */
export const withoutMark = (text: string): string => text.replace(/^(\ufeff|\u00ef\u00bb\u00bf)/, '');

/** UTF-8, or else the western code page that old spreadsheets write. `bytes` may end in the middle of a letter. */
export function decodeText(bytes: Buffer): { text: string; encoding: CsvLayout['encoding'] } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true }), encoding: 'utf8' };
  } catch {
    return { text: bytes.toString('latin1'), encoding: 'latin1' };
  }
}

/** The separator that the header has most of. */
export function delimiterOf(header: string): CsvLayout['delimiter'] {
  const count = (delimiter: string) => header.split(delimiter).length;
  const all = [',', ';', '\t'] as const;
  return all.reduce((best, each) => (count(each) > count(best) ? each : best));
}

const decimalComma = /^\s*[-+]?\d*,\d+\s*$/;

/** Spreadsheets of half the world write semicolons, and then a comma before the decimals. */
export function withPoints(fields: readonly string[], { delimiter }: Pick<CsvLayout, 'delimiter'>): readonly string[] {
  if (delimiter !== ';') return fields;
  return fields.map((field) => (decimalComma.test(field) ? field.replace(',', '.') : field));
}
