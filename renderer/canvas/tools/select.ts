// Chooses what lies under the pointer: an object, else a measured point. A drag moves what is held, a drag of the background the plan,
// with Shift it draws a box and chooses what lies within.
import type { DesignEdit } from '../../../shared/design/document.ts';
import { pickable } from '../design-scene.ts';
import { type Hit, placeOf, within } from '../hit.ts';
import { bodiesMoved, handleMoved, preview } from '../move.ts';
import { panMove } from './pan.ts';
import { type Gesture, idle, type Place, type Pointer, type Surface, type Tool } from './tool.ts';

/** A press that moves farther than this is a drag, pixels. */
const dragPx = 4;

/** What a drag of this hit moves: all that is chosen, where the hit is among it. */
function heldBy({ scene }: Surface, { object }: Hit) {
  if (!scene.selection.has(object.objectId)) return [object];
  return pickable(scene.design).filter(({ objectId }) => scene.selection.has(objectId));
}

function dragged(surface: Surface, pointer: Pointer, from: Place, hit: Hit): DesignEdit | undefined {
  const held = heldBy(surface, hit);
  const except = new Set(held.map(({ objectId }) => objectId));
  if (hit.part !== 'body')
    return handleMoved(surface.scene.design, hit, surface.snap(pointer, undefined, except).place, pointer.isFree);
  // A mark goes by its own place onto the grid; lines and outlines keep their own way of lying on it.
  const mark = held.length === 1 ? placeOf(hit.object) : undefined;
  const wanted: Place = [pointer.place[0] - from[0], pointer.place[1] - from[1]];
  if (!mark) return bodiesMoved(held, straight(wanted, pointer.isStraight));
  const target: Place = [mark[0] + wanted[0], mark[1] + wanted[1]];
  const { place } = surface.snap({ ...pointer, place: target, isFree: true }, pointer.isStraight ? mark : undefined);
  return bodiesMoved(held, [place[0] - mark[0], place[1] - mark[1]]);
}

const straight = ([dx, dy]: Place, isStraight: boolean): Place =>
  isStraight ? (Math.abs(dx) >= Math.abs(dy) ? [dx, 0] : [0, dy]) : [dx, dy];

function drag(surface: Surface, pointer: Pointer, from: Place, hit: Hit): Gesture {
  const edit = dragged(surface, pointer, from, hit);
  if (edit) surface.setDraft({ objects: preview(pickable(surface.scene.design), edit) });
  return { kind: 'dragging', from, hit, edit };
}

export const selectTool: Tool = {
  cursor: 'default',
  down: (surface, pointer) => ({ kind: 'pressing', x: pointer.x, y: pointer.y, hit: surface.hitAt(pointer) }),
  move(surface, pointer, gesture) {
    if (gesture.kind === 'dragging') return drag(surface, pointer, gesture.from, gesture.hit);
    if (gesture.kind === 'boxing') {
      surface.setDraft({ box: [gesture.from, pointer.place] });
      return gesture;
    }
    if (gesture.kind !== 'pressing') return panMove(surface, pointer, gesture);
    if (Math.hypot(pointer.x - gesture.x, pointer.y - gesture.y) < dragPx) return gesture;
    const { scale, x, y } = surface.view;
    const from: Place = [(gesture.x - x) / scale, (gesture.y - y) / scale];
    if (gesture.hit && surface.drawing) return drag(surface, pointer, from, gesture.hit);
    if (pointer.isStraight) return { kind: 'boxing', from };
    return panMove(surface, pointer, { kind: 'panning', x: gesture.x, y: gesture.y });
  },
  up(surface, pointer, gesture) {
    surface.setDraft(undefined);
    if (gesture.kind === 'dragging') {
      if (gesture.edit && gesture.edit.changes.length > 0) surface.edit(gesture.edit);
      if (!surface.scene.selection.has(gesture.hit.object.objectId))
        surface.select([gesture.hit.object.objectId], 'only');
    }
    if (gesture.kind === 'boxing')
      surface.select(
        within(surface.scene.design, gesture.from, pointer.place).map(({ objectId }) => objectId),
        'only',
      );
    if (gesture.kind === 'pressing') choose(surface, pointer, gesture.hit);
    return idle;
  },
  key(surface, key, gesture) {
    if (key !== 'Escape' || (gesture.kind !== 'dragging' && gesture.kind !== 'boxing')) return undefined;
    surface.setDraft(undefined);
    return idle;
  },
};

function choose(surface: Surface, pointer: Pointer, hit: Hit | undefined): void {
  const point = surface.pointAt(pointer);
  // A mark is larger than a point and wins; a wall or a zone under a point does not.
  if (hit && (point < 0 || placeOf(hit.object))) {
    surface.select([hit.object.objectId], pointer.isStraight ? 'toggle' : 'only');
    return;
  }
  surface.choosePoint(point < 0 ? undefined : point);
  if (!pointer.isStraight) surface.select([], 'only');
}
