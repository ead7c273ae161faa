// Access points, beacons, notes and alignment points. Their signs are drawn once and stamped: a floor may have thousands.
import type { DesignObjectOf } from '../../../shared/model/design.ts';
import { type Size, toScreen, type View } from '../view.ts';
import type { DrawContext } from './ground.ts';

type Sign = 'ap' | 'beacon' | 'note' | 'alignment';

const signPx = 26;
/** Below this scale names would cover the plan. */
const namesFromScale = 9;
const ink = '#12161a';

function drawAp(context: OffscreenCanvasRenderingContext2D): void {
  context.beginPath();
  context.arc(0, 0, 9, 0, 2 * Math.PI);
  context.fillStyle = ink;
  context.fill();
  context.strokeStyle = '#ffffff';
  context.lineWidth = 1.5;
  context.stroke();
  context.beginPath();
  context.arc(0, 0, 2.2, 0, 2 * Math.PI);
  context.fillStyle = '#ffffff';
  context.fill();
  context.beginPath();
  for (const side of [0, Math.PI]) {
    context.moveTo(Math.cos(side - 0.8) * 5.2, Math.sin(side - 0.8) * 5.2);
    context.arc(0, 0, 5.2, side - 0.8, side + 0.8);
  }
  context.lineWidth = 1.4;
  context.stroke();
}

function drawShape(context: OffscreenCanvasRenderingContext2D, points: readonly (readonly [number, number])[]): void {
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.closePath();
  context.fillStyle = ink;
  context.fill();
  context.strokeStyle = '#ffffff';
  context.lineWidth = 1.25;
  context.stroke();
}

const diamond = [
  [0, -6],
  [6, 0],
  [0, 6],
  [-6, 0],
] as const;
const leaf = [
  [-6, -7],
  [3, -7],
  [6, -4],
  [6, 7],
  [-6, 7],
] as const;

function drawSign(context: OffscreenCanvasRenderingContext2D, sign: Sign): void {
  if (sign === 'ap') drawAp(context);
  if (sign === 'beacon') drawShape(context, diamond);
  if (sign === 'note') {
    drawShape(context, leaf);
    context.fillStyle = '#ffffff';
    for (const y of [-2, 1, 4]) context.fillRect(-3.5, y - 0.5, 7, 1);
  }
  if (sign !== 'alignment') return;
  context.strokeStyle = ink;
  for (const [color, width] of [
    ['#ffffff', 4],
    [ink, 1.75],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.beginPath();
    context.arc(0, 0, 6, 0, 2 * Math.PI);
    context.moveTo(-10, 0);
    context.lineTo(10, 0);
    context.moveTo(0, -10);
    context.lineTo(0, 10);
    context.stroke();
  }
}

const signs = new Map<string, OffscreenCanvas>();
function signOf(sign: Sign): OffscreenCanvas {
  const key = `${sign} ${devicePixelRatio}`;
  const known = signs.get(key);
  if (known) return known;
  const side = Math.ceil(signPx * devicePixelRatio);
  const made = new OffscreenCanvas(side, side);
  const context = made.getContext('2d');
  if (context) {
    context.scale(devicePixelRatio, devicePixelRatio);
    context.translate(signPx / 2, signPx / 2);
    drawSign(context, sign);
  }
  signs.set(key, made);
  return made;
}

function isSeen(x: number, y: number, { width, height }: Size): boolean {
  return x > -signPx && y > -signPx && x < width + signPx && y < height + signPx;
}

interface Mark {
  readonly sign: Sign;
  readonly place: readonly [number, number] | undefined;
  readonly name: string;
}

function stamp({ context, view, size }: DrawContext, marks: readonly Mark[]): void {
  for (const { sign, place } of marks) {
    if (!place) continue;
    const [x, y] = toScreen(view, ...place);
    if (isSeen(x, y, size)) context.drawImage(signOf(sign), x - signPx / 2, y - signPx / 2, signPx, signPx);
  }
}

function names({ context, view, size, palette }: DrawContext, marks: readonly Mark[]): void {
  context.font = '600 11px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.lineJoin = 'round';
  context.strokeStyle = palette.halo;
  context.fillStyle = palette.label;
  context.lineWidth = 3;
  for (const { place, name } of marks) {
    if (!place || name === '') continue;
    const [x, y] = toScreen(view, ...place);
    if (!isSeen(x, y, size)) continue;
    context.strokeText(name, x, y + 12);
    context.fillText(name, x, y + 12);
  }
}

/** Where a directional antenna looks. */
function drawAim({ context, palette }: DrawContext, view: View, ap: DesignObjectOf<'ap'>): void {
  const { place, radios } = ap.fields;
  if (!place) return;
  const aims = new Set(radios.filter(({ antenna }) => antenna !== 'omni').map(({ azimuthDeg }) => azimuthDeg));
  const [x, y] = toScreen(view, ...place);
  for (const azimuthDeg of aims) {
    const angle = ((azimuthDeg - 90) * Math.PI) / 180;
    const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
    context.beginPath();
    context.moveTo(x + dx * 10, y + dy * 10);
    context.lineTo(x + dx * 22, y + dy * 22);
    for (const [color, width] of [
      [palette.halo, 5],
      ['#ffffff', 2.5],
    ] as const) {
      context.strokeStyle = color;
      context.lineWidth = width;
      context.stroke();
    }
  }
}

export function drawTransmitters(draw: DrawContext): void {
  const { context, view, scene } = draw;
  if (!scene.layers.radios.isShown) return;
  const { aps, beacons } = scene.design;
  context.save();
  context.globalAlpha = scene.layers.radios.opacity;
  for (const ap of aps) drawAim(draw, view, ap);
  const apMarks = aps.map(({ fields }): Mark => ({ sign: 'ap', place: fields.place, name: fields.name }));
  const beaconMarks = beacons.map(({ fields }): Mark => ({ sign: 'beacon', place: fields.place, name: fields.name }));
  stamp(draw, beaconMarks);
  stamp(draw, apMarks);
  if (view.scale >= namesFromScale) names(draw, apMarks);
  // A beacon's name is long and rarely needed: the chosen one's.
  names(
    draw,
    beacons.flatMap(({ objectId, fields }) =>
      scene.selection.has(objectId) ? [{ sign: 'beacon' as const, place: fields.place, name: fields.name }] : [],
    ),
  );
  context.restore();
}

export function drawNotes(draw: DrawContext): void {
  const { context, view, scene } = draw;
  if (!scene.layers.zones.isShown) return;
  const { notes, alignments } = scene.design;
  context.save();
  context.globalAlpha = scene.layers.zones.opacity;
  stamp(
    draw,
    notes.map(({ fields }): Mark => ({ sign: 'note', place: fields.place, name: '' })),
  );
  const points = alignments.map(({ fields }): Mark => ({ sign: 'alignment', place: fields.place, name: fields.name }));
  stamp(draw, points);
  if (view.scale >= namesFromScale) names(draw, points);
  context.restore();
}
