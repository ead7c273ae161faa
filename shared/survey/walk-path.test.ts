import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PathMark, WalkPath } from './walk-path.ts';

const at = (timeMs: number, kind: PathMark['kind'], xM?: number, yM?: number): PathMark => ({ timeMs, kind, xM, yM });

test('between two turns a place follows from time alone', () => {
  const path = new WalkPath([at(1_000, 'start', 0, 0), at(11_000, 'turn', 10, 0), at(16_000, 'turn', 10, 5)]);
  expect(path.placeAt(999)).toBeUndefined();
  expect(path.placeAt(1_000)).toEqual({ xM: 0, yM: 0 });
  expect(path.placeAt(3_500)).toEqual({ xM: 2.5, yM: 0 });
  expect(path.placeAt(13_500)).toEqual({ xM: 10, yM: 2.5 });
  // Nobody has said yet where the leg goes.
  expect(path.placeAt(17_000)).toBeUndefined();
  expect(path.legs()).toHaveLength(2);
});

test('a pause does not move the person', () => {
  const path = new WalkPath([
    at(0, 'start', 0, 0),
    at(4_000, 'pause'),
    at(64_000, 'resume'),
    at(70_000, 'turn', 10, 0),
  ]);
  expect(path.placeAt(4_000)).toEqual({ xM: 4, yM: 0 });
  expect(path.placeAt(30_000)).toEqual({ xM: 4, yM: 0 });
  expect(path.placeAt(67_000)).toEqual({ xM: 7, yM: 0 });
  expect([3_999, 4_001, 64_001].map((ms) => path.isPausedAt(ms))).toEqual([false, true, false]);
});

test('a stop holds until the person leaves, and the way between stops has no place', () => {
  const path = new WalkPath([at(0, 'stop', 1, 1), at(10_000, 'leave'), at(15_000, 'stop', 5, 5)]);
  expect(path.placeAt(9_999)).toEqual({ xM: 1, yM: 1 });
  expect(path.placeAt(12_000)).toBeUndefined();
  expect(path.placeAt(1e9)).toEqual({ xM: 5, yM: 5 });
  expect(path.legs()).toEqual([]);
});

test('a leg begun anew takes nothing from the one before', () => {
  const path = new WalkPath([at(0, 'start', 0, 0), at(20_000, 'start', 0, 0), at(30_000, 'turn', 10, 0)]);
  expect(path.placeAt(10_000)).toBeUndefined();
  expect(path.placeAt(25_000)).toEqual({ xM: 5, yM: 0 });
});

test('whatever the marks: their order is no matter, and a place lies between those that were said', () => {
  const mark = fc.record({
    timeMs: fc.nat(1_000),
    kind: fc.constantFrom('start', 'turn', 'stop', 'leave', 'pause', 'resume') as fc.Arbitrary<PathMark['kind']>,
    xM: fc.nat(50),
    yM: fc.nat(50),
  });
  const marks = fc.uniqueArray(mark, { selector: ({ timeMs }) => timeMs, maxLength: 20 });
  fc.assert(
    fc.property(marks, fc.nat(1_200), (given, timeMs) => {
      const path = new WalkPath(given);
      const place = path.placeAt(timeMs);
      expect(new WalkPath(given.toReversed()).placeAt(timeMs)).toEqual(place);
      if (!place) return;
      for (const axis of ['xM', 'yM'] as const) {
        const values = given.map((each) => each[axis]);
        expect(place[axis]).toBeGreaterThanOrEqual(Math.min(...values));
        expect(place[axis]).toBeLessThanOrEqual(Math.max(...values));
      }
      // What a new mark could change lies between its neighbours: nothing outside of them moves.
      const { fromMs, toMs } = path.around(500);
      const more = new WalkPath([...given.filter((each) => each.timeMs !== 500), at(500, 'turn', 7, 7)]);
      if ((timeMs < fromMs || timeMs > toMs) && !given.some((each) => each.timeMs === 500))
        expect(more.placeAt(timeMs)).toEqual(place);
    }),
  );
});
