// DXF plans: parsed by the dxf package after our own checks, drawn by us as thin lines, scaled by their declared unit.

import { config, type DxfParsed, denormalise, parseString, toPolylines } from 'dxf';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { maxPlanM } from '../../../../shared/model/units.ts';
import { isPlace, requireBounded, withTameNumbers } from './dxf-bounds.ts';
import { declaredUnit, dxfText } from './dxf-text.ts';
import { limits } from './limits.ts';
import type { OpenedPlan, Segment } from './opened-plan.ts';
import { drawSvgPicture } from './svg.ts';

/** Long side of a drawing in plan pixels. */
const planPx = 2_000;
/** Paper around a drawing that does not say how large its sheet is, as a share of its long side. */
const marginShare = 0.02;

/** Buildings are between these widths; anything else is more likely a wrong unit. */
const plausibleM = { least: 2, most: 3_000 } as const;

interface Polyline {
  readonly layer: string;
  readonly points: readonly (readonly [number, number])[];
  readonly isStraight: boolean;
}
interface Label {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly text: string;
}

/** What the dxf package makes of a file; where it stumbles, the file is damaged. */
function orDamaged<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new AppError(
      'plan_damaged',
      { file: name, format: 'DXF', detail: (error as Error).message.slice(0, 200) },
      { cause: error },
    );
  }
}

const straightTypes = new Set(['LINE', 'LWPOLYLINE', 'POLYLINE']);
/** Bit 1 frozen; a negative colour means switched off. */
const isHidden = (layer: { flags?: number; colorNumber?: number } | undefined): boolean =>
  ((layer?.flags ?? 0) & 1) === 1 || (layer?.colorNumber ?? 0) < 0;

/** Without AutoCAD's codes for underline, degrees and the like. */
const plainText = (text: string): string =>
  text
    .replace(/%%[uok]/gi, '')
    .replace(/%%d/gi, '°')
    .replace(/%%p/gi, '±')
    .replace(/%%c/gi, '⌀');

function collect(parsed: DxfParsed) {
  const polylines: Polyline[] = [];
  const labels: Label[] = [];
  const entities = new Map<string, number>();
  const hidden = new Set<string>();
  const flat = denormalise(parsed);
  const drawn = toPolylines(parsed).polylines;
  flat.forEach((entity, index) => {
    const layer = entity.layer ?? '0';
    if (isHidden(parsed.tables.layers[layer])) {
      hidden.add(layer);
      return;
    }
    if (entity.paperSpace) return;
    entities.set(layer, (entities.get(layer) ?? 0) + 1);
    const points = (drawn[index]?.vertices ?? []).filter((point) => point.every(isPlace));
    const isStraight = straightTypes.has(entity.type) && !entity.vertices?.some((vertex) => vertex.bulge);
    if (points.length > 1) polylines.push({ layer, points, isStraight });
    if (entity.string && isPlace(entity.x) && isPlace(entity.y))
      labels.push({
        x: entity.x,
        y: entity.y,
        size: entity.textHeight ?? 0,
        text: plainText(entity.string).slice(0, limits.labelLetters),
      });
  });
  return { polylines, labels, entities, hidden };
}

interface Sheet {
  readonly left: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
  readonly warnings: readonly string[];
}

/** One coordinate far from all others (a stray point, a title block kilometres away) must not shrink the building to a dot. */
function robustRange(values: readonly number[]): { low: number; high: number; isCut: boolean } {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const [low, high] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  const [inner, outer] = [at(0.01), at(0.99)];
  const span = Math.max(outer - inner, 1e-9);
  if (high - low <= 20 * span) return { low, high, isCut: false };
  const kept = sorted.filter((value) => value >= inner - 2 * span && value <= outer + 2 * span);
  return { low: kept[0] ?? inner, high: kept.at(-1) ?? outer, isCut: true };
}

/**
 * The sheet. Drawings commonly start their sheet at the origin: where the drawing lies a small way up and right of it, that margin
 * is the sheet's, and the same is kept on the far side. Otherwise a narrow margin goes around.
 */
