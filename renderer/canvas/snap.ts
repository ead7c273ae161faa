// Where a point goes that is set near something: to the end of a wall, onto a wall, level or upright with the point before, onto the grid.
import { distanceM, nearestOn, type Place } from '../../shared/geometry/segments.ts';
import type { DesignScene } from './design-scene.ts';

export interface Snapped {
  readonly place: Place;
  /** What it was drawn to; undefined where it stays as it was pointed at. */
  readonly to: 'end' | 'wall' | 'straight' | 'grid' | undefined;
}

export interface SnapOptions {
  /** Screen pixels for a metre. */
  readonly scale: number;
  /** The point before: pieces near level or upright become so. */
  readonly from?: Place | undefined;
  /** Held with Shift: level or upright only. */
  readonly isStraight: boolean;
  /** Step of the grid, metres; undefined: no grid. */
  readonly gridM: number | undefined;
  /** Objects that move themselves are nothing to snap to. */
  readonly except?: ReadonlySet<string>;
}

const endPx = 10;
const wallPx = 7;
/** A piece that is this near to level or upright is meant so. */
const straightRad = (2.5 * Math.PI) / 180;

function nearestEnd(design: DesignScene, place: Place, options: SnapOptions): Place | undefined {
  let best: Place | undefined;
  let bestM = endPx / options.scale;
  for (const { objectId, fields } of design.walls) {
    if (options.except?.has(objectId)) continue;
    const [x1, y1, x2, y2] = fields.line;
    for (const end of [
      [x1, y1],
      [x2, y2],
    ] as const) {
      const far = distanceM(end, place);
      if (far < bestM) [best, bestM] = [end, far];
    }
  }
  return best;
}

function nearestWall(design: DesignScene, place: Place, options: SnapOptions): Place | undefined {
  let best: Place | undefined;
  let bestM = wallPx / options.scale;
  for (const { objectId, fields } of design.walls) {
    if (options.except?.has(objectId)) continue;
    const on = nearestOn(fields.line, place).place;
    const far = distanceM(on, place);
    if (far < bestM) [best, bestM] = [on, far];
  }
  return best;
}

function straightened(from: Place, [x, y]: Place, isForced: boolean): Place | undefined {
  const [dx, dy] = [x - from[0], y - from[1]];
  const lean = Math.atan2(Math.min(Math.abs(dx), Math.abs(dy)), Math.max(Math.abs(dx), Math.abs(dy)));
  if (!isForced && lean > straightRad) return undefined;
  return Math.abs(dx) >= Math.abs(dy) ? [x, from[1]] : [from[0], y];
}

export function snap(design: DesignScene, place: Place, options: SnapOptions): Snapped {
  const { from, isStraight, gridM } = options;
  const end = nearestEnd(design, place, options);
  if (end && !isStraight) return { place: end, to: 'end' };
  const straight = from && straightened(from, place, isStraight);
  if (straight) {
    // A straight piece that comes close to an end goes level with it.
    const near = nearestEnd(design, straight, options);
    if (near) return { place: straight[1] === from[1] ? [near[0], from[1]] : [from[0], near[1]], to: 'end' };
    return { place: straight, to: 'straight' };
  }
  const wall = nearestWall(design, place, options);
  if (wall) return { place: wall, to: 'wall' };
  if (gridM === undefined) return { place, to: undefined };
  const onGrid = (value: number) => Math.round(value / gridM) * gridM;
  return { place: [onGrid(place[0]), onGrid(place[1])], to: 'grid' };
}
