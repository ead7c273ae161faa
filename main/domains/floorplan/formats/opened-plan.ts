// What every format's reader makes of a plan file.
import type { Sharp } from 'sharp';
import type { PlanFormat, PlanLayer } from '../../../../shared/contract/floorplan.ts';

/** A straight piece of a drawing, in plan pixels. */
export interface Segment {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly layer: string;
}

export interface OpenedPlan {
  readonly format: PlanFormat;
  /** The plan's own pixels: what scale and walls count in. A rendered picture may be larger. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly isVector: boolean;
  /** Follows from the file itself (a drawing's units). */
  readonly metresPerPixel?: number;
  readonly unit?: string;
  readonly pages?: readonly { readonly page: number; readonly widthPt: number; readonly heightPt: number }[];
  readonly segments: readonly Segment[];
  readonly warnings: readonly string[];
  /** Entities by layer, also those that are not straight. */
  readonly entities: ReadonlyMap<string, number>;
  /** The whole picture; a vector plan is drawn with about this many pixels on its long side, a raster is given as it is. */
  picture(longSidePx: number): Promise<Sharp>;
}

const wallWords = /wall|wand|mur(o|s)?\b|pared|glaz|glass|glas\b|fenster|window|curtain|partition|a-col|säule|column/i;
const materialWords: readonly (readonly [RegExp, string])[] = [
  [/glaz|glass|glas\b|fenster|window|curtain/i, 'glass'],
  [/conc|beton|hormig|core|a-col|column|säule/i, 'concrete'],
  [/brick|ziegel|brique|ladrillo|ext/i, 'brick'],
  [/dry|gips|plaster|partition|int|stud/i, 'drywall'],
  [/wood|holz|bois/i, 'wood'],
];

/** A guess from the layer's name, for a person to correct. */
export const guessMaterial = (layer: string): string =>
  materialWords.find(([pattern]) => pattern.test(layer))?.[1] ?? 'drywall';

/** The layers of a plan, wall-like ones first. */
export function layersOf(plan: OpenedPlan): PlanLayer[] {
  const lengths = new Map<string, number>();
  for (const segment of plan.segments) {
    const length = Math.hypot(segment.x2 - segment.x1, segment.y2 - segment.y1) * (plan.metresPerPixel ?? 1);
    lengths.set(segment.layer, (lengths.get(segment.layer) ?? 0) + length);
  }
  return [...plan.entities]
    .map(([name, entities]) => {
      const isWallLike = wallWords.test(name) && (lengths.get(name) ?? 0) > 0;
      return {
        name,
        entities,
        lineLength: lengths.get(name) ?? 0,
        isWallLike,
        ...(isWallLike ? { material: guessMaterial(name) } : {}),
      };
    })
    .sort((a, b) => Number(b.isWallLike) - Number(a.isWallLike) || a.name.localeCompare(b.name));
}
