// What people see: fields, tables, a bar. Names come from files and from the air, so they must not steer the terminal.
import { describe, expect, test } from 'vitest';
import type { Task } from '../../../shared/contract/tasks.ts';
import { outputLines } from './print.ts';
import { progressLine, progressPrinter } from './progress.ts';

describe('answers', () => {
  test('a field a line; lists as tables with a column for each field of any row', () => {
    const rows = [
      { name: 'GF', widthM: 60.123456789 },
      { name: 'Level 1', widthM: undefined, walls: 3 },
    ];
    expect(outputLines({ ok: true, mean: -61.23456789, problems: [], names: ['a', 'b'], floors: rows })).toEqual([
      'ok: true',
      'mean: -61.23457',
      'problems: none',
      'names:',
      '  a',
      '  b',
      'floors:',
      '  name     widthM    walls',
      '  GF       60.12346  –',
      '  Level 1  –         3',
    ]);
  });

  test('control characters of names cannot move the cursor, colour the screen or break a line', () => {
    const name = 'Café\u001b[2J\u001b]0;title\u0007 \r\nok: true\u009b1m';
    const lines = outputLines({ name, skipped: [{ line: 3, reason: name }], names: [name] });
    expect(lines).toHaveLength(6);
    for (const line of lines) {
      expect(line).not.toMatch(/\p{Cc}/u);
      if (line.includes('[2J')) expect(line).toContain('Café');
    }
  });
});

describe('progress', () => {
  const task = { phase: 'Reading', done: 5, total: 10, unit: 'rows', state: 'running' } as Task;

  test('a bar where the end is known, a count where it is not', () => {
    expect(progressLine(task)).toBe('Reading [############............] 50 %');
    expect(progressLine({ ...task, done: 99 })).toBe('Reading [########################] 100 %');
    expect(progressLine({ ...task, done: 12_345, total: 0 })).toBe('Reading 12,345 rows');
    expect(progressLine({ ...task, done: 0, total: 0 })).toBe('Reading');
  });

  test('is drawn on a terminal only, and taken away at the end', () => {
    const written = (isTTY: boolean) => {
      let text = '';
      const stream = { isTTY, write: (piece: string) => (text += piece) } as unknown as NodeJS.WriteStream;
      const printer = progressPrinter(stream);
      printer.show(task);
      printer.end();
      return text;
    };
    expect(written(false)).toBe('');
    expect(written(true)).toContain('50 %');
    expect(written(true).endsWith('\r\u001b[2K')).toBe(true);
  });
});
