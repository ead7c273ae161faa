// Maps of several radios, their error against plain arithmetic, and the classes of the signal scale.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computeHeatmap, summarise } from './heatmap.ts';
import { interpolateIdw, nearestPlaces } from './kernels/idw.ts';
import { leaveOneOutRmseDb } from './leave-one-out.ts';
import { placeCellM, type ReadingColumns, radioPlaces } from './radio-places.ts';
import { classShares, signalClasses, signalClassOf } from './signal-classes.ts';

interface Reading {
  readonly radio: number;
  readonly x: number;
  readonly y: number;
  readonly dbm: number;
}

const columnsOf = (readings: readonly Reading[]): ReadingColumns => {
  const sorted = readings.toSorted((a, b) => a.radio - b.radio);
  return {
    radioId: Int32Array.from(sorted, ({ radio }) => radio),
    xM: Float32Array.from(sorted, ({ x }) => x),
    yM: Float32Array.from(sorted, ({ y }) => y),
    rssiDbm: Float32Array.from(sorted, ({ dbm }) => dbm),
  };
};

const reading = fc.record({
  radio: fc.integer({ min: 1, max: 4 }),
  x: fc.integer({ min: 0, max: 120 }).map((value) => value / 4),
  y: fc.integer({ min: 0, max: 80 }).map((value) => value / 4),
  dbm: fc.integer({ min: -95, max: -30 }),
});
const grid = { columns: 70, rows: 50, cellM: 0.5, leftM: -2, topM: -2 };

describe('places of a radio', () => {
  test('readings within half a metre are one place with their mean', () => {
    const readings = [
      { radio: 3, x: 1.0, y: 1.0, dbm: -50 },
      { radio: 3, x: 1.4, y: 1.2, dbm: -60 },
      { radio: 3, x: 1.5, y: 1.0, dbm: -70 },
      { radio: 9, x: 1.0, y: 1.0, dbm: -80 },
    ];
    const [first, second, ...others] = radioPlaces(columnsOf(readings));
    expect(others).toEqual([]);
    expect(first?.radioId).toBe(3);
    expect([...(first?.rssiDbm ?? [])]).toEqual([-55, -70]);
    expect(first?.xM[0]).toBeCloseTo(1.2, 5);
    expect(second?.radioId).toBe(9);
  });
});

describe('a map', () => {
  test('each cell has the strongest of the radios, and its name', () => {
    fc.assert(
      fc.property(fc.array(reading, { minLength: 1, maxLength: 60 }), (readings) => {
        const map = computeHeatmap({ readings: columnsOf(readings), grid, reachM: 3 });
        const single = radioPlaces(columnsOf(readings)).map((radio) => ({
          id: radio.radioId,
          map: interpolateIdw({ xM: radio.xM, yM: radio.yM, valuesDbm: [radio.rssiDbm] }, grid, 3, 'typed'),
        }));
        map.valuesDbm.forEach((value, cell) => {
          const heard = single.filter((each) => !Number.isNaN(each.map[cell]));
          if (heard.length === 0) {
            expect(value).toBeNaN();
            expect(map.radio[cell]).toBe(0);
            return;
          }
          const strongest = Math.max(...heard.map((each) => each.map[cell] ?? 0));
          // The window of a group has another corner than the whole grid: the last bit may differ.
          expect(Math.abs(value - strongest)).toBeLessThan(0.01);
          const named = heard.find((each) => each.id === map.radio[cell]);
          expect(Math.abs((named?.map[cell] ?? 0) - strongest)).toBeLessThan(0.01);
        });
      }),
      { numRuns: 25 },
    );
  });

  test('of more radios and cells than fit into memory at once is the same', { timeout: 60_000 }, () => {
    const corners = [
      [1, 1],
      [1_999, 1_999],
    ] as const;
    const readings = Array.from({ length: 12 }, (_each, radio) =>
      corners.map(([x, y]) => ({ radio: radio + 1, x, y, dbm: x > 1_000 ? -90 + radio : -40 - radio })),
    ).flat();
    const whole = { columns: 2_000, rows: 2_000, cellM: 1, leftM: 0, topM: 0 };
    const map = computeHeatmap({ readings: columnsOf(readings), grid: whole, reachM: 3 });
    const at = (x: number, y: number) => [map.radio[y * 2_000 + x], Math.round(map.valuesDbm[y * 2_000 + x] ?? 0)];
    expect(at(1, 1)).toEqual([1, -40]);
    expect(at(1_998, 1_998)).toEqual([12, -79]);
    expect(at(1_000, 1_000)).toEqual([0, Number.NaN]);
  });

  test('nothing is painted beyond reach of a reading, everything is within', () => {
    const readings = [{ radio: 1, x: 15, y: 10, dbm: -50 }];
    const { valuesDbm, places } = computeHeatmap({ readings: columnsOf(readings), grid, reachM: 4 });
    expect(places).toBe(1);
    valuesDbm.forEach((value, cell) => {
      const x = grid.leftM + ((cell % grid.columns) + 0.5) * grid.cellM;
      const y = grid.topM + (Math.floor(cell / grid.columns) + 0.5) * grid.cellM;
      expect(Number.isNaN(value)).toBe(Math.hypot(x - 15, y - 10) > 4);
    });
    expect(summarise(valuesDbm)).toMatchObject({
      min: expect.closeTo(-50, 4),
      max: expect.closeTo(-50, 4),
      mean: expect.closeTo(-50, 4),
    });
    expect(summarise(new Float32Array([Number.NaN]))).toEqual({ painted: 0 });
  });
});

