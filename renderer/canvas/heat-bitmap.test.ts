import { describe, expect, it } from 'vitest';
import { signalClasses } from '../../shared/rf/signal-classes.ts';
import { type HeatGrid, paintHeat, valueAt } from './heat-bitmap.ts';

const colours = { unknown: [1, 2, 3], dot: [4, 5, 6] } as const;
const grid = (columns: number, values: readonly number[]): HeatGrid => ({
  columns,
  rows: values.length / columns,
  cellM: 2,
  originXM: 10,
  originYM: 0,
  valuesDbm: Float32Array.from(values),
});

describe('valueAt', () => {
  it('is the cell at its centre, between the centres in between, nothing outside', () => {
    const two = grid(2, [-40, -60]);
    expect(valueAt(two, 11, 1)).toBeCloseTo(-40, 5);
    expect(valueAt(two, 12, 1)).toBeCloseTo(-50, 5);
    expect(valueAt(two, 13, 1)).toBeCloseTo(-60, 5);
    for (const [x, y] of [
      [9.9, 1],
      [14.1, 1],
      [12, -0.1],
      [12, 2.1],
    ] as const)
      expect(valueAt(two, x, y)).toBeNaN();
  });

  it('never blends what was not measured with a value', () => {
    const half = grid(2, [-40, Number.NaN]);
    expect(valueAt(half, 11.9, 1)).toBeCloseTo(-40, 5);
    expect(valueAt(half, 12.1, 1)).toBeNaN();
  });
});

describe('paintHeat', () => {
  it('gives each class its fixed colour and leaves grey what has no value', () => {
    const { width, height, pixels } = paintHeat(grid(2, [-40, Number.NaN]), colours);
    const at = (x: number, y: number) => [...pixels.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
    expect([width % 2, height > 0]).toEqual([0, true]);
    expect(at(0, 0)).toEqual([...(signalClasses[0]?.colour ?? []), 255]);
    const right = new Set(Array.from({ length: width / 2 }, (_, x) => at(width / 2 + x, 0).join()));
    for (const colour of right) expect(['1,2,3,255', '4,5,6,255']).toContain(colour);
  });

  it('stays within its size for a large floor', () => {
    const { width, height } = paintHeat(
      { ...grid(1, [-40]), columns: 2_000, rows: 1_000, valuesDbm: new Float32Array(2_000_000).fill(-70) },
      colours,
    );
    expect(width * height).toBeLessThanOrEqual(3_000_000);
  });
});
