import { expect, it } from 'vitest';
import {
  formatBytes,
  formatDay,
  formatDb,
  formatDbm,
  formatDuration,
  formatMetres,
  formatPlace,
  formatShare,
  plural,
} from './format.ts';

it('writes numbers with their units and a true minus', () => {
  expect(formatDbm(-67)).toBe('−67 dBm');
  expect(formatDbm(-69.13, 1)).toBe('−69.1 dBm');
  expect(formatDb(2.71)).toBe('2.7 dB');
  expect(formatMetres(-0.5)).toBe('−0.5 m');
  expect(formatPlace(40.2, -1)).toBe('x 40.2 m, y −1.0 m');
  expect(formatShare(0.7541)).toBe('75.4 %');
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [3_100_000_000, '3.1 GB'],
  [250_000, '250 KB'],
])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

it('writes durations, days and counts as a person reads them', () => {
  expect(formatDuration(767_000)).toBe('12:47');
  expect(formatDuration(3_605_000)).toBe('1:00:05');
  const now = new Date(2026, 10, 23, 12).getTime();
  expect(formatDay(new Date(2026, 10, 23, 1).toISOString(), now)).toBe('today');
  expect(formatDay(new Date(2026, 10, 22, 23).toISOString(), now)).toBe('yesterday');
  expect(formatDay(new Date(2025, 4, 1).toISOString(), now)).toMatch(/2025/);
  expect(plural(1, 'radio')).toBe('1 radio');
  expect(plural(2, 'row was', 'rows were')).toBe('2 rows were');
});
