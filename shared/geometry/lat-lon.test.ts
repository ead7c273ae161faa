// Coordinates as maps, cameras and people write them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latLonText, readLatLon } from './lat-lon.ts';

test.each([
  ['52.5163, 13.3777', [52.5163, 13.3777]],
  ['52.5163 13.3777', [52.5163, 13.3777]],
  [' -33.8568;151.2153 ', [-33.8568, 151.2153]],
  ['52,5163; 13,3777', [52.5163, 13.3777]],
  ['52.5163° N, 13.3777° E', [52.5163, 13.3777]],
  ['N52.5 W3.25', [52.5, -3.25]],
  ['3.25W 52.5N', [52.5, -3.25]],
  ['−33.5, −70.25', [-33.5, -70.25]],
  [`52°30'36"N 13°22'48"E`, [52.51, 13.38]],
  [`33°51'24.5"S, 151°12'55"E`, [-33.856806, 151.215278]],
])('%s', (text, [lat, lon]) => {
  const found = readLatLon(text);
  expect(found?.[0]).toBeCloseTo(lat ?? Number.NaN, 5);
  expect(found?.[1]).toBeCloseTo(lon ?? Number.NaN, 5);
});

test.each(['', '52.5', '91, 10', '10, 181', '52.5N 13.4N', 'Berlin', '52.5, 13.4, 8', '1e5, 3'])(
  '"%s" is none',
  (text) => {
    expect(readLatLon(text)).toBeUndefined();
  },
);

test('what is written is read back', () => {
  const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
  fc.assert(
    fc.property(degrees(90), degrees(180), (lat, lon) => {
      // Numbers so small that they are written with an exponent are nobody's place.
      const [latDeg, lonDeg] = [lat, lon].map((each) => (Math.abs(each) < 1e-3 ? 0 : each)) as [number, number];
      const found = readLatLon(latLonText([latDeg, lonDeg]));
      expect(found?.[0]).toBeCloseTo(latDeg, 6);
      expect(found?.[1]).toBeCloseTo(lonDeg, 6);
    }),
  );
});
