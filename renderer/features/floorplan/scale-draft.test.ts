import { expect, it } from 'vitest';
import { parseLength, scaleOf } from './scale-draft.ts';

it.each([
  ['35', 35],
  [' 3,5 ', 3.5],
  ['0', undefined],
  ['-2', undefined],
  ['', undefined],
  ['wide', undefined],
  ['1e999', undefined],
])('a length typed as "%s" is %s', (text, length) => expect(parseLength(text)).toBe(length));

it('gives the command its one scale, or nothing while something is missing', () => {
  const points = [
    [50, 50],
    [750, 50],
  ] as const;
  expect(scaleOf({ way: 'file', text: '', points: [] })).toEqual({});
  expect(scaleOf({ way: 'width', text: '40', points: [] })).toEqual({ widthM: 40 });
  expect(scaleOf({ way: 'pixel', text: '0.05', points: [] })).toEqual({ metresPerPixel: 0.05 });
  expect(scaleOf({ way: 'known', text: '35', points })).toEqual({ known: [50, 50, 750, 50, 35] });
  expect(scaleOf({ way: 'known', text: '35', points: points.slice(0, 1) })).toBeUndefined();
  expect(scaleOf({ way: 'width', text: 'x', points: [] })).toBeUndefined();
});
