// A line of equal signal through the cells of a map: marching squares between the cells' centres.
import type { HeatGrid } from './heat-bitmap.ts';

type Point = readonly [column: number, row: number];

/**
 * Segments of the line at `levelDbm`, as x1, y1, x2, y2 in metres, one after the other.
 * A square with a corner that was not measured has none: a line never runs through what is not known.
 */
export function contourSegments(grid: HeatGrid, levelDbm: number): Float64Array {
  const { columns, rows, cellM, originXM, originYM, valuesDbm } = grid;
  const meets = (index: number) => (valuesDbm[index] ?? Number.NaN) >= levelDbm;
  const found: number[] = [];
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const at = row * columns + column;
      const count =
        Number(meets(at)) + Number(meets(at + 1)) + Number(meets(at + columns)) + Number(meets(at + columns + 1));
      // Nearly all squares: nothing crosses them.
      if (count === 0 || count === 4) continue;
      for (const [from, to] of segmentsOfSquare(grid, column, row, levelDbm)) {
        for (const [x, y] of [from, to]) found.push(originXM + (x + 0.5) * cellM, originYM + (y + 0.5) * cellM);
      }
    }
  }
  return Float64Array.from(found);
}

const none: readonly (readonly [Point, Point])[] = [];

function segmentsOfSquare(
  { columns, valuesDbm }: HeatGrid,
  column: number,
  row: number,
  levelDbm: number,
): readonly (readonly [Point, Point])[] {
  const at = row * columns + column;
  const corners = [at, at + 1, at + columns + 1, at + columns].map((index) => valuesDbm[index] ?? Number.NaN);
  const [topLeft = 0, topRight = 0, lowerRight = 0, lowerLeft = 0] = corners;
  const middle = (topLeft + topRight + lowerRight + lowerLeft) / 4;
  if (Number.isNaN(middle)) return none;
  const meets = corners.map((value) => value >= levelDbm);
  const share = (from: number, to: number) => (levelDbm - from) / (to - from);
  // Sides from the upper left corner on, clockwise; a crossing lies where the value between two corners is the level.
  const crossings: Point[] = [];
  if (meets[0] !== meets[1]) crossings.push([column + share(topLeft, topRight), row]);
  if (meets[1] !== meets[2]) crossings.push([column + 1, row + share(topRight, lowerRight)]);
  if (meets[2] !== meets[3]) crossings.push([column + share(lowerLeft, lowerRight), row + 1]);
  if (meets[3] !== meets[0]) crossings.push([column, row + share(topLeft, lowerLeft)]);
  const [first, second, third, fourth] = crossings;
  if (!first || !second) return none;
  if (!third || !fourth) return [[first, second]];
  // A saddle: two corners across meet it, and the middle says on which side of them the lines run.
  return middle >= levelDbm === meets[0]
    ? [
        [first, second],
        [third, fourth],
      ]
    : [
        [fourth, first],
        [second, third],
      ];
}
