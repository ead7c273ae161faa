// The two kernels against each other, bit for bit, and against a plain search through all places.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interpolateIdw, nearestPlaces } from './idw.ts';
import { loadIdwWasm } from './idw-wasm.ts';
import type { CellGrid, MeasuredPlaces } from './places.ts';

const metres = fc.oneof(
  fc.float({ min: -80, max: 80, noNaN: true }),
  // Places on a lattice tie in distance, places far away make buckets of odd shapes.
  fc.integer({ min: -20, max: 20 }).map((value) => value / 2),
  fc.constantFrom(0, 0.001, 5_000),
);
const dbm = fc.integer({ min: -100, max: -20 });

const job = fc
  .record({ count: fc.integer({ min: 1, max: 60 }), radios: fc.integer({ min: 1, max: 6 }) })
  .chain(({ count, radios }) => {
    const list = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: count, maxLength: count });
    return fc.record({
      places: fc.record({
        xM: list(metres).map((values) => Float32Array.from(values)),
        yM: list(metres).map((values) => Float32Array.from(values)),
        valuesDbm: fc.array(
          list(dbm).map((values) => Float32Array.from(values)),
          { minLength: radios, maxLength: radios },
        ),
      }),
      grid: fc.record({
        columns: fc.integer({ min: 1, max: 40 }),
        rows: fc.integer({ min: 1, max: 40 }),
        cellM: fc.constantFrom(0.1, 0.25, 0.5, 1, 3.7),
        leftM: fc.float({ min: -60, max: 60, noNaN: true }),
        topM: fc.float({ min: -60, max: 60, noNaN: true }),
      }),
      reachM: fc.constantFrom(0.5, 2, 5, 25, 100),
    });
  });

/** In double precision: every place, sorted by its distance. Undefined where the last bits would decide. */
function bruteForce(places: MeasuredPlaces, grid: CellGrid, reachM: number, radio: number, cell: number) {
  const x = grid.leftM + ((cell % grid.columns) + 0.5) * grid.cellM;
  const y = grid.topM + (Math.floor(cell / grid.columns) + 0.5) * grid.cellM;
  const all = Array.from(places.xM, (placeX, index) => ({
    distance2: (placeX - x) ** 2 + ((places.yM[index] ?? 0) - y) ** 2,
    value: places.valuesDbm[radio]?.[index] ?? 0,
  })).sort((a, b) => a.distance2 - b.distance2);
  const least = all[0]?.distance2 ?? Number.POSITIVE_INFINITY;
  if (Math.abs(Math.sqrt(least) - reachM) < 1e-3 * reachM) return undefined;
  if (least > reachM * reachM) return Number.NaN;
  const last = all[Math.min(nearestPlaces, all.length) - 1]?.distance2 ?? 0;
  const next = all[nearestPlaces]?.distance2;
  // A tie for the last rank: which side of it rounding falls on is not the reference's to say.
  if (next !== undefined && next - last < 1e-3 * last + 1e-3) return undefined;
  const near = all.filter(({ distance2 }) => distance2 <= last);
  const weights = near.map(({ distance2 }) => 1 / (distance2 + 1e-4));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return near.reduce((total, { value }, index) => total + (weights[index] ?? 0) * value, 0) / sum;
}

describe('kernels', () => {
  test('WebAssembly runs here, so that the tests below compare two kernels', () => {
    expect(loadIdwWasm()).toBeDefined();
  });

  test('both give the same bits', () => {
    fc.assert(
      fc.property(job, ({ places, grid, reachM }) => {
        const wasm = interpolateIdw(places, grid, reachM);
        const typed = interpolateIdw(places, grid, reachM, 'typed');
        expect(Buffer.from(wasm.buffer).equals(Buffer.from(typed.buffer))).toBe(true);
      }),
      { numRuns: 300, interruptAfterTimeLimit: 20_000 },
    );
  });

  test('they agree with a search through all places; nothing is painted beyond reach', () => {
    let compared = 0;
    fc.assert(
      fc.property(job, ({ places, grid, reachM }) => {
        const maps = interpolateIdw(places, grid, reachM);
        const plane = grid.columns * grid.rows;
        for (let cell = 0; cell < plane; cell += 3) {
          for (let radio = 0; radio < places.valuesDbm.length; radio++) {
            const wanted = bruteForce(places, grid, reachM, radio, cell);
            if (wanted === undefined) continue;
            compared++;
            const value = maps[radio * plane + cell] ?? 0;
            if (Number.isNaN(wanted)) expect(value).toBeNaN();
            else expect(Math.abs(value - wanted)).toBeLessThan(0.02);
          }
        }
      }),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(2_000);
  });

  test('a map of a thousand places, as a survey has', () => {
    const wave = (from: number, step: number) =>
      Float32Array.from({ length: 1_000 }, (_each, index) => from + 30 * Math.sin(index * step));
    const places = { xM: wave(30, 0.37), yM: wave(20, 0.911), valuesDbm: [wave(-65, 0.1), wave(-70, 0.05)] };
    const grid = { columns: 240, rows: 160, cellM: 0.25, leftM: 0, topM: 0 };
    const [wasm, typed] = [interpolateIdw(places, grid, 5), interpolateIdw(places, grid, 5, 'typed')];
    expect(Buffer.from(wasm.buffer).equals(Buffer.from(typed.buffer))).toBe(true);
  });

  test('places in a line that is kilometres long are searched at once', () => {
    const line = { xM: new Float32Array([0.001, 0.001]), yM: new Float32Array([-8, 5_000]) };
    const places = { ...line, valuesDbm: [new Float32Array([-50, -60])] };
    for (const [xM, yM] of [
      [line.xM, line.yM],
      [line.yM, line.xM],
    ] as const) {
      const grid = { columns: 60, rows: 60, cellM: 0.5, leftM: 0, topM: 0 };
      const [wasm, typed] = [
        interpolateIdw({ ...places, xM, yM }, grid, 50),
        interpolateIdw({ ...places, xM, yM }, grid, 50, 'typed'),
      ];
      expect(Buffer.from(wasm.buffer).equals(Buffer.from(typed.buffer))).toBe(true);
    }
  });

  test('a second, smaller map is not touched by what the first left in memory', () => {
    const one = { xM: new Float32Array([0]), yM: new Float32Array([0]), valuesDbm: [new Float32Array([-42])] };
    const grid = { columns: 2, rows: 2, cellM: 1, leftM: -1, topM: -1 };
    interpolateIdw(
      { ...one, valuesDbm: new Array(20).fill(new Float32Array([-99])) },
      { ...grid, columns: 300, rows: 300 },
      99,
    );
    expect([...interpolateIdw(one, grid, 5)]).toEqual([-42, -42, -42, -42]);
    expect(interpolateIdw({ ...one, xM: new Float32Array() }, grid, 5).every(Number.isNaN)).toBe(true);
  });
});
