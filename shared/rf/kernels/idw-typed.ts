// The typed-array twin of idw.c: the same numbers, bit for bit, where WebAssembly or its vectors are missing. Every step is rounded
// to single precision as the kernel's is; rounding a double result once more is exact for + - * / and sqrt.
import type { CellGrid, SortedPlaces } from './places.ts';

const fround = Math.fround;
const epsilon = fround(1e-4);
const maxPicked = 1024;

/** Searches of one map; holds its scratch arrays so that no cell allocates. */
class NearestPlaces {
  readonly best: Float32Array;
  #picked: Int32Array = new Int32Array(64);
  readonly #places: SortedPlaces;
  readonly #k: number;

  constructor(places: SortedPlaces, k: number) {
    this.#places = places;
    this.#k = k;
    this.best = new Float32Array(k);
  }

  #distance2(place: number, x: number, y: number): number {
    const dx = fround((this.#places.xM[place] ?? 0) - x);
    const dy = fround((this.#places.yM[place] ?? 0) - y);
    return fround(fround(dx * dx) + fround(dy * dy));
  }

  /** False where no place is within `reachM`: then nobody needs to know the k nearest. */
  isReached(x: number, y: number, reachM: number): boolean {
    const { bucketM, leftM, topM, bucketColumns, bucketRows, start } = this.#places;
    const reach2 = fround(fround(reachM) * fround(reachM));
    // A bucket more than needed on each side covers the rounding of their edges.
    const first = Math.max(0, Math.floor((x - reachM - leftM) / bucketM) - 1);
    const last = Math.min(bucketColumns - 1, Math.floor((x + reachM - leftM) / bucketM) + 1);
    const top = Math.max(0, Math.floor((y - reachM - topM) / bucketM) - 1);
    const bottom = Math.min(bucketRows - 1, Math.floor((y + reachM - topM) / bucketM) + 1);
    for (let row = top; row <= bottom && first <= last; row++) {
      const end = start[row * bucketColumns + last + 1] ?? 0;
      for (let place = start[row * bucketColumns + first] ?? 0; place < end; place++)
        if (this.#distance2(place, x, y) <= reach2) return true;
    }
    return false;
  }

  /** Fills `best` with the k smallest squared distances and returns the radius in buckets that held them. */
  search(x: number, y: number): number {
    const { bucketM, leftM, topM, bucketColumns, bucketRows } = this.#places;
    const column = Math.min(bucketColumns - 1, Math.max(0, Math.floor((x - leftM) / bucketM)));
    const row = Math.min(bucketRows - 1, Math.max(0, Math.floor((y - topM) / bucketM)));
    const inColumn = x - (leftM + column * bucketM);
    const inRow = y - (topM + row * bucketM);
    const near = Math.min(inColumn, bucketM - inColumn, inRow, bucketM - inRow);
    const last = Math.max(bucketColumns, bucketRows);
    let have = 0;
    for (let ring = 0; ring <= last; ring++) {
      this.#visitRing(column, row, ring, (from, to) => {
        have = this.#insert({ from, to, x, y, have });
      });
      const safe = near + ring * bucketM;
      // The margin covers the rounding of the bucket's edges: a place that ties must not be left out.
      if (have === this.#k && safe > 0 && safe * safe > (this.best[this.#k - 1] ?? 0) * 1.0001 + 1e-6) return ring;
    }
    return last;
  }

  #visitRing(column: number, row: number, ring: number, visit: (from: number, to: number) => void): void {
    const { bucketColumns, bucketRows, start } = this.#places;
    const [left, right] = [column - ring, column + ring];
    const visitBuckets = (r: number, from: number, to: number) => {
      const [first, last] = [Math.max(0, from), Math.min(bucketColumns - 1, to)];
      if (r < 0 || r >= bucketRows || first > last) return;
      // Neighbouring buckets of a row hold neighbouring places.
      visit(start[r * bucketColumns + first] ?? 0, start[r * bucketColumns + last + 1] ?? 0);
    };
    visitBuckets(row - ring, left, right);
    if (ring === 0) return;
    visitBuckets(row + ring, left, right);
    // Places in a long line: no ring but the first has sides within the buckets.
    if (left < 0 && right >= bucketColumns) return;
    for (let r = Math.max(0, row - ring + 1); r <= Math.min(bucketRows - 1, row + ring - 1); r++) {
      visitBuckets(r, left, left);
      visitBuckets(r, right, right);
    }
  }

  #insert(range: { from: number; to: number; x: number; y: number; have: number }): number {
    const { best } = this;
    let { have } = range;
    for (let place = range.from; place < range.to; place++) {
      const distance2 = this.#distance2(place, range.x, range.y);
      if (have === this.#k && distance2 >= (best[this.#k - 1] ?? 0)) continue;
      let at = have < this.#k ? have++ : this.#k - 1;
      for (; at > 0 && (best[at - 1] ?? 0) > distance2; at--) best[at] = best[at - 1] ?? 0;
      best[at] = distance2;
    }
    return have;
  }

  /** Places within the k-th distance of the last search, in sorted order; their number comes first. */
  pick(x: number, y: number, rings: number): Int32Array {
    const { bucketM, leftM, topM, bucketColumns, bucketRows, start } = this.#places;
    const limit = this.best[this.#k - 1] ?? 0;
    const column = Math.min(bucketColumns - 1, Math.max(0, Math.floor((x - leftM) / bucketM)));
    const row = Math.min(bucketRows - 1, Math.max(0, Math.floor((y - topM) / bucketM)));
    let count = 0;
    for (let r = Math.max(0, row - rings); r <= Math.min(bucketRows - 1, row + rings); r++) {
      const first = start[r * bucketColumns + Math.max(0, column - rings)] ?? 0;
      const end = start[r * bucketColumns + Math.min(bucketColumns - 1, column + rings) + 1] ?? 0;
      for (let place = first; place < end; place++) {
        if (this.#distance2(place, x, y) > limit || count >= maxPicked - 1) continue;
        if (count + 1 >= this.#picked.length) this.#grow();
        this.#picked[++count] = place;
      }
    }
    this.#picked[0] = count;
    return this.#picked;
  }

  #grow(): void {
    const larger = new Int32Array(this.#picked.length * 2);
    larger.set(this.#picked);
    this.#picked = larger;
  }

  weight(place: number, x: number, y: number): number {
    return fround(1 / fround(this.#distance2(place, x, y) + epsilon));
  }
}

/** Fills one plane of `grid` for each radio. Same arguments and same numbers as the WebAssembly kernel. */
export function idwTyped(places: SortedPlaces, grid: CellGrid, k: number, reachM: number): Float32Array<ArrayBuffer> {
  const { columns, rows } = grid;
  const plane = columns * rows;
  const out = new Float32Array(plane * places.radios).fill(Number.NaN);
  const cellM = fround(grid.cellM);
  const leftM = fround(grid.leftM);
  const topM = fround(grid.topM);
  const nearest = new NearestPlaces(places, k);
  for (let row = 0; row < rows; row++) {
    const y = fround(fround(fround(row + 0.5) * cellM) + topM);
    for (let column = 0; column < columns; column++) {
      const x = fround(fround(fround(column + 0.5) * cellM) + leftM);
      if (!nearest.isReached(x, y, reachM)) continue;
      const rings = nearest.search(x, y);
      fillCell(
        places,
        nearest,
        { x, y, picked: nearest.pick(x, y, rings) },
        { out, cell: row * columns + column, plane },
      );
    }
  }
  return out;
}

function fillCell(
  places: SortedPlaces,
  nearest: NearestPlaces,
  at: { x: number; y: number; picked: Int32Array },
  to: { out: Float32Array; cell: number; plane: number },
): void {
  const count = at.picked[0] ?? 0;
  let sum = 0;
  for (let index = 1; index <= count; index++) sum = fround(sum + nearest.weight(at.picked[index] ?? 0, at.x, at.y));
  for (let radio = 0; radio < places.radios; radio++) {
    let total = 0;
    for (let index = 1; index <= count; index++) {
      const place = at.picked[index] ?? 0;
      const value = places.valuesDbm[place * places.stride + radio] ?? 0;
      total = fround(total + fround(nearest.weight(place, at.x, at.y) * value));
    }
    to.out[radio * to.plane + to.cell] = fround(total / sum);
  }
}
