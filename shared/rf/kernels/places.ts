// Places sorted into buckets: the shape that both kernels read.
import { extentOf } from '../../geometry/extent.ts';

/** Places where something was measured, and at each the value of every radio. */
export interface MeasuredPlaces {
  readonly xM: Float32Array;
  readonly yM: Float32Array;
  /** One array a radio, a value for each place, dBm. All radios share the places. */
  readonly valuesDbm: readonly Float32Array[];
}

export interface SortedPlaces {
  readonly count: number;
  readonly radios: number;
  /** Floats a place: the radios, rounded up to 4 for the vectors. */
  readonly stride: number;
  readonly xM: Float32Array;
  readonly yM: Float32Array;
  /** `valuesDbm[place * stride + radio]`. */
  readonly valuesDbm: Float32Array;
  /** First place of each bucket, one more at the end. */
  readonly start: Int32Array;
  readonly bucketColumns: number;
  readonly bucketRows: number;
  readonly bucketM: number;
  readonly leftM: number;
  readonly topM: number;
}

/** A grid of cells; row by row from the top, values at the cells' centres. */
export interface CellGrid {
  readonly columns: number;
  readonly rows: number;
  readonly cellM: number;
  /** Top-left corner of the first cell, metres. */
  readonly leftM: number;
  readonly topM: number;
}

/** About this many places a bucket: fewer make more rings, more make longer scans. */
const placesPerBucket = 2;
const maxBuckets = 4_000_000;

/** Sorts by bucket, keeping the given order within one. At least one place is needed. */
export function sortPlaces(places: MeasuredPlaces): SortedPlaces {
  const count = places.xM.length;
  const x = extentOf(places.xM);
  const y = extentOf(places.yM);
  const width = Math.max(x.high - x.low, 1e-3);
  const height = Math.max(y.high - y.low, 1e-3);
  // A line of places would make buckets without end along it.
  const ideal = Math.max(Math.sqrt((width * height * placesPerBucket) / count), Math.max(width, height) / 2_000);
  const bucketM = Math.fround(Math.max(ideal, Math.sqrt((width * height) / maxBuckets)));
  const bucketColumns = Math.floor(width / bucketM) + 1;
  const bucketRows = Math.floor(height / bucketM) + 1;
  const leftM = Math.fround(x.low);
  const topM = Math.fround(y.low);
  const bucketOf = (place: number): number => {
    const column = Math.min(bucketColumns - 1, Math.max(0, Math.floor(((places.xM[place] ?? 0) - leftM) / bucketM)));
    const row = Math.min(bucketRows - 1, Math.max(0, Math.floor(((places.yM[place] ?? 0) - topM) / bucketM)));
    return row * bucketColumns + column;
  };
  const start = new Int32Array(bucketColumns * bucketRows + 1);
  const bucket = new Int32Array(count);
  for (let place = 0; place < count; place++) {
    const at = bucketOf(place);
    bucket[place] = at;
    start[at + 1] = (start[at + 1] ?? 0) + 1;
  }
  for (let at = 1; at < start.length; at++) start[at] = (start[at] ?? 0) + (start[at - 1] ?? 0);
  return { ...order(places, bucket, start), count, start, bucketColumns, bucketRows, bucketM, leftM, topM };
}

function order(places: MeasuredPlaces, bucket: Int32Array, start: Int32Array) {
  const count = places.xM.length;
  const radios = places.valuesDbm.length;
  const stride = (radios + 3) & ~3;
  const next = start.slice();
  const xM = new Float32Array(count);
  const yM = new Float32Array(count);
  const position = new Int32Array(count);
  for (let place = 0; place < count; place++) {
    const at = bucket[place] ?? 0;
    const to = next[at] ?? 0;
    next[at] = to + 1;
    position[place] = to;
    xM[to] = places.xM[place] ?? 0;
    yM[to] = places.yM[place] ?? 0;
  }
  const valuesDbm = new Float32Array(count * stride);
  places.valuesDbm.forEach((values, radio) => {
    for (let place = 0; place < count; place++) valuesDbm[(position[place] ?? 0) * stride + radio] = values[place] ?? 0;
  });
  return { radios, stride, xM, yM, valuesDbm };
}