describe('leave one out', () => {
  /** Straight from the definition: all places of all radios but those of the cell left out. */
  function bruteForce(readings: readonly Reading[], reachM: number): number | undefined {
    const radios = radioPlaces(columnsOf(readings));
    const key = (x: number, y: number) => `${Math.floor(x / placeCellM)},${Math.floor(y / placeCellM)}`;
    const cells = new Set(readings.map(({ x, y }) => key(x, y)));
    const errors = [...cells].flatMap((cell) => {
      const here = radios.flatMap((radio) =>
        radio.cell.flatMap((each, at) => (each === cell ? [{ radio, at, dbm: radio.rssiDbm[at] ?? 0 }] : [])),
      );
      const best = here.toSorted((a, b) => b.dbm - a.dbm)[0];
      if (!best) return [];
      const [x, y] = [best.radio.xM[best.at] ?? 0, best.radio.yM[best.at] ?? 0];
      const predictions = radios.flatMap((radio) => {
        const near = radio.cell
          .flatMap((each, at) =>
            each === cell
              ? []
              : [{ d2: ((radio.xM[at] ?? 0) - x) ** 2 + ((radio.yM[at] ?? 0) - y) ** 2, dbm: radio.rssiDbm[at] ?? 0 }],
          )
          .sort((a, b) => a.d2 - b.d2)
          .slice(0, nearestPlaces);
        if (near.length === 0 || (near[0]?.d2 ?? 0) > reachM ** 2) return [];
        const weight = near.reduce((sum, { d2 }) => sum + 1 / (d2 + 1e-4), 0);
        return [near.reduce((sum, { d2, dbm }) => sum + dbm / (d2 + 1e-4), 0) / weight];
      });
      return predictions.length === 0 ? [] : [Math.max(...predictions) - best.dbm];
    });
    return errors.length < 3
      ? undefined
      : Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
  }

  test('as by the definition', () => {
    // Odd quarters and thirds keep distances apart, so that no tie decides which places are the nearest.
    const scattered = fc.array(
      fc.record({
        radio: fc.integer({ min: 1, max: 3 }),
        x: fc.double({ min: 0, max: 20, noNaN: true }),
        y: fc.double({ min: 0, max: 20, noNaN: true }),
        dbm: fc.integer({ min: -95_000, max: -30_000 }).map((value) => value / 1000),
      }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(scattered, fc.constantFrom(1, 5, 50), (readings, reachM) => {
        const wanted = bruteForce(
          readings.map((each) => ({ ...each, x: Math.fround(each.x), y: Math.fround(each.y) })),
          reachM,
        );
        const value = leaveOneOutRmseDb(radioPlaces(columnsOf(readings)), reachM);
        if (wanted === undefined) expect(value).toBeUndefined();
        else expect(value).toBeCloseTo(wanted, 6);
      }),
      { numRuns: 200 },
    );
  });

  test('of a large survey is estimated from a part of it, and comes out the same', () => {
    const noise = (index: number) => ((index * 7_919) % 997) / 99.7;
    const large = Array.from({ length: 7_000 }, (_each, index) => ({
      radio: 1,
      x: (index % 100) / 2 + 0.2,
      y: Math.floor(index / 100) / 2 + 0.2,
      dbm: -60 - noise(index),
    }));
    const [radio] = radioPlaces(columnsOf(large));
    expect(radio?.cell).toHaveLength(7_000);
    const sampled = leaveOneOutRmseDb(radio ? [radio] : [], 5);
    // A part of the floor of its own is small enough to be worked out in full.
    const part = leaveOneOutRmseDb(radioPlaces(columnsOf(large.filter(({ y }) => y < 20))), 5);
    expect(sampled).toBeGreaterThan(1);
    expect(Math.abs((sampled ?? 0) / (part ?? 1) - 1)).toBeLessThan(0.1);
  });

  test('a flat field has no error, two places give none', () => {
    const flat = Array.from({ length: 20 }, (_each, index) => ({ radio: 1, x: index, y: index % 3, dbm: -60 }));
    expect(leaveOneOutRmseDb(radioPlaces(columnsOf(flat)), 5)).toBeCloseTo(0, 6);
    expect(leaveOneOutRmseDb(radioPlaces(columnsOf(flat.slice(0, 2))), 5)).toBeUndefined();
    expect(leaveOneOutRmseDb([], 5)).toBeUndefined();
  });
});

describe('signal classes', () => {
  test.each([
    [-30, 0],
    [-50, 0],
    [-50.001, 1],
    [-60, 1],
    [-60.001, 2],
    [-67, 2],
    [-67.001, 3],
    [-75, 3],
    [-75.001, 4],
    [-85, 4],
    [-85.001, 5],
    [-130, 5],
    [Number.NaN, -1],
  ])('%d dBm is class %i', (dbm, wanted) => {
    expect(signalClassOf(dbm)).toBe(wanted);
  });

  test('the breaks are those of the issue and never stretched', () => {
    expect(signalClasses.map(({ fromDbm }) => fromDbm)).toEqual([-50, -60, -67, -75, -85, Number.NEGATIVE_INFINITY]);
  });

  test('shares add up to one', () => {
    const { shares, notMeasured } = classShares(new Float32Array([-40, -55, -55, -90, Number.NaN]));
    expect(shares).toEqual([0.2, 0.4, 0, 0, 0, 0.2]);
    expect(notMeasured).toBeCloseTo(0.2, 9);
  });
});
