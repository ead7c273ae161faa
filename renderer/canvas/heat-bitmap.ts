// A map of the signal as one bitmap: values interpolated between the cells' centres for display only, then put into their classes;
// what was not measured is flat grey with dots, never blended with a value.
import { signalClasses, signalClassOf } from '../../shared/rf/signal-classes.ts';

export interface HeatGrid {
  readonly columns: number;
  readonly rows: number;
  readonly cellM: number;
  readonly originXM: number;
  readonly originYM: number;
  readonly valuesDbm: Float32Array;
}
export interface HeatColours {
  /** Of "not measured". */
  readonly unknown: readonly [number, number, number];
  readonly dot: readonly [number, number, number];
}

/** Bitmap pixels in all, at most; large floors get fewer for each cell. */
const maxPixels = 3_000_000;
const dotEveryPx = 10;

/** Value between the centres of cells; NaN where the cell itself has none. */
export function sampleBetween(grid: HeatGrid, column: number, row: number): number {
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

/** The value shown at a place, as the cursor reads it. */
export function valueAt(grid: HeatGrid, xM: number, yM: number): number {
  const column = (xM - grid.originXM) / grid.cellM;
  const row = (yM - grid.originYM) / grid.cellM;
  if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) return Number.NaN;
  return sampleBetween(grid, column, row);
}

export function paintHeat(
  grid: HeatGrid,
  colours: HeatColours,
): { width: number; height: number; pixels: Uint8ClampedArray<ArrayBuffer> } {
  const cells = grid.columns * grid.rows;
  const perCell = Math.max(1, Math.min(4, Math.floor(Math.sqrt(maxPixels / Math.max(1, cells)))));
  const width = grid.columns * perCell;
  const height = grid.rows * perCell;
  const classes = new Int8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++)
      classes[y * width + x] = signalClassOf(sampleBetween(grid, (x + 0.5) / perCell, (y + 0.5) / perCell));
  }
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const own = classes[at] ?? -1;
      const isEdge =
        own >= 0 && (isOther(classes[at + 1], own, x + 1 < width) || isOther(classes[at + width], own, y + 1 < height));
      put(
        pixels,
        at * 4,
        own < 0 ? unknownColour(x, y, colours) : (signalClasses[own]?.colour ?? colours.unknown),
        isEdge ? 0.82 : 1,
      );
    }
  }
  return { width, height, pixels };
}

const isOther = (other: number | undefined, own: number, isInside: boolean): boolean =>
  isInside && other !== undefined && other >= 0 && other !== own;

function unknownColour(x: number, y: number, colours: HeatColours): readonly [number, number, number] {
  return x % dotEveryPx < 2 && y % dotEveryPx < 2 ? colours.dot : colours.unknown;
}

function put(pixels: Uint8ClampedArray, at: number, colour: readonly [number, number, number], shade: number): void {
  pixels[at] = colour[0] * shade;
  pixels[at + 1] = colour[1] * shade;
  pixels[at + 2] = colour[2] * shade;
  pixels[at + 3] = 255;
}
