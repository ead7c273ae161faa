// Ink taken off its white paper.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inkOf } from './line-tile.ts';
import { rgb } from './palette.ts';

it.each([
  ['paper', [255, 255, 255], [0, 0, 0, 0]],
  ['black', [0, 0, 0], [0, 0, 0, 255]],
  ['a soft edge of a black line', [128, 128, 128], [0, 0, 0, 127]],
  ['red', [255, 0, 0], [255, 0, 0, 255]],
  ['a soft edge of a red line', [255, 155, 155], [255, 0, 0, 100]],
] as const)('%s', (_what, [red, green, blue], wanted) => {
  inkOf(red, green, blue).forEach((value, channel) => {
    expect(value).toBeCloseTo(wanted[channel] ?? Number.NaN, 6);
  });
});

it('laid on white paper again gives the picture that was there', () => {
  const channel = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(channel, channel, channel, (...pixel) => {
      const [red, green, blue, alpha] = inkOf(...pixel);
      const onPaper = [red, green, blue].map((ink) => (ink * alpha + 255 * (255 - alpha)) / 255);
      for (const [index, value] of pixel.entries()) expect(onPaper[index]).toBeCloseTo(value, 6);
      for (const ink of [red, green, blue, alpha]) expect(ink >= 0 && ink <= 255).toBe(true);
    }),
  );
});

it('reads colours of the theme; what is none is grey', () => {
  expect(rgb('#1f2937')).toEqual([31, 41, 55]);
  expect(rgb('000080')).toEqual([0, 0, 128]);
  expect(rgb('')).toEqual([128, 128, 128]);
});
