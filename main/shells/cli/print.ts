// Answers for people: fields one a line, lists as tables. With --json: exactly one JSON document.
/** What could steer a terminal or break a table. Names come from files and from the air. */
const unprintable = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;
const printable = (text: string): string => text.replace(unprintable, '\ufffd');

function cell(value: unknown): string {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(7)));
  return printable(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

function table(rows: readonly Record<string, unknown>[]): string[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => cell(row[column]).length)));
  const line = (cells: readonly string[]) =>
    `  ${cells.map((text, index) => text.padEnd(widths[index] ?? 0)).join('  ')}`.trimEnd();
  return [line(columns), ...rows.map((row) => line(columns.map((column) => cell(row[column]))))];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The lines that a person sees. */
export function outputLines(output: Record<string, unknown>): string[] {
  return Object.entries(output).flatMap(([field, value]) => {
    if (!Array.isArray(value)) return [`${field}: ${cell(value)}`];
    if (value.length === 0) return [`${field}: none`];
    return [`${field}:`, ...(value.every(isRecord) ? table(value) : value.map((each) => `  ${cell(each)}`))];
  });
}

export function printOutput(output: Record<string, unknown>, isJson: boolean): void {
  process.stdout.write(`${isJson ? JSON.stringify(output) : outputLines(output).join('\n')}\n`);
}
