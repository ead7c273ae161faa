// Legs of a survey against the walk they come from: at every moment the same place.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PathMark, WalkPath } from '../../../../shared/survey/walk-path.ts';
import { routeOf } from './route.ts';

/** As the reader of surveys makes marks of legs. */
function marksOf(legs: ReturnType<typeof routeOf>['legs'], isStopAndGo: boolean): PathMark[] {
  return legs.flatMap((leg) =>
    leg.map((point, index): PathMark => {
      if (!isStopAndGo) return { ...point, kind: index === 0 ? 'start' : 'turn' };
      return index === 0 ? { ...point, kind: 'stop' } : { timeMs: point.timeMs, kind: 'leave' };
    }),
  );
}

const kinds = ['start', 'turn', 'stop', 'leave', 'pause', 'resume'] as const;
const marks = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      gapMs: fc.integer({ min: 10, max: 5_000 }),
      xM: fc.integer({ min: 0, max: 50 }),
      yM: fc.integer({ min: 0, max: 50 }),
    }),
    { maxLength: 12 },
  )
  .map((all) => {
    let timeMs = 0;
    return all.map(({ gapMs, ...mark }): PathMark => {
      timeMs += gapMs;
      return { ...mark, timeMs };
    });
  });

test('every moment that the walk has a place for has it in the survey', () => {
  fc.assert(
    fc.property(marks, (walk) => {
      const endMs = (walk.at(-1)?.timeMs ?? 0) + 100;
      const { legs, isStopAndGo } = routeOf(walk, endMs);
      const [ours, theirs] = [new WalkPath(walk), new WalkPath(marksOf(legs, isStopAndGo))];
      for (let timeMs = 0; timeMs <= endMs; timeMs += 7) {
        const place = ours.placeAt(timeMs);
        // The last moment before the next place belongs to neither.
        if (!place || walk.some((mark) => mark.timeMs - timeMs === 1)) continue;
        const read = theirs.placeAt(timeMs);
        expect(read, `at ${timeMs} ms`).toBeDefined();
        expect(Math.hypot((read?.xM ?? 0) - place.xM, (read?.yM ?? 0) - place.yM)).toBeLessThan(0.05);
      }
    }),
    { numRuns: 300 },
  );
});

test('stops are legs of their own, from the arrival to the leaving', () => {
  const stop = (timeMs: number, xM: number): PathMark => ({ kind: 'stop', timeMs, xM, yM: 0 });
  expect(routeOf([stop(0, 1), { kind: 'leave', timeMs: 500 }, stop(1_000, 2)], 3_000)).toEqual({
    isStopAndGo: true,
    legs: [
      [
        { timeMs: 0, xM: 1, yM: 0 },
        { timeMs: 500, xM: 1, yM: 0 },
      ],
      [
        { timeMs: 1_000, xM: 2, yM: 0 },
        { timeMs: 3_000, xM: 2, yM: 0 },
      ],
    ],
  });
});
