import { describe, expect, it } from 'vitest';
import type { PlanPalette } from './palette.ts';
import { shiftOf } from './pan-snapshot.ts';
import { emptyScene } from './scene.ts';

const palette = {} as PlanPalette;
const drawn = { view: { scale: 8, x: 10, y: 20 }, size: { width: 800, height: 600 }, scene: emptyScene, palette };

describe('the picture of a layer that is moved', () => {
  it('is shifted by as much as the view', () => {
    expect(shiftOf(drawn, drawn)).toEqual({ x: 0, y: 0 });
    expect(shiftOf(drawn, { ...drawn, view: { scale: 8, x: -90, y: 70 } })).toEqual({ x: -100, y: 50 });
  });

  it.each([
    ['beyond its rim', { view: { scale: 8, x: 10 + 257, y: 20 } }],
    ['at another scale', { view: { scale: 9, x: 10, y: 20 } }],
    ['in a window of another size', { size: { width: 801, height: 600 } }],
    ['of another scene', { scene: { ...emptyScene } }],
    ['in other colours', { palette: {} as PlanPalette }],
  ])('is drawn anew %s', (_what, change) => {
    expect(shiftOf(drawn, { ...drawn, ...change })).toBeUndefined();
  });
});
