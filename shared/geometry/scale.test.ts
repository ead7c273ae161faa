// The scale of a plan in three ways, and what a second known length says about it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkScale, maxScaleError, minScalePx, pixelLength, scaleFrom } from './scale.ts';

const metresPerPixel = fc.double({ min: 1e-4, max: 10, noNaN: true });
const place = fc.double({ min: -20_000, max: 20_000, noNaN: true });
/** Two points far enough apart. */
const points = fc
  .tuple(place, place, fc.double({ min: minScalePx + 1e-6, max: 20_000, noNaN: true }), fc.double({ max: 7, min: 0 }))
  .map(([x, y, length, angle]) => [x, y, x + length * Math.cos(angle), y + length * Math.sin(angle)] as const)
  .filter(([x1, y1, x2, y2]) => Math.hypot(x2 - x1, y2 - y1) >= minScalePx);

describe('a scale', () => {
  test.each([
    ['width', { widthM: 40 }, { metresPerPixel: 0.05, method: 'width' }],
    ['metres per pixel', { metresPerPixel: 0.02 }, { metresPerPixel: 0.02, method: 'metres-per-pixel' }],
    ['two points', { known: [10, 10, 310, 410, 25] }, { metresPerPixel: 0.05, method: 'known-length' }],
  ] as const)('by %s', (_what, input, wanted) => {
    expect(scaleFrom(input, 800)).toEqual(wanted);
  });

  test('is not made up where nothing is given', () => {
    expect(scaleFrom({}, 800)).toBeUndefined();
  });

  test('by two points does not depend on their order, nor on where on the plan they lie', () => {
    fc.assert(
      fc.property(points, metresPerPixel, place, ([x1, y1, x2, y2], scale, away) => {
        const metres = pixelLength([x1, y1, x2, y2]) * scale;
        const scaleOf = (...known: readonly [number, number, number, number]) =>
          scaleFrom({ known: [...known, metres] }, 1)?.metresPerPixel ?? Number.NaN;
        expect(scaleOf(x1, y1, x2, y2) / scale).toBeCloseTo(1, 9);
        expect(scaleOf(x2, y2, x1, y1)).toBe(scaleOf(x1, y1, x2, y2));
        const moved: [number, number, number, number] = [x1 + away, y1 + away, x2 + away, y2 + away];
        if (Math.hypot(moved[2] - moved[0], moved[3] - moved[1]) >= minScalePx)
          expect(scaleOf(...moved) / scale).toBeCloseTo(1, 6);
      }),
    );
  });

  test('points closer than a hand can set them are refused, at the limit they are not', () => {
    expect(pixelLength([0, 0, minScalePx, 0])).toBe(minScalePx);
    for (const known of [
      [0, 0, minScalePx - 0.001, 0, 5],
      [7, 7, 7, 7, 5],
    ] as const) {
      const refused = expect.objectContaining({ code: 'scale_points_too_close' });
      expect(() => scaleFrom({ known }, 800)).toThrow(refused);
      expect(() => checkScale(0.05, known)).toThrow(refused);
    }
  });
});

describe('a second length', () => {
  test('of 2 % off is fine, of more is not, whichever side it is off', () => {
    expect(maxScaleError).toBe(0.02);
    const off = (share: number) => checkScale(1, [0, 0, 1_000 * (1 + share), 0, 1_000]);
    for (const share of [0, 0.0199, -0.0199]) expect(off(share)).toMatchObject({ ok: true });
    for (const share of [0.0201, -0.0201, 0.5, -0.5]) expect(off(share)).toMatchObject({ ok: false });
    expect(off(0.05)).toEqual({ measuredM: 1_050, knownM: 1_000, errorShare: expect.closeTo(0.05, 12), ok: false });
  });

  test('that the scale was made from has no error; one off by a share has that error', () => {
    fc.assert(
      fc.property(points, metresPerPixel, fc.double({ min: -0.9, max: 3, noNaN: true }), (ends, scale, share) => {
        const metres = pixelLength(ends) * scale;
        const made = scaleFrom({ known: [...ends, metres] }, 1)?.metresPerPixel ?? Number.NaN;
        expect(checkScale(made, [...ends, metres])).toMatchObject({ errorShare: expect.closeTo(0, 9), ok: true });
        expect(checkScale(made * (1 + share), [...ends, metres]).errorShare).toBeCloseTo(Math.abs(share), 6);
      }),
    );
  });
});
