// Lists from spreadsheets, as people's programs write them.
import { expect, test } from 'vitest';
import { readTable } from './csv-table.ts';

const table = (text: string) => readTable(text, 'a.csv', ['a', 'b']);
const rows = (text: string) => table(text).rows;

test.each([
  ['commas', 'a,b\n1.5,x\n'],
  ['semicolons and decimal commas', 'a;b\n1,5;x\n'],
  ['tabs', 'a\tb\n1.5\tx\n'],
  ['a byte order mark, other line ends, spaces and capitals', '\u{feff} A , B\r\n\r\n 1.5 , x \r\n'],
])('%s', (_what, text) => {
  expect(rows(text).map(({ record }) => record)).toEqual([{ a: '1.5', b: 'x' }]);
});

test('a stray quote stays in its row', () => {
  const read = rows('a,b\n1,5" pipe\n2,"quoted, ""well"""\n3\n');
  expect(read.map(({ record }) => record['b'])).toEqual(['5" pipe', 'quoted, "well"', undefined]);
  expect(read.map(({ line }) => line)).toEqual([2, 3, 4]);
});

test.each([
  ['that nothing closes', 'a,b\n1,"unclosed\n2,x\n3,z\n', ['x', 'z']],
  ['closed too early', 'a,b\n1,"5" pipe\n2,x\n', ['"5" pipe', 'x']],
])('a quote %s does not take the rows after it with it', (_what, text, values) => {
  expect(rows(text).map(({ record }) => record['b'])).toEqual(values);
  expect(rows(text).length + table(text).skipped.length).toBe(text.trim().split('\n').length - 1);
});

test('a column that is missing is named', () => {
  expect(() => rows('a,c\n1,2\n')).toThrow(/column b is missing/);
  expect(rows('a,b\n')).toEqual([]);
});
