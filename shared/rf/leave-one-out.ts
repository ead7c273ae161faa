// How far a map is off where it was measured: each place is predicted from all the others.
import { nearestPlaces } from './kernels/idw.ts';
import type { RadioPlaces } from './radio-places.ts';

/** Distances that one estimate may cost; beyond it, evenly chosen places stand for all. */
const maxDistances = 20_000_000;

/** Weighted mean of the nearest places around a point, the point's own place left out; NaN where none is within reach. */
function predict(places: RadioPlaces, place: MeasuredPlace, reachM: number): number {
  const nearest: { distance2: number; rssiDbm: number }[] = [];
  for (let index = 0; index < places.xM.length; index++) {
    if (places.cell[index] === place.cell) continue;
    const dx = (places.xM[index] ?? 0) - place.x;
    const dy = (places.yM[index] ?? 0) - place.y;
    const distance2 = dx * dx + dy * dy;
    if (nearest.length === nearestPlaces && distance2 >= (nearest.at(-1)?.distance2 ?? 0)) continue;
    if (nearest.length === nearestPlaces) nearest.pop();
    const at = nearest.findIndex((each) => each.distance2 > distance2);
    nearest.splice(at < 0 ? nearest.length : at, 0, { distance2, rssiDbm: places.rssiDbm[index] ?? 0 });
  }
  if ((nearest[0]?.distance2 ?? Number.POSITIVE_INFINITY) > reachM * reachM) return Number.NaN;
  let weights = 0;
  let sum = 0;
  for (const { distance2, rssiDbm } of nearest) {
    const weight = 1 / (distance2 + 1e-4);
    weights += weight;
    sum += weight * rssiDbm;
  }
  return sum / weights;
}

/**
 * Root mean square error in dB between the strongest value measured at a place and the strongest predicted there without it.
 * Undefined where fewer than three places can be predicted.
 */
export function leaveOneOutRmseDb(radios: readonly RadioPlaces[], reachM: number): number | undefined {
  const measured = strongestByPlace(radios);
  const total = radios.reduce((sum, radio) => sum + radio.xM.length, 0);
  const evaluated = Math.max(50, Math.floor(maxDistances / Math.max(1, total)));
  const step = Math.max(1, Math.ceil(measured.length / evaluated));
  let squares = 0;
  let count = 0;
  for (let index = 0; index < measured.length; index += step) {
    const place = measured[index];
    if (!place) continue;
    let predicted = Number.NEGATIVE_INFINITY;
    for (const radio of radios) {
      const value = predict(radio, place, reachM);
      if (value > predicted) predicted = value;
    }
    if (!Number.isFinite(predicted)) continue;
    squares += (predicted - place.rssiDbm) ** 2;
    count++;
  }
  return count < 3 ? undefined : Math.sqrt(squares / count);
}

interface MeasuredPlace {
  readonly cell: string;
  readonly x: number;
  readonly y: number;
  readonly rssiDbm: number;
}

function strongestByPlace(radios: readonly RadioPlaces[]): MeasuredPlace[] {
  const places = new Map<string, MeasuredPlace>();
  for (const radio of radios) {
    for (const [index, cell] of radio.cell.entries()) {
      const rssiDbm = radio.rssiDbm[index] ?? Number.NEGATIVE_INFINITY;
      if (rssiDbm <= (places.get(cell)?.rssiDbm ?? Number.NEGATIVE_INFINITY)) continue;
      places.set(cell, { cell, x: radio.xM[index] ?? 0, y: radio.yM[index] ?? 0, rssiDbm });
    }
  }
  return [...places.values()];
}
