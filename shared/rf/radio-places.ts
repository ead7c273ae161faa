// Readings of many radios -> for each radio its places with the mean there.

/** Readings as columns of equal length, ordered by radio. */
export interface ReadingColumns {
  readonly radioId: Int32Array;
  readonly xM: Float32Array;
  readonly yM: Float32Array;
  readonly rssiDbm: Float32Array;
}

/** Where one radio was heard: one entry for each cell of `placeCellM`. */
export interface RadioPlaces {
  readonly radioId: number;
  readonly xM: Float32Array;
  readonly yM: Float32Array;
  /** Mean of the readings there, in dBm: maps interpolate dBm, so their input is averaged in dBm as well. */
  readonly rssiDbm: Float32Array;
  /** The half-metre cell of each place: the same for all radios heard there. */
  readonly cell: readonly string[];
}

/**
 * Repeated readings at one place would fill the nearest neighbours of a cell with one and the same place, so they are averaged
 * over half a metre first.
 */
export const placeCellM = 0.5;

interface Sum {
  x: number;
  y: number;
  rssi: number;
  count: number;
}

export function radioPlaces(readings: ReadingColumns): RadioPlaces[] {
  const result: RadioPlaces[] = [];
  const { radioId } = readings;
  let start = 0;
  while (start < radioId.length) {
    const id = radioId[start] ?? 0;
    let end = start;
    while (end < radioId.length && radioId[end] === id) end++;
    result.push(averageByPlace(readings, id, start, end));
    start = end;
  }
  return result;
}

function averageByPlace(readings: ReadingColumns, radioId: number, start: number, end: number): RadioPlaces {
  const sums = new Map<string, Sum>();
  for (let index = start; index < end; index++) {
    const x = readings.xM[index] ?? 0;
    const y = readings.yM[index] ?? 0;
    const key = `${Math.floor(x / placeCellM)},${Math.floor(y / placeCellM)}`;
    const sum = sums.get(key) ?? { x: 0, y: 0, rssi: 0, count: 0 };
    sum.x += x;
    sum.y += y;
    sum.rssi += readings.rssiDbm[index] ?? 0;
    sum.count++;
    sums.set(key, sum);
  }
  const all = [...sums.values()];
  return {
    radioId,
    xM: Float32Array.from(all, (sum) => sum.x / sum.count),
    yM: Float32Array.from(all, (sum) => sum.y / sum.count),
    rssiDbm: Float32Array.from(all, (sum) => sum.rssi / sum.count),
    cell: [...sums.keys()],
  };
}
