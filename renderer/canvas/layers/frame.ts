// What lies over the plan and does not move with it: rulers, scale bar, north, the measured length.
import { roundLength, toMetres, toScreen } from '../view.ts';
import type { DrawContext } from './ground.ts';

export const rulerPx = 20;

export function drawRulers({ context, view, size, palette, scene }: DrawContext): void {
  if (scene.plan?.metresPerPixel === undefined && scene.points === undefined) return;
  context.fillStyle = palette.panel;
  context.fillRect(0, 0, size.width, rulerPx);
  context.fillRect(0, 0, rulerPx, size.height);
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(0, rulerPx - 0.5);
  context.lineTo(size.width, rulerPx - 0.5);
  context.moveTo(rulerPx - 0.5, 0);
  context.lineTo(rulerPx - 0.5, size.height);
  context.stroke();
  context.fillStyle = palette.text;
  context.font = '11px system-ui, sans-serif';
  const step = roundLength(view.scale, 70);
  const [left, top] = toMetres(view, rulerPx, rulerPx);
  const [right, bottom] = toMetres(view, size.width, size.height);
  const text = (metres: number) => String(Number(metres.toFixed(2))).replace('-', '−');
  context.beginPath();
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  for (let metres = Math.ceil(left / step) * step; metres <= right; metres += step) {
    const [x] = toScreen(view, metres, 0);
    context.moveTo(Math.round(x) + 0.5, 8);
    context.lineTo(Math.round(x) + 0.5, rulerPx);
    context.fillText(text(metres), x + 4, 8);
  }
  for (let metres = Math.ceil(top / step) * step; metres <= bottom; metres += step) {
    const [, y] = toScreen(view, 0, metres);
    context.moveTo(8, Math.round(y) + 0.5);
    context.lineTo(rulerPx, Math.round(y) + 0.5);
    context.save();
    context.translate(9, y + 4);
    context.rotate(Math.PI / 2);
    context.fillText(text(metres), 0, 0);
    context.restore();
  }
  context.stroke();
  context.fillStyle = palette.panel;
  context.fillRect(0, 0, rulerPx - 1, rulerPx - 1);
  context.fillStyle = palette.text;
  context.fillText('m', 6, 10);
}

export function drawScaleBar(draw: DrawContext): void {
  const { context, view, size, palette, scene } = draw;
  if (scene.plan?.metresPerPixel === undefined) return;
  const length = roundLength(view.scale, 60);
  const [x, y] = [rulerPx + 16, size.height - 18];
  const width = length * view.scale;
  context.font = '500 11px system-ui, sans-serif';
  context.textBaseline = 'bottom';
  context.lineJoin = 'round';
  for (const [colour, lineWidth] of [
    [palette.halo, 5],
    [palette.label, 1.5],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = lineWidth;
    context.beginPath();
    context.moveTo(x, y - 5);
    context.lineTo(x, y);
    context.lineTo(x + width, y);
    context.lineTo(x + width, y - 5);
    context.stroke();
  }
  label(draw, `${Number(length.toFixed(2))} m`, x + width + 8, y + 3);
  drawNorth(draw, x + 12, y - 38, scene.plan.northDeg);
}

function label({ context, palette }: DrawContext, text: string, x: number, y: number): void {
  context.textAlign = 'left';
  context.strokeStyle = palette.halo;
  context.lineWidth = 3;
  context.strokeText(text, x, y);
  context.fillStyle = palette.label;
  context.fillText(text, x, y);
}

function drawNorth({ context, palette }: DrawContext, x: number, y: number, degrees: number): void {
  context.save();
  context.translate(x, y);
  context.rotate((degrees * Math.PI) / 180);
  context.beginPath();
  context.moveTo(0, -13);
  context.lineTo(6, 9);
  context.lineTo(0, 5);
  context.lineTo(-6, 9);
  context.closePath();
  context.strokeStyle = palette.halo;
  context.lineWidth = 4;
  context.stroke();
  context.fillStyle = palette.label;
  context.fill();
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  context.lineWidth = 3;
  context.strokeText('N', 0, -14);
  context.fillText('N', 0, -14);
  context.restore();
}

/** The length that is being measured, between two points of the plan. */
export function drawMeasure(draw: DrawContext, points: readonly (readonly [number, number])[], text: string): void {
  const { context, view, palette } = draw;
  const screen = points.map(([xM, yM]) => toScreen(view, xM, yM));
  const [from, to] = screen;
  for (const [colour, width] of [
    [palette.halo, 5],
    [palette.accent, 2],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    for (const [x, y] of screen) {
      context.moveTo(x + 5, y);
      context.arc(x, y, 5, 0, 2 * Math.PI);
    }
    if (from && to) {
      context.moveTo(...from);
      context.lineTo(...to);
    }
    context.stroke();
  }
  if (!from || !to || text === '') return;
  context.font = '600 12px system-ui, sans-serif';
  context.textBaseline = 'bottom';
  label(draw, text, (from[0] + to[0]) / 2 + 8, (from[1] + to[1]) / 2 - 6);
}
