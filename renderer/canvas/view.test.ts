import { describe, expect, it } from 'vitest';
import { fitBox, maxScale, minScale, pan, roundLength, toMetres, toScreen, zoomAt } from './view.ts';

const view = { scale: 20, x: 100, y: 50 };

describe('view', () => {
  it('turns metres into pixels and back', () => {
    expect(toScreen(view, 3, -2)).toEqual([160, 10]);
    expect(toMetres(view, 160, 10)).toEqual([3, -2]);
  });

  it('keeps the place under the pointer while zooming, within its limits', () => {
    const under = toMetres(view, 333, 222);
    const near = zoomAt(view, 2.5, 333, 222);
    expect(near.scale).toBe(50);
    const after = toMetres(near, 333, 222);
    expect(after[0]).toBeCloseTo(under[0], 9);
    expect(after[1]).toBeCloseTo(under[1], 9);
    expect(zoomAt(view, 1e9, 0, 0).scale).toBe(maxScale);
    expect(zoomAt(view, 1e-9, 0, 0).scale).toBe(minScale);
  });

  it('fits a box with its margin, in the middle', () => {
    const fitted = fitBox({ leftM: 10, topM: 20, widthM: 40, heightM: 10 }, { width: 1000, height: 600 }, 50);
    expect(fitted.scale).toBeCloseTo(900 / 40);
    expect(toScreen(fitted, 10, 20)[0]).toBeCloseTo(50);
    expect(toScreen(fitted, 30, 25)).toEqual([500, 300]);
  });

  it('moves by pixels', () => expect(pan(view, 5, -7)).toEqual({ scale: 20, x: 105, y: 43 }));

  it.each([
    [20, 60, 5],
    [100, 60, 1],
    [1, 70, 100],
    [600, 60, 0.1],
  ])('at %d px a metre, %d px are at most %d m', (scale, minPx, metres) =>
    expect(roundLength(scale, minPx)).toBeCloseTo(metres, 9),
  );
});
