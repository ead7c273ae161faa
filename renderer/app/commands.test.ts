import { describe, expect, it } from 'vitest';
import { keyText } from './commands.ts';
import { search } from './search.ts';

const key = (name: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) =>
  keyText({ key: name, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });

it('names keys as commands write theirs', () => {
  expect(key('k', { ctrlKey: true })).toBe('Ctrl K');
  expect(key('k', { metaKey: true })).toBe('Ctrl K');
  expect(key('K', { ctrlKey: true, shiftKey: true })).toBe('Ctrl Shift K');
  expect(key('?', { shiftKey: true })).toBe('?');
  expect(key('F6', { shiftKey: true })).toBe('Shift F6');
  expect(key('Escape')).toBe('Escape');
});

describe('search', () => {
  const command = (title: string, group = 'Plan', more = '') => ({
    id: title,
    title,
    group,
    search: more,
    run: () => undefined,
  });
  const rows = [
    command('Measure a length'),
    command('Set the scale'),
    command('GF-AP-05', 'Wi-Fi', '02:47:52:4f:01:05'),
  ];
  it('finds by every word, in title, group or hidden text', () => {
    expect(search(rows, 'length meas').map((row) => row.id)).toEqual(['Measure a length']);
    expect(search(rows, '4f:01:05').map((row) => row.id)).toEqual(['GF-AP-05']);
    expect(search(rows, 'nothing')).toEqual([]);
  });
  it('puts titles that begin with the word first', () => {
    expect(search([command('Reset scale'), command('Scale of the plan')], 'scale').map((row) => row.id)).toEqual([
      'Scale of the plan',
      'Reset scale',
    ]);
  });
});
