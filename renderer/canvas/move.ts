// Moving what is drawn: whole objects, one end of a wall with those that meet it, one corner of an outline.
import type { ObjectEdit } from '../../shared/contract/design.ts';
import { applyChanges, type DesignEdit } from '../../shared/design/document.ts';
import { distanceM, type Place } from '../../shared/geometry/segments.ts';
import type { DesignObject } from '../../shared/model/design.ts';
import type { DesignScene } from './design-scene.ts';
import { type Hit, handlesOf, placeOf } from './hit.ts';
import { exactLine, exactPlace } from './tools/new-objects.ts';

const add = ([x, y]: Place, [dx, dy]: Place): Place => [x + dx, y + dy];

/** The change that moves a whole object. */
export function shifted(object: DesignObject, by: Place): ObjectEdit | undefined {
  const { objectId, kind } = object;
  if (object.kind === 'wall') {
    const [x1, y1, x2, y2] = object.fields.line;
    return { objectId, kind, set: { line: exactLine([x1 + by[0], y1 + by[1], x2 + by[0], y2 + by[1]]) } };
  }
  if (object.kind === 'zone' || object.kind === 'area')
    return { objectId, kind, set: { outline: object.fields.outline.map((point) => exactPlace(add(point, by))) } };
  const place = placeOf(object);
  return place && { objectId, kind, set: { place: exactPlace(add(place, by)) } };
}

/** Ends of other walls that meet here. */
function meeting(design: DesignScene, at: Place, except: string): { object: DesignObject; part: number }[] {
  return design.walls.flatMap((object) =>
    object.objectId === except
      ? []
      : handlesOf(object).flatMap((end, part) => (distanceM(end, at) < 0.005 ? [{ object, part }] : [])),
  );
}

function withHandle(object: DesignObject, part: number, place: Place): ObjectEdit | undefined {
  const { objectId, kind } = object;
  if (object.kind === 'wall') {
    const [x1, y1, x2, y2] = object.fields.line;
    return { objectId, kind, set: { line: exactLine(part === 0 ? [...place, x2, y2] : [x1, y1, ...place]) } };
  }
  if (object.kind !== 'zone' && object.kind !== 'area') return undefined;
  const outline = object.fields.outline.map((corner, index) => (index === part ? exactPlace(place) : corner));
  return { objectId, kind, set: { outline } };
}

/** One end or corner to another place; with `isAlone` the walls that meet a wall's end stay. */
export function handleMoved(
  design: DesignScene,
  { object, part }: Hit,
  place: Place,
  isAlone: boolean,
): DesignEdit | undefined {
  if (part === 'body') return undefined;
  const at = handlesOf(object)[part];
  const joined = object.kind === 'wall' && at && !isAlone ? meeting(design, at, object.objectId) : [];
  const changes = [{ object, part }, ...joined].flatMap((each) => withHandle(each.object, each.part, place) ?? []);
  return { title: object.kind === 'wall' ? 'End moved' : 'Corner moved', changes };
}

export function bodiesMoved(objects: readonly DesignObject[], by: Place): DesignEdit {
  const changes = objects.flatMap((object) => shifted(object, by) ?? []);
  return { title: objects.length === 1 ? 'Moved' : `${objects.length} objects moved`, changes };
}

/** Objects as an edit would leave them. */
export function preview(objects: readonly DesignObject[], { changes }: DesignEdit): DesignObject[] {
  const ids = new Set(changes.map(({ objectId }) => objectId));
  const document = new Map(objects.filter(({ objectId }) => ids.has(objectId)).map((each) => [each.objectId, each]));
  return [...applyChanges(document, changes).values()];
}
