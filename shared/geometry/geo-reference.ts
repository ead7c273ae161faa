// Where on earth a plan lies: points that are known both on the plan and by latitude and longitude.
import type { Point } from '../model/design.ts';

export interface GeoPair {
  readonly place: Point;
  /** Latitude and longitude, WGS 84, degrees. */
  readonly geo: readonly [number, number];
}

export interface GeoReference {
  /** Metres on the plan, x right, y down. */
  toPlan(latDeg: number, lonDeg: number): Point;
  toGeo(place: Point): [number, number];
  /** How far the points lie from where they should, metres (root mean square); 0 for two points. */
  readonly rmseM: number;
}

const metresPerDegree = 111_319.490_793; // At the equator, WGS 84.

/**
 * The turn and shift that bring the points together best (Umeyama 1991, without scale: metres are metres on both sides). On a local
 * plane: good to a centimetre over a few kilometres. Undefined for fewer than two points, or points all at one place.
 */
export function geoReference(pairs: readonly GeoPair[]): GeoReference | undefined {
  const count = pairs.length;
  if (count < 2) return undefined;
  const mean = (pick: (pair: GeoPair) => number) => pairs.reduce((sum, pair) => sum + pick(pair), 0) / count;
  const [lat0, lon0] = [mean(({ geo }) => geo[0]), mean(({ geo }) => geo[1])];
  const [x0, y0] = [mean(({ place }) => place[0]), mean(({ place }) => place[1])];
  const perLon = metresPerDegree * Math.cos((lat0 * Math.PI) / 180);
  // East and south, so that both planes have y downwards.
  const local = (latDeg: number, lonDeg: number): Point => [
    (lonDeg - lon0) * perLon,
    (lat0 - latDeg) * metresPerDegree,
  ];
  let dot = 0;
  let cross = 0;
  for (const { place, geo } of pairs) {
    const [east, south] = local(...geo);
    const [x, y] = [place[0] - x0, place[1] - y0];
    dot += east * x + south * y;
    cross += east * y - south * x;
  }
  const length = Math.hypot(dot, cross);
  if (length < 1e-6) return undefined;
  const [cos, sin] = [dot / length, cross / length];
  const toPlan = (latDeg: number, lonDeg: number): Point => {
    const [east, south] = local(latDeg, lonDeg);
    return [x0 + cos * east - sin * south, y0 + sin * east + cos * south];
  };
  const toGeo = ([x, y]: Point): [number, number] => {
    const [dx, dy] = [x - x0, y - y0];
    return [lat0 - (-sin * dx + cos * dy) / metresPerDegree, lon0 + (cos * dx + sin * dy) / perLon];
  };
  const errors = pairs.map(({ place, geo }) => {
    const [x, y] = toPlan(...geo);
    return (x - place[0]) ** 2 + (y - place[1]) ** 2;
  });
  return { toPlan, toGeo, rmseM: Math.sqrt(errors.reduce((sum, each) => sum + each, 0) / count) };
}
