// Marks on the plan: points walked, access points and beacons, what is chosen.
import type { PlacedRadio, Points } from '../scene.ts';
import type { Place } from '../tools/tool.ts';
import { toScreen, type View } from '../view.ts';
import type { DrawContext } from './ground.ts';
import type { PointRaster } from './point-raster.ts';

const pointRadiusPx = 1.7;
const rimPx = 0.9;
/** Below this scale names would cover the plan. */
const namesFromScale = 9;

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
  drawChoice({ context, palette }, x, y, 8);
}

/** A ring around what is chosen, on a halo. */
function drawChoice(
  { context, palette }: Pick<DrawContext, 'context' | 'palette'>,
  x: number,
  y: number,
  radius: number,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  for (const [colour, width] of [
    [palette.halo, 5],
    [palette.accent, 2.5],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }
}

export function drawRadios(draw: DrawContext): void {
  const { context, view, scene } = draw;
  const layer = scene.layers.radios;
  if (!layer.isShown) return;
  context.save();
  context.globalAlpha = layer.opacity;
  for (const radio of scene.radios) {
    const [x, y] = toScreen(view, radio.xM, radio.yM);
    if (radio.kind === 'wifi') drawAccessPoint(context, x, y);
    else drawBeacon(context, x, y);
    if (radio.isChosen) drawChoice(draw, x, y, 13);
  }
  for (const radio of scene.radios)
    if (radio.isChosen || (radio.kind === 'wifi' && view.scale >= namesFromScale)) drawName(draw, radio);
  context.restore();
}

function drawAccessPoint(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.beginPath();
  context.arc(x, y, 9, 0, 2 * Math.PI);
  context.fillStyle = '#12161a';
  context.fill();
  context.strokeStyle = '#ffffff';
  context.lineWidth = 1.5;
  context.stroke();
  context.beginPath();
  context.arc(x, y, 2.2, 0, 2 * Math.PI);
  context.fillStyle = '#ffffff';
  context.fill();
  context.beginPath();
  for (const side of [0, Math.PI]) {
    context.moveTo(x + Math.cos(side - 0.8) * 5.2, y + Math.sin(side - 0.8) * 5.2);
    context.arc(x, y, 5.2, side - 0.8, side + 0.8);
  }
  context.lineWidth = 1.4;
  context.stroke();
}

function drawBeacon(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.beginPath();
  context.moveTo(x, y - 5);
  context.lineTo(x + 5, y);
  context.lineTo(x, y + 5);
  context.lineTo(x - 5, y);
  context.closePath();
  context.fillStyle = '#12161a';
  context.fill();
  context.strokeStyle = '#ffffff';
  context.lineWidth = 1.25;
  context.stroke();
}

function drawName({ context, view, palette }: DrawContext, radio: PlacedRadio): void {
  const [x, y] = toScreen(view, radio.xM, radio.yM);
  context.font = '600 11px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.lineJoin = 'round';
  context.strokeStyle = palette.halo;
  context.lineWidth = 3;
  context.strokeText(radio.name, x, y + 12);
  context.fillStyle = palette.label;
  context.fillText(radio.name, x, y + 12);
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
