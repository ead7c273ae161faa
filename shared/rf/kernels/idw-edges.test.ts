// Where the two kernels could part: places in heaps, ties beyond count, maps off to the side, many radios. And what no map may do.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interpolateIdw } from './idw.ts';
import type { CellGrid, MeasuredPlaces } from './places.ts';

function bothKernels(places: MeasuredPlaces, grid: CellGrid, reachM: number): Float32Array {
  const wasm = interpolateIdw(places, grid, reachM);
  const typed = interpolateIdw(places, grid, reachM, 'typed');
  expect(Buffer.from(wasm.buffer).equals(Buffer.from(typed.buffer))).toBe(true);
  return wasm;
}
const placesAt = (points: readonly (readonly [number, number])[], ...dbm: readonly number[][]): MeasuredPlaces => ({
  xM: Float32Array.from(points, ([x]) => x),
  yM: Float32Array.from(points, ([, y]) => y),
  valuesDbm: dbm.map((values) => Float32Array.from(values)),
});
const grid = { columns: 37, rows: 29, cellM: 0.5, leftM: -3, topM: -2 };

describe('both kernels agree', () => {
  test.each([1, 11, 12, 13, 1_000, 1_024, 1_025, 3_000])('on %i readings at one and the same place', (count) => {
    const dbm = Array.from({ length: count }, (_, index) => -40 - (index % 50));
    const map = bothKernels(placesAt(new Array(count).fill([4.25, 3.75]), dbm), grid, 4);
    const painted = map.filter((value) => !Number.isNaN(value));
    expect(painted.length).toBeGreaterThan(100);
    for (const value of painted) {
      expect(value).toBeGreaterThanOrEqual(-90);
      expect(value).toBeLessThanOrEqual(-40);
    }
  });

  test('on a heap of readings among others, all alike: the map is alike', () => {
    const heap = new Array<readonly [number, number]>(1_500).fill([4.25, 3.75]);
    const around = Array.from({ length: 20 }, (_, index) => [1 + index / 3, 8 - index / 4] as const);
    const dbm = [...heap.map(() => -50), ...around.map(() => -50)];
    for (const value of bothKernels(placesAt([...heap, ...around], dbm, dbm), grid, 4))
      if (!Number.isNaN(value)) expect(value).toBeCloseTo(-50, 2);
  });

  test('on a ring whose places are all equally far from its middle', () => {
    const points = [
      [3, 4], [4, 3], [5, 0], [0, 5], [-3, 4], [-4, 3], [-5, 0], [3, -4], [4, -3], [0, -5], [-3, -4], [-4, -3], [5, 0], [0, 5],
    ] as const; // biome-ignore format: one ring
    const dbm = points.map((_, index) => -50 - index);
    // The one cell of this grid has its centre in the middle of the ring: more places tie than are nearest.
    const [middle] = bothKernels(placesAt(points, dbm), { columns: 1, rows: 1, cellM: 1, leftM: -0.5, topM: -0.5 }, 6);
    expect(middle).toBeCloseTo(dbm.reduce((sum, value) => sum + value, 0) / dbm.length, 4);
  });

  test('on maps that lie far away from every place, and of cells larger than the floor', () => {
    const places = placesAt(
      [
        [1, 1],
        [2, 5],
        [9, 3],
      ],
      [-40, -50, -60],
      [-70, -80, -90],
    );
    for (const far of [1_000, -1_000, 90_000]) {
      expect(bothKernels(places, { ...grid, leftM: far }, 5).every(Number.isNaN)).toBe(true);
      expect(bothKernels(places, { ...grid, topM: far }, 5).every(Number.isNaN)).toBe(true);
    }
    bothKernels(places, { columns: 3, rows: 2, cellM: 20, leftM: -30, topM: -20 }, 100);
  });

  test.each([1, 3, 4, 5, 8, 41])('on %i radios, each of which has the map it has alone', (radios) => {
    const points = Array.from({ length: 40 }, (_, index) => [(index * 7) % 16, (index * 3.3) % 12] as const);
    const dbm = Array.from({ length: radios }, (_, radio) =>
      points.map((_each, index) => -30 - ((index * 13 + radio * 17) % 60)),
    );
    const together = bothKernels(placesAt(points, ...dbm), grid, 5);
    const plane = grid.columns * grid.rows;
    dbm.forEach((values, radio) => {
      const alone = bothKernels(placesAt(points, values), grid, 5);
      expect([...together.subarray(radio * plane, (radio + 1) * plane)]).toEqual([...alone]);
    });
  });
});

describe('no map', () => {
  const places = fc
    .array(
      fc.tuple(fc.integer({ min: -8, max: 30 }), fc.integer({ min: -8, max: 24 }), fc.integer({ min: -100, max: -20 })),
      {
        minLength: 1,
        maxLength: 50,
      },
    )
    .map((rows) => ({
      rows,
      places: placesAt(
        rows.map(([x, y]) => [x / 2, y / 2] as const),
        rows.map(([, , dbm]) => dbm),
      ),
    }));
  const centre = (cell: number) =>
    [
      grid.leftM + ((cell % grid.columns) + 0.5) * grid.cellM,
      grid.topM + (Math.floor(cell / grid.columns) + 0.5) * grid.cellM,
    ] as const;

  test('leaves the range of what was measured, or paints beyond reach, or leaves a hole within it', () => {
    fc.assert(
      fc.property(places, fc.constantFrom(0.7, 2.6, 5.1), ({ rows, places: measured }, reachM) => {
        const dbm = rows.map(([, , value]) => value);
        const [least, most] = [Math.min(...dbm) - 0.01, Math.max(...dbm) + 0.01];
        bothKernels(measured, grid, reachM).forEach((value, cell) => {
          const [x, y] = centre(cell);
          const nearest = Math.min(...rows.map(([px, py]) => Math.hypot(px / 2 - x, py / 2 - y)));
          // Reaches are chosen so that no lattice distance falls on them: there is no edge to argue about.
          expect(Number.isNaN(value)).toBe(nearest > reachM);
          if (!Number.isNaN(value)) expect(value >= least && value <= most).toBe(true);
        });
      }),
      { numRuns: 60 },
    );
  });

  test('depends on the order in which readings were taken', () => {
    fc.assert(
      fc.property(places, fc.integer(), ({ rows }, seed) => {
        const shuffled = rows.toSorted(
          (a, b) => ((a[0] * 31 + a[1] * 17 + seed) % 7) - ((b[0] * 31 + b[1] * 17 + seed) % 7),
        );
        const of = (list: typeof rows) =>
          interpolateIdw(
            placesAt(
              list.map(([x, y]) => [x / 2, y / 2] as const),
              list.map(([, , dbm]) => dbm),
            ),
            grid,
            5,
          );
        const [one, other] = [of(rows), of(shuffled)];
        one.forEach((value, cell) => {
          const same = other[cell] ?? 0;
          expect(Number.isNaN(value) ? Number.isNaN(same) : Math.abs(value - same) < 0.01).toBe(true);
        });
      }),
      { numRuns: 40 },
    );
  });

  test('misses what was measured at the middle of a cell', () => {
    const points = Array.from({ length: 30 }, (_, index) => centre((index * 97) % (grid.columns * grid.rows)));
    const dbm = points.map((_, index) => -35 - index);
    const map = bothKernels(placesAt(points, dbm), grid, 5);
    points.forEach((_, index) => {
      expect(map[(index * 97) % (grid.columns * grid.rows)]).toBeCloseTo(dbm[index] ?? 0, 1);
    });
  });
});
