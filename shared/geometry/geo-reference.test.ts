import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Point } from '../model/design.ts';
import { geoReference } from './geo-reference.ts';

/** A plan turned by an angle, its corner at a place on earth. */
function world(latDeg: number, lonDeg: number, turnDeg: number) {
  const turn = (turnDeg * Math.PI) / 180;
  return ([x, y]: Point): [number, number] => {
    const east = x * Math.cos(turn) + y * Math.sin(turn);
    const south = -x * Math.sin(turn) + y * Math.cos(turn);
    return [latDeg - south / 111_319.490_793, lonDeg + east / (111_319.490_793 * Math.cos((latDeg * Math.PI) / 180))];
  };
}

test('two points bring every other to its place, whatever way the plan is turned', () => {
  const angle = fc.integer({ min: -180, max: 180 });
  fc.assert(
    fc.property(fc.integer({ min: -65, max: 65 }), fc.integer({ min: -170, max: 170 }), angle, (lat, lon, turnDeg) => {
      const geoOf = world(lat, lon, turnDeg);
      const known: Point[] = [
        [0, 0],
        [80, 40],
      ];
      const reference = geoReference(known.map((place) => ({ place, geo: geoOf(place) })));
      const place: Point = [33, 57];
      const found = reference?.toPlan(...geoOf(place)) ?? [0, 0];
      expect(Math.hypot(found[0] - place[0], found[1] - place[1])).toBeLessThan(0.01);
      const [latDeg, lonDeg] = reference?.toGeo(found) ?? [0, 0];
      expect([latDeg, lonDeg]).toEqual(geoOf(place).map((degrees) => expect.closeTo(degrees, 6)));
      expect(reference?.rmseM).toBeLessThan(0.01);
    }),
  );
});

test('one point, or all at one place, say nothing; points that disagree say by how much', () => {
  const geoOf = world(52, 13, 20);
  const pair = (place: Point, geo = geoOf(place)) => ({ place, geo });
  expect(geoReference([pair([1, 1])])).toBeUndefined();
  expect(geoReference([pair([1, 1]), pair([1, 1])])).toBeUndefined();
  const off = geoReference([pair([0, 0]), pair([50, 0]), pair([0, 50], geoOf([4, 50]))]);
  expect(off?.rmseM).toBeGreaterThan(1);
  expect(off?.rmseM).toBeLessThan(3);
});
