// Marks of the survey: points walked, the chosen one, the person who walks.
import type { Points } from '../scene.ts';
import type { Place } from '../tools/tool.ts';
import { toScreen, type View } from '../view.ts';
import { ring } from './choice.ts';
import type { DrawContext } from './ground.ts';
import type { PointRaster } from './point-raster.ts';

const pointRadiusPx = 1.7;
const rimPx = 0.9;

/** Above this paths are too slow, and points lie so close that nobody sees the difference. */
const maxPaths = 2_500;

export function drawPoints({ context, view, size, scene }: DrawContext, raster: PointRaster): void {
  const { points } = scene;
  const layer = scene.layers.readings;
  if (!points || !layer.isShown) return;
  const grow = Math.min(2, Math.max(1, view.scale / 18));
  const radiusPx = pointRadiusPx * grow;
  context.save();
  context.globalAlpha = layer.opacity;
  if (points.xM.length > maxPaths) raster.draw(context, points, view, { size, radiusPx, rimPx: rimPx * grow });
  else {
    drawDiscs(context, points, view, { radius: radiusPx + rimPx * grow, colour: '#12161a' });
    drawDiscs(context, points, view, { radius: radiusPx, colour: '#ffffff' });
  }
  context.restore();
}

function drawDiscs(
  context: CanvasRenderingContext2D,
  points: Points,
  view: View,
  { radius, colour }: { radius: number; colour: string },
): void {
  context.beginPath();
  for (let index = 0; index < points.xM.length; index++) {
    const [x, y] = toScreen(view, points.xM[index] ?? 0, points.yM[index] ?? 0);
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }
  context.fillStyle = colour;
  context.fill();
}

export function drawChosenPoint({ context, view, palette, scene }: DrawContext): void {
  const { points, chosenPoint } = scene;
  if (!points || chosenPoint === undefined) return;
  const [x, y] = toScreen(view, points.xM[chosenPoint] ?? 0, points.yM[chosenPoint] ?? 0);
  ring({ context, palette }, x, y, 8);
}

/** The person who walks just now, and the way walked so far. */
export function drawWalker({ context, view, palette }: DrawContext, trail: readonly Place[]): void {
  const last = trail.at(-1);
  if (!last) return;
  context.save();
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  for (const [xM, yM] of trail) context.lineTo(...toScreen(view, xM, yM));
  for (const [colour, width] of [
    [palette.halo, 5],
    [palette.accent, 2.5],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }
  context.restore();
  const [x, y] = toScreen(view, ...last);
  context.beginPath();
  context.arc(x, y, 7, 0, 2 * Math.PI);
  context.fillStyle = palette.accent;
  context.fill();
  context.strokeStyle = palette.halo;
  context.lineWidth = 3;
  context.stroke();
}
