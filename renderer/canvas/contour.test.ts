import { describe, expect, it } from 'vitest';
import { contourSegments } from './contour.ts';
import type { HeatGrid } from './heat-bitmap.ts';

const grid = (columns: number, values: readonly number[]): HeatGrid => ({
  columns,
  rows: values.length / columns,
  cellM: 2,
  originXM: 10,
  originYM: 0,
  valuesDbm: Float32Array.from(values),
});
const segments = (...given: Parameters<typeof grid>) => {
  const flat = [...contourSegments(grid(...given), -67)];
  return Array.from({ length: flat.length / 4 }, (_, index) => flat.slice(index * 4, index * 4 + 4));
};

describe('contourSegments', () => {
  it('runs where the value between two centres is the level', () => {
    // Centres at x 11 and 13, y 1 and 3: -67 is a quarter of the way from -65 to -73.
    expect(segments(2, [-65, -73, -65, -73])).toEqual([[11.5, 1, 11.5, 3]]);
    expect(segments(2, [-65, -65, -73, -73])).toEqual([[13, 1.5, 11, 1.5]]);
  });

  it('closes around a cell that is alone', () => {
    const found = segments(3, [-60, -60, -60, -60, -80, -60, -60, -60, -60]);
    expect(found).toHaveLength(4);
    const ends = found.flatMap(([x1, y1, x2, y2]) => [
      `${x1?.toFixed(6)} ${y1?.toFixed(6)}`,
      `${x2?.toFixed(6)} ${y2?.toFixed(6)}`,
    ]);
    // Each crossing is the end of two segments.
    expect(new Set(ends).size).toBe(4);
  });

  it('goes around the corners that its middle does not belong to', () => {
    const distanceTo = (found: number[][], x: number, y: number) =>
      Math.min(...found.map(([x1 = 0, y1 = 0, x2 = 0, y2 = 0]) => Math.hypot((x1 + x2) / 2 - x, (y1 + y2) / 2 - y)));
    const joined = segments(2, [-60, -70, -70, -60]);
    expect(joined).toHaveLength(2);
    // The middle is -65 and meets: the weak corners at the upper right and lower left are cut off.
    expect(distanceTo(joined, 13, 1)).toBeLessThan(distanceTo(joined, 11, 1));
    const apart = segments(2, [-64, -74, -74, -64]);
    expect(distanceTo(apart, 11, 1)).toBeLessThan(distanceTo(apart, 13, 1));
  });

  it('is not drawn through what was not measured, nor where all is on one side; the level itself meets', () => {
    expect(segments(2, [-65, -73, Number.NaN, -73])).toEqual([]);
    expect(segments(2, [-67, -66, -60, -67])).toEqual([]);
    expect(segments(2, [-68, -70, -90, -100])).toEqual([]);
    expect(segments(1, [-60, -80])).toEqual([]);
  });
});
