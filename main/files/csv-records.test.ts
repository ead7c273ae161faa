// Lines into records: what RFC 4180 writes is read back, and no text whatever loses a line without saying so.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ReadingsFolder } from '../domains/survey/testing/readings-files.ts';
import { type CsvProblem, type CsvRecord, CsvRecords } from './csv-records.ts';
import { lineEnd, textLines } from './text-lines.ts';

function read(text: string, delimiter = ','): (CsvRecord | CsvProblem)[] {
  const records = new CsvRecords(delimiter);
  const found = text.split(lineEnd).flatMap((line, index) => [...records.add(line, index + 1)]);
  return [...found, ...records.end()];
}
const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;

describe('records', () => {
  test('marks within a field are text; doubled ones within marks are one', () => {
    expect(read('12" pipe,"say ""so""","",x"y"z,"a"b"')).toEqual([
      { line: 1, fields: ['12" pipe', 'say "so"', '', 'x"y"z', '"a"b"'] },
    ]);
  });

  test('a field goes on over lines; the next record has its own line', () => {
    expect(read('a,"b\r\n\nc",d\ne')).toEqual([
      { line: 1, fields: ['a', 'b\n\nc', 'd'] },
      { line: 4, fields: ['e'] },
    ]);
  });

  test('a mark that nothing closes costs one line, also where a later one seems to close it', () => {
    const problem = 'a quotation mark is not closed';
    expect(read('a,"b\nc,d')).toEqual([
      { line: 1, problem },
      { line: 2, fields: ['c', 'd'] },
    ]);
    expect(read('a,"b\n"c",d\n"e\nf')).toEqual([
      { line: 1, problem },
      { line: 2, fields: ['c', 'd'] },
      { line: 3, problem },
      { line: 4, fields: ['f'] },
    ]);
    const many = read(`"\n${'x\n'.repeat(100)}`);
    expect(many[0]).toEqual({ line: 1, problem });
    expect(many).toHaveLength(101);
  });

  test('what is written by the rules comes back, whatever the fields', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', ' ', 'é', '\t', '1') });
    const table = fc.array(fc.array(text, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n', '\r'),
        (rows, delimiter, end) => {
          const file = rows.map((fields) => fields.map(quoted).join(delimiter)).join(end);
          const back = read(file, delimiter);
          expect(back.map((record) => ('fields' in record ? record.fields : record))).toEqual(rows);
        },
      ),
    );
  });

  test('whatever the text: each line is in one record or one problem, in order', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', '"', ',', '\n', '\n', '\r'), maxLength: 200 });
    fc.assert(
      fc.property(text, (file) => {
        const lines = file.split(lineEnd);
        let next = 1;
        for (const record of read(file)) {
          while (lines[next - 1] === '' && next < record.line) next++;
          expect(record.line).toBe(next);
          next += 'fields' in record ? record.fields.join('').split('\n').length : 1;
        }
        expect(lines.slice(next - 1).every((line) => line === '')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('lines of a file', () => {
  const folder = new ReadingsFolder();
  const linesOf = async (content: string | Uint8Array, encoding: 'utf8' | 'latin1' = 'utf8') => {
    const all: (string | undefined)[] = [];
    for await (const lines of textLines(folder.write(content), encoding)) all.push(...lines);
    return all;
  };

  test('are the same however the disk cuts them', async () => {
    try {
      const line = (index: number) => `${'é'.repeat(index % 97)}${index}`;
      const lines = Array.from({ length: 20_000 }, (_each, index) => line(index));
      for (const end of ['\n', '\r\n', '\r']) {
        expect(await linesOf(lines.join(end))).toEqual(lines);
        expect(await linesOf(`${lines.join(end)}${end}`)).toEqual(lines);
      }
      const long = 'x'.repeat(2_000_000);
      expect(await linesOf(`a\r\n${long}\r\nb\n${long}`)).toEqual(['a', undefined, 'b', undefined]);
      expect(await linesOf(long)).toEqual([undefined]);
      expect(await linesOf('')).toEqual([]);
      expect(await linesOf(Buffer.from('caf\u00e9\r\n', 'latin1'), 'latin1')).toEqual(['café']);
    } finally {
      folder.remove();
    }
  });
});
