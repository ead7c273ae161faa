// Finds the point next to the pointer among many thousands, without a canvas node for each.
export class GridIndex {
  readonly #cellM: number;
  readonly #x: Float32Array;
  readonly #y: Float32Array;
  readonly #cells = new Map<string, number[]>();

  constructor(xM: Float32Array, yM: Float32Array, cellM = 2) {
    this.#cellM = cellM;
    this.#x = xM;
    this.#y = yM;
    xM.forEach((x, index) => {
      const key = this.#key(x, yM[index] ?? 0);
      const cell = this.#cells.get(key);
      if (cell) cell.push(index);
      else this.#cells.set(key, [index]);
    });
  }

  #key(x: number, y: number): string {
    return `${Math.floor(x / this.#cellM)},${Math.floor(y / this.#cellM)}`;
  }

  /** Index of the nearest point within `radiusM`, or -1. */
  nearest(xM: number, yM: number, radiusM: number): number {
    let best = -1;
    let bestSquare = radiusM * radiusM;
    const reach = Math.ceil(radiusM / this.#cellM);
    for (let row = -reach; row <= reach; row++) {
      for (let column = -reach; column <= reach; column++) {
        for (const index of this.#cells.get(this.#key(xM + column * this.#cellM, yM + row * this.#cellM)) ?? []) {
          const square = ((this.#x[index] ?? 0) - xM) ** 2 + ((this.#y[index] ?? 0) - yM) ** 2;
          if (square > bestSquare) continue;
          best = index;
          bestSquare = square;
        }
      }
    }
    return best;
  }
}
