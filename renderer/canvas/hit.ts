// What lies under the pointer: an object, and where a press takes hold of it.
import { distanceToSegment, isInside, type Place } from '../../shared/geometry/segments.ts';
import type { DesignObject } from '../../shared/model/design.ts';
import { type DesignScene, pickable, type Selection } from './design-scene.ts';
import type { LayerSettings } from './scene.ts';

/** `body`: the whole object; a number: that end or corner alone. */
export interface Hit {
  readonly object: DesignObject;
  readonly part: 'body' | number;
}

const handlePx = 8;
const linePx = 6;
const markPx = 12;

/** Ends and corners that can be moved by themselves. */
export function handlesOf(object: DesignObject): readonly Place[] {
  if (object.kind === 'wall') {
    const [x1, y1, x2, y2] = object.fields.line;
    return [
      [x1, y1],
      [x2, y2],
    ];
  }
  return object.kind === 'zone' || object.kind === 'area' ? object.fields.outline : [];
}

/** Where a mark stands; undefined for what is no mark, or has no place yet. */
export function placeOf(object: DesignObject): Place | undefined {
  return 'place' in object.fields ? object.fields.place : undefined;
}

const outlinePieces = (outline: readonly Place[]) =>
  outline.map(([x1, y1], index) => {
    const [x2, y2] = outline[(index + 1) % outline.length] ?? [x1, y1];
    return [x1, y1, x2, y2] as const;
  });

function isOn(object: DesignObject, place: Place, scale: number, isChosen: boolean): boolean {
  const mark = placeOf(object);
  if (mark) return Math.hypot(mark[0] - place[0], mark[1] - place[1]) * scale <= markPx;
  if (object.kind === 'wall') return distanceToSegment(object.fields.line, place) * scale <= linePx;
  if (object.kind !== 'zone' && object.kind !== 'area') return false;
  // The edge of an outline picks it; its inside too once it is chosen, or nothing else could be picked within a large zone.
  const { outline } = object.fields;
  if (outlinePieces(outline).some((piece) => distanceToSegment(piece, place) * scale <= linePx)) return true;
  return isChosen && isInside(outline, place);
}

function isShown(object: DesignObject, layers: LayerSettings): boolean {
  if (object.kind === 'wall' || object.kind === 'area') return layers.walls.isShown;
  if (object.kind === 'ap' || object.kind === 'beacon') return layers.radios.isShown;
  return layers.zones.isShown;
}

/** @param scale screen pixels for a metre */
export function hitAt(
  scene: { readonly design: DesignScene; readonly layers: LayerSettings; readonly selection: Selection },
  place: Place,
  scale: number,
): Hit | undefined {
  const { design, layers, selection } = scene;
  const shown = pickable(design).filter((object) => isShown(object, layers));
  const chosen = shown.filter(({ objectId }) => selection.has(objectId));
  for (const object of chosen) {
    const part = handlesOf(object).findIndex(([x, y]) => Math.hypot(x - place[0], y - place[1]) * scale <= handlePx);
    if (part >= 0) return { object, part };
  }
  const object = shown.find((each) => isOn(each, place, scale, selection.has(each.objectId)));
  return object && { object, part: 'body' };
}

/** Objects that lie wholly within a box. */
export function within(design: DesignScene, from: Place, to: Place): DesignObject[] {
  const [left, right] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])];
  const [top, bottom] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])];
  return pickable(design).filter((object) => {
    const mark = placeOf(object);
    const places = mark ? [mark] : handlesOf(object);
    return places.length > 0 && places.every(([x, y]) => x >= left && x <= right && y >= top && y <= bottom);
  });
}
