// A map as pixels of its classes, on the screen and in files: values are interpolated between the cells' centres for the eye only, then put
// into their classes.
import { signalClassOf } from './signal-classes.ts';

/** Row by row from the top, dBm; NaN = not measured. */
export interface ValueGrid {
  readonly columns: number;
  readonly rows: number;
  readonly valuesDbm: Float32Array;
}

/** Pixels in all, at most; large floors get fewer for each cell. */
const maxPixels = 3_000_000;
const maxPerCell = 4;

/** Value between the centres of cells, at a place in cells from the upper left corner; NaN where the cell itself has none. dBm. */
export function sampleBetween(grid: ValueGrid, column: number, row: number): number {
  const { columns, rows, valuesDbm } = grid;
  const own =
    valuesDbm[Math.min(rows - 1, Math.floor(row)) * columns + Math.min(columns - 1, Math.floor(column))] ?? Number.NaN;
  if (Number.isNaN(own)) return own;
  const x = Math.min(columns - 1, Math.max(0, column - 0.5));
  const y = Math.min(rows - 1, Math.max(0, row - 0.5));
  const [c0, r0] = [Math.floor(x), Math.floor(y)];
  const [c1, r1] = [Math.min(columns - 1, c0 + 1), Math.min(rows - 1, r0 + 1)];
  const at = (c: number, r: number) => {
    const value = valuesDbm[r * columns + c] ?? Number.NaN;
    // Beside what was not measured the cell's own value goes on to its edge.
    return Number.isNaN(value) ? own : value;
  };
  const [fx, fy] = [x - c0, y - r0];
  return (at(c0, r0) * (1 - fx) + at(c1, r0) * fx) * (1 - fy) + (at(c0, r1) * (1 - fx) + at(c1, r1) * fx) * fy;
}

/** Index of the class of each pixel, -1 where nothing was measured; `perCell` pixels to the edge of a cell. */
export function classRaster(grid: ValueGrid): { width: number; height: number; perCell: number; classes: Int8Array } {
  const cells = Math.max(1, grid.columns * grid.rows);
  const perCell = Math.max(1, Math.min(maxPerCell, Math.floor(Math.sqrt(maxPixels / cells))));
  const width = grid.columns * perCell;
  const height = grid.rows * perCell;
  const classes = new Int8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++)
      classes[y * width + x] = signalClassOf(sampleBetween(grid, (x + 0.5) / perCell, (y + 0.5) / perCell));
  }
  return { width, height, perCell, classes };
}
