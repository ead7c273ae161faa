// The way of a walk: legs and marks, white with a dark rim so that they show on every class; and the place that is marked next.
import type { Track } from '../scene.ts';
import type { Place } from '../tools/tool.ts';
import { toScreen } from '../view.ts';
import type { DrawContext } from './ground.ts';

/** In both themes, like the rim of the points. */
const rim = '#12161a';
const markPx = 5;
const targetPx = 16;

function strokeLegs({ context, view }: DrawContext, { legs }: Track, isNow: boolean): void {
  context.beginPath();
  for (const [from, to] of legs) {
    context.moveTo(...toScreen(view, ...from));
    context.lineTo(...toScreen(view, ...to));
  }
  for (const [colour, width] of [
    [rim, isNow ? 5 : 3.5],
    ['#ffffff', isNow ? 2.5 : 1.5],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }
}

function drawMarks({ context, view }: DrawContext, { marks }: Track): void {
  for (const place of marks) {
    context.beginPath();
    context.arc(...toScreen(view, ...place), markPx, 0, 2 * Math.PI);
    context.fillStyle = '#ffffff';
    context.fill();
    context.strokeStyle = rim;
    context.lineWidth = 2;
    context.stroke();
  }
}

/** Walks of before lie back. */
export function drawTracks(draw: DrawContext): void {
  const { context, scene } = draw;
  context.save();
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const track of scene.tracks) {
    const isNow = track === scene.tracks.at(-1);
    context.globalAlpha = isNow ? 1 : 0.45;
    strokeLegs(draw, track, isNow);
    if (isNow) drawMarks(draw, track);
  }
  context.restore();
}

/** Where the person goes: a dashed ring with a cross, and the way there from the last mark. */
export function drawTarget({ context, view, palette, scene }: DrawContext, target: Place | undefined): void {
  if (!target) return;
  const last = scene.tracks.at(-1)?.open;
  const [x, y] = toScreen(view, ...target);
  context.save();
  context.lineCap = 'round';
  for (const [colour, width] of [
    [palette.halo, 5],
    [palette.accent, 2.5],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash([6, 6]);
    context.beginPath();
    if (last) {
      context.moveTo(...toScreen(view, ...last));
      context.lineTo(x, y);
    }
    context.moveTo(x + targetPx, y);
    context.arc(x, y, targetPx, 0, 2 * Math.PI);
    context.stroke();
    context.setLineDash([]);
    context.beginPath();
    context.moveTo(x - 6, y);
    context.lineTo(x + 6, y);
    context.moveTo(x, y - 6);
    context.lineTo(x, y + 6);
    context.stroke();
  }
  context.restore();
}
