// Zones and areas that attenuate: quiet fills with their names, under everything that was measured.
import { centreOf, type Place } from '../../../shared/geometry/segments.ts';
import { toScreen } from '../view.ts';
import type { DrawContext } from './ground.ts';

const namesFromPx = 46;

export function tracePlaces({ context, view }: Pick<DrawContext, 'context' | 'view'>, places: readonly Place[]): void {
  context.beginPath();
  for (const [x, y] of places) context.lineTo(...toScreen(view, x, y));
}

/** Slanted lines, told apart from the dots of what was not measured. */
function hatch({ context, view }: DrawContext, outline: readonly Place[], color: string): void {
  const at = outline.map(([x, y]) => toScreen(view, x, y));
  const [xs, ys] = [at.map(([x]) => x), at.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const stepPx = 9;
  // Far zoomed in, an area can be larger than any screen.
  if (right - left + bottom - top > 20_000) return;
  context.save();
  tracePlaces({ context, view }, outline);
  context.clip();
  context.beginPath();
  for (let x = left - (bottom - top); x < right; x += stepPx) {
    context.moveTo(x, bottom);
    context.lineTo(x + (bottom - top), top);
  }
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.stroke();
  context.restore();
}

function drawName({ context, view, palette }: DrawContext, outline: readonly Place[], name: string): void {
  const xs = outline.map(([x]) => x * view.scale);
  if (name === '' || Math.max(...xs) - Math.min(...xs) < namesFromPx) return;
  const [x, y] = toScreen(view, ...centreOf(outline));
  context.font = '500 12px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.strokeStyle = palette.halo;
  context.lineWidth = 3;
  context.strokeText(name, x, y);
  context.fillStyle = palette.label;
  context.fillText(name, x, y);
}

export function drawAreas(draw: DrawContext): void {
  const { context, palette, scene } = draw;
  if (!scene.layers.walls.isShown) return;
  context.save();
  context.globalAlpha = scene.layers.walls.opacity;
  for (const { fields } of scene.design.areas) {
    hatch(draw, fields.outline, palette.partition);
    tracePlaces(draw, fields.outline);
    context.closePath();
    context.strokeStyle = palette.partition;
    context.lineWidth = 1.25;
    context.stroke();
  }
  context.restore();
}

export function drawZones(draw: DrawContext): void {
  const { context, palette, scene } = draw;
  if (!scene.layers.zones.isShown) return;
  context.save();
  context.globalAlpha = scene.layers.zones.opacity;
  for (const { fields } of scene.design.zones) {
    tracePlaces(draw, fields.outline);
    context.closePath();
    context.setLineDash(fields.purpose === 'exclusion' ? [2, 4] : fields.purpose === 'zone' ? [7, 4] : []);
    for (const [color, width] of [
      [palette.halo, 3],
      [palette.label, 1.5],
    ] as const) {
      context.strokeStyle = color;
      context.lineWidth = width;
      context.stroke();
    }
    context.setLineDash([]);
    drawName(draw, fields.outline, fields.name);
  }
  context.restore();
}
