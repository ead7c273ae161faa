// Puts a door into a wall: the wall is parted, and between its parts stands the door with its own material.
import type { ObjectEdit } from '../../../shared/contract/design.ts';
import { distanceM, nearestOn, type Segment } from '../../../shared/geometry/segments.ts';
import type { DesignObjectOf } from '../../../shared/model/design.ts';
import { exactLine, newWall } from './new-objects.ts';
import { idle, type Pointer, type Surface, type Tool } from './tool.ts';

export const doorWidthM = 0.9;
const reachPx = 14;
/** A piece of wall shorter than this beside a door is none. */
const leastM = 0.05;

interface Opening {
  readonly wall: DesignObjectOf<'wall'>;
  readonly door: Segment;
  /** What is left of the wall. */
  readonly rest: readonly Segment[];
}

/** Where a door would come into the wall under the pointer; as wide as the wall where that is shorter. */
export function openingAt(surface: Surface, { place }: Pick<Pointer, 'place'>): Opening | undefined {
  const { scene, view } = surface;
  let best: { wall: DesignObjectOf<'wall'>; far: number } | undefined;
  for (const wall of scene.design.walls) {
    const far = distanceM(nearestOn(wall.fields.line, place).place, place);
    if (far * view.scale <= reachPx && far < (best?.far ?? Number.POSITIVE_INFINITY)) best = { wall, far };
  }
  // A door is no place for another one.
  if (!best || scene.design.materials.of(best.wall.fields.material).category === 'door') return undefined;
  const { line } = best.wall.fields;
  const [x1, y1, x2, y2] = line;
  const length = Math.hypot(x2 - x1, y2 - y1);
  const half = Math.min(doorWidthM, length) / 2;
  const middle = Math.min(length - half, Math.max(half, nearestOn(line, place).share * length));
  const at = (m: number) => [x1 + ((x2 - x1) * m) / length, y1 + ((y2 - y1) * m) / length] as const;
  const [from, to] = [at(middle - half), at(middle + half)];
  const rest: Segment[] = [];
  if (middle - half >= leastM) rest.push([x1, y1, ...from]);
  if (length - middle - half >= leastM) rest.push([...to, x2, y2]);
  return { wall: best.wall, door: [...from, ...to], rest };
}

export const doorTool: Tool = {
  cursor: 'copy',
  down(surface, pointer) {
    const { drawing } = surface;
    const opening = drawing && openingAt(surface, pointer);
    if (!opening) return idle;
    const { wall, door, rest } = opening;
    const [first, ...others] = rest;
    const { objectId, fields } = wall;
    const kept: ObjectEdit = { objectId, kind: 'wall', set: first ? { line: exactLine(first) } : { deleted: true } };
    const added = others.map((line) => newWall(drawing, line, fields.material));
    const changes = [kept, ...added, newWall(drawing, door, drawing.doorMaterial)];
    surface.edit({ title: 'Door put in', changes });
    surface.setDraft(undefined);
    return idle;
  },
  move(surface, pointer, gesture) {
    const opening = surface.drawing && openingAt(surface, pointer);
    const line = opening?.door;
    surface.setDraft(
      line
        ? {
            points: [
              [line[0], line[1]],
              [line[2], line[3]],
            ],
            text: '0.90 m',
          }
        : undefined,
    );
    return gesture;
  },
  up: () => idle,
};
