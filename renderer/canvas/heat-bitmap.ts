// A map of the signal as one bitmap: the fixed colours of the classes, their edges a little darker; what was not measured is flat grey with
// dots, never blended with a value.
import { classRaster, sampleBetween, type ValueGrid } from '../../shared/rf/class-raster.ts';
import { signalClasses } from '../../shared/rf/signal-classes.ts';

export interface HeatGrid extends ValueGrid {
  readonly cellM: number;
  readonly originXM: number;
  readonly originYM: number;
}
export interface HeatColours {
  /** Of "not measured". */
  readonly unknown: readonly [number, number, number];
  readonly dot: readonly [number, number, number];
}

const dotEveryPx = 10;

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
  const { width, height, classes } = classRaster(grid);
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
