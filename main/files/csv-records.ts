// Lines of a CSV file (RFC 4180) into records. A quotation mark that nothing closes costs its own line, not the file after it.

export interface CsvRecord {
  /** Line on which it begins, counted from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}
export interface CsvProblem {
  readonly line: number;
  readonly problem: string;
}

/** A quoted field may go on over line ends, but not for ever. */
const maxQuotedLines = 32;
const maxQuotedLength = 64 * 1024;

/** The place of the mark that closes a field; a doubled one is part of its text. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

/** The fields of a record; `open` where more lines may close it, `broken` where they cannot. */
function splitRecord(text: string, delimiter: string): readonly string[] | 'open' | 'broken' {
  if (!text.includes('"')) return text.split(delimiter);
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1);
      if (end < 0) return 'open';
      if (end + 1 === text.length || text[end + 1] === delimiter) {
        fields.push(text.slice(at + 1, end).replaceAll('""', '"'));
        if (end + 1 === text.length) return fields;
        at = end + 2;
        continue;
      }
      // Marks within a field are left as they are (`12" pipe`), but the start of another row has not closed this one.
      if (text.slice(at, end).includes('\n')) return 'broken';
    }
    const next = text.indexOf(delimiter, at);
    if (next < 0) {
      fields.push(text.slice(at));
      return fields;
    }
    fields.push(text.slice(at, next));
    at = next + 1;
  }
}

export class CsvRecords {
  readonly #delimiter: string;
  #open: { readonly line: number; readonly lines: string[]; length: number } | undefined;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** @param text without its line end; undefined for a line that was too long to be kept */
  *add(text: string | undefined, line: number): Generator<CsvRecord | CsvProblem> {
    if (text === undefined) {
      yield* this.end();
      yield { line, problem: 'the line is too long' };
    } else if (this.#open) yield* this.#goOn(this.#open, text);
    else if (text !== '') {
      const fields = splitRecord(text, this.#delimiter);
      if (typeof fields === 'string') this.#open = { line, lines: [text], length: text.length };
      else yield { line, fields };
    }
  }

  /** What is left at the end of the file. */
  *end(): Generator<CsvRecord | CsvProblem> {
    while (this.#open) yield* this.#giveUp(this.#open);
  }

  *#goOn(open: { readonly line: number; readonly lines: string[]; length: number }, text: string) {
    open.lines.push(text);
    open.length += text.length;
    const fields = text.includes('"') ? splitRecord(open.lines.join('\n'), this.#delimiter) : 'open';
    if (typeof fields !== 'string') {
      this.#open = undefined;
      yield { line: open.line, fields };
    } else if (fields === 'broken' || open.lines.length >= maxQuotedLines || open.length > maxQuotedLength) {
      yield* this.#giveUp(open);
    }
  }

  /** Leaves the first line out and reads the others anew. */
  *#giveUp({
    line,
    lines,
  }: {
    readonly line: number;
    readonly lines: readonly string[];
  }): Generator<CsvRecord | CsvProblem> {
    this.#open = undefined;
    yield { line, problem: 'a quotation mark is not closed' };
    for (const [index, text] of lines.slice(1).entries()) yield* this.add(text, line + 1 + index);
  }
}
