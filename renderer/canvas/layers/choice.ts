// The ring around what is chosen, on a halo, so that it shows on every class of the map; and the handles that move its ends.
import type { DesignObject } from '../../../shared/model/design.ts';
import { pickable } from '../design-scene.ts';
import { handlesOf, placeOf } from '../hit.ts';
import { toScreen } from '../view.ts';
import type { DrawContext } from './ground.ts';
import { tracePlaces } from './outlines.ts';

const handlePx = 4.5;
/** More handles than a person can use only cover the plan. */
const maxHandles = 200;

export function strokeChoice({ context, palette }: Pick<DrawContext, 'context' | 'palette'>): void {
  for (const [colour, width] of [
    [palette.halo, 5],
    [palette.accent, 2.5],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }
}

/** A ring at a place of the screen. */
export function ring(draw: Pick<DrawContext, 'context' | 'palette'>, x: number, y: number, radius: number): void {
  draw.context.beginPath();
  draw.context.arc(x, y, radius, 0, 2 * Math.PI);
  strokeChoice(draw);
}

export function outlineObject(draw: DrawContext, object: DesignObject): void {
  const mark = placeOf(object);
  if (mark) {
    ring(draw, ...toScreen(draw.view, ...mark), 13);
    return;
  }
  const handles = handlesOf(object);
  if (handles.length === 0) return;
  tracePlaces(draw, handles);
  if (object.kind !== 'wall') draw.context.closePath();
  strokeChoice(draw);
}

export function drawSelection(draw: DrawContext): void {
  const { context, view, palette, scene } = draw;
  if (scene.selection.size === 0) return;
  const chosen = pickable(scene.design).filter(({ objectId }) => scene.selection.has(objectId));
  for (const object of chosen) outlineObject(draw, object);
  const handles = chosen.flatMap((object) => (placeOf(object) ? [] : handlesOf(object)));
  if (handles.length > maxHandles) return;
  for (const [xM, yM] of handles) {
    const [x, y] = toScreen(view, xM, yM);
    context.beginPath();
    context.rect(x - handlePx, y - handlePx, 2 * handlePx, 2 * handlePx);
    context.fillStyle = '#ffffff';
    context.fill();
    context.strokeStyle = palette.accent;
    context.lineWidth = 2;
    context.stroke();
  }
}