function sheetOf(polylines: readonly Polyline[], name: string): Sheet {
  const points = polylines.flatMap((polyline) => polyline.points);
  if (points.length === 0) throw new AppError('plan_no_content', { file: name });
  const x = robustRange(points.map((point) => point[0]));
  const y = robustRange(points.map((point) => point[1]));
  const long = Math.max(x.high - x.low, y.high - y.low);
  if (!(long > 0)) throw new AppError('plan_no_content', { file: name });
  const isOnSheet = x.low > 0 && y.low > 0 && x.low <= long * 0.15 && y.low <= long * 0.15;
  const [marginX, marginY] = isOnSheet ? [x.low, y.low] : [long * marginShare, long * marginShare];
  return {
    left: x.low - marginX,
    bottom: y.low - marginY,
    width: x.high - x.low + 2 * marginX,
    height: y.high - y.low + 2 * marginY,
    warnings:
      x.isCut || y.isCut ? ['A few lines lie far away from the building and were left out of the picture.'] : [],
  };
}

function guessUnit(sheet: Sheet): string {
  const long = Math.max(sheet.width, sheet.height);
  return long > 2_000 ? 'millimetres' : 'metres';
}

export function openDxf(bytes: Uint8Array, name: string): OpenedPlan {
  const text = dxfText(bytes, name);
  const unit = declaredUnit(text);
  config.verbose = false;
  const parsed = orDamaged(name, () => withTameNumbers(parseString(text)));
  requireBounded(parsed, name);
  const { polylines, labels, entities, hidden } = orDamaged(name, () => collect(parsed));
  const sheet = sheetOf(polylines, name);
  const pxPerUnit = planPx / Math.max(sheet.width, sheet.height);
  const toX = (x: number) => (x - sheet.left) * pxPerUnit;
  const toY = (y: number) => (sheet.bottom + sheet.height - y) * pxPerUnit;
  const size = { width: sheet.width * pxPerUnit, height: sheet.height * pxPerUnit };
  const warnings = [...sheet.warnings];
  if (!unit)
    warnings.push(
      `The drawing does not say its unit; its size suggests ${guessUnit(sheet)}. Set the scale with one known length.`,
    );
  const longSideM = unit ? Math.max(sheet.width, sheet.height) * unit.metres : 0;
  const isBelieved = unit !== undefined && longSideM <= maxPlanM;
  if (unit && (longSideM < plausibleM.least || longSideM > plausibleM.most)) {
    const size = `The drawing says its unit is ${unit.name}, which makes it ${Number(longSideM.toPrecision(2))} m long.`;
    warnings.push(
      isBelieved
        ? `${size} Check that with one known length.`
        : `${size} No building is; set the scale with one known length.`,
    );
  }
  if (hidden.size > 0) warnings.push(`Left out, frozen or off in the drawing: ${[...hidden].slice(0, 8).join(', ')}.`);
  return {
    format: 'dxf',
    widthPx: size.width,
    heightPx: size.height,
    isVector: true,
    ...(isBelieved ? { metresPerPixel: unit.metres / pxPerUnit, unit: unit.name } : {}),
    segments: segmentsOf(polylines, toX, toY),
    warnings,
    entities,
    picture: (longSidePx) =>
      drawSvgPicture(draw(polylines, labels, { toX, toY, size, pxPerUnit }), name, size, longSidePx),
  };
}

function segmentsOf(polylines: readonly Polyline[], toX: (x: number) => number, toY: (y: number) => number): Segment[] {
  return polylines
    .filter((polyline) => polyline.isStraight)
    .flatMap(({ layer, points }) =>
      points.slice(1).map((point, index) => {
        const before = points[index] ?? point;
        return { x1: toX(before[0]), y1: toY(before[1]), x2: toX(point[0]), y2: toY(point[1]), layer };
      }),
    );
}

function draw(
  polylines: readonly Polyline[],
  labels: readonly Label[],
  view: {
    toX: (x: number) => number;
    toY: (y: number) => number;
    size: { width: number; height: number };
    pxPerUnit: number;
  },
): string {
  const n = (value: number) => value.toFixed(2);
  const paths = polylines.map(
    ({ points }) => `<path d="M${points.map(([x, y]) => `${n(view.toX(x))} ${n(view.toY(y))}`).join('L')}"/>`,
  );
  const texts = labels
    .filter(({ size }) => size * view.pxPerUnit >= 4)
    .map(
      ({ x, y, size, text }) =>
        `<text x="${n(view.toX(x))}" y="${n(view.toY(y))}" font-size="${n(size * view.pxPerUnit)}">${text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)}</text>`,
    );
  const box = `0 0 ${n(view.size.width)} ${n(view.size.height)}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}"><rect width="100%" height="100%" fill="#fff"/><g fill="none" stroke="#222" stroke-width="1.4" stroke-linecap="round">${paths.join('')}</g><g fill="#555" font-family="Helvetica, Arial, sans-serif">${texts.join('')}</g></svg>`;
}
