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
      const key = `${this.#cell(x)},${this.#cell(yM[index] ?? 0)}`;
      const cell = this.#cells.get(key);
      if (cell) cell.push(index);
      else this.#cells.set(key, [index]);
    });
  }

  #cell(metres: number): number {
    return Math.floor(metres / this.#cellM);
  }

  /** Index of the nearest point within `radiusM`, or -1. */
  nearest(xM: number, yM: number, radiusM: number): number {
    let best = -1;
    let bestSquare = radiusM * radiusM;
    const reach = Math.ceil(radiusM / this.#cellM);
    // Whole cells are added, not metres: beside a border a sum of metres may round past a cell.
    const [ownColumn, ownRow] = [this.#cell(xM), this.#cell(yM)];
    for (let row = -reach; row <= reach; row++) {
      for (let column = -reach; column <= reach; column++) {
        for (const index of this.#cells.get(`${ownColumn + column},${ownRow + row}`) ?? []) {
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
