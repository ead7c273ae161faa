// What is being drawn or moved and is not yet part of the plan.
import { centreOf } from '../../../shared/geometry/segments.ts';
import type { Draft } from '../tools/tool.ts';
import { toScreen } from '../view.ts';
import { outlineObject, strokeChoice } from './choice.ts';
import type { DrawContext } from './ground.ts';
import { tracePlaces } from './outlines.ts';

function drawPoints(draw: DrawContext, { points = [], isClosed = false, text }: Draft): void {
  const { context, palette, view } = draw;
  if (points.length < 2) return;
  tracePlaces(draw, points);
  if (isClosed) {
    context.closePath();
    context.save();
    context.globalAlpha = 0.16;
    context.fillStyle = palette.accent;
    context.fill();
    context.restore();
  }
  strokeChoice(draw);
  const [last, before] = [points.at(-1), points.at(-2)];
  if (!text || !last || !before) return;
  const middle = isClosed ? centreOf(points) : ([(last[0] + before[0]) / 2, (last[1] + before[1]) / 2] as const);
  const [x, y] = toScreen(view, ...middle);
  context.font = '600 12px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const width = context.measureText(text).width + 12;
  const top = isClosed ? y - 10 : y - 28;
  context.fillStyle = palette.panel;
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(x - width / 2, top, width, 20, 4);
  context.fill();
  context.stroke();
  context.fillStyle = palette.label;
  context.fillText(text, x, top + 10);
}

/** A square where it goes to an end, a cross on a wall, a small ring on the grid. */
function drawSnap({ context, view, palette }: DrawContext, { snapped }: Draft): void {
  if (!snapped?.to) return;
  const [x, y] = toScreen(view, ...snapped.place);
  context.beginPath();
  if (snapped.to === 'end') context.rect(x - 5, y - 5, 10, 10);
  else if (snapped.to === 'wall') {
    context.moveTo(x - 5, y - 5);
    context.lineTo(x + 5, y + 5);
    context.moveTo(x + 5, y - 5);
    context.lineTo(x - 5, y + 5);
  } else context.arc(x, y, 3, 0, 2 * Math.PI);
  for (const [color, width] of [
    [palette.halo, 4],
    [palette.accent, 2],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.stroke();
  }
}

export function drawDraft(draw: DrawContext, draft: Draft | undefined): void {
  if (!draft) return;
  const { context, palette, view } = draw;
  for (const object of draft.objects ?? []) outlineObject(draw, object);
  drawPoints(draw, draft);
  drawSnap(draw, draft);
  if (!draft.box) return;
  const [[x1, y1], [x2, y2]] = [toScreen(view, ...draft.box[0]), toScreen(view, ...draft.box[1])];
  context.save();
  context.beginPath();
  context.rect(Math.min(x1, x2), Math.min(y1, y2), Math.abs(x2 - x1), Math.abs(y2 - y1));
  context.globalAlpha = 0.12;
  context.fillStyle = palette.accent;
  context.fill();
  context.globalAlpha = 1;
  context.setLineDash([4, 3]);
  context.strokeStyle = palette.accent;
  context.lineWidth = 1.5;
  context.stroke();
  context.restore();
}
