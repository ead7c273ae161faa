// Scale of a plan: metres for each of its pixels.
import { AppError } from '../errors/app-error.ts';

/** Below this a hand's tremble on the plan outweighs the length, pixels. */
export const minScalePx = 20;
/** A second length that is further off than this asks for a look. */
export const maxScaleError = 0.02;

export interface ScaleInput {
  readonly widthM?: number | undefined;
  readonly metresPerPixel?: number | undefined;
  /** x1, y1, x2, y2 in plan pixels, and the metres between. */
  readonly known?: readonly [number, number, number, number, number] | undefined;
}

export type ScaleMethod = 'file' | 'width' | 'metres-per-pixel' | 'known-length';

/** Length in pixels between the first four numbers. @throws AppError `scale_points_too_close` */
export function pixelLength([x1, y1, x2, y2]: readonly [number, number, number, number, ...number[]]): number {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length < minScalePx) throw new AppError('scale_points_too_close', { limit: minScalePx });
  return length;
}

/** The scale that the input gives; undefined when it gives none. @throws AppError `scale_points_too_close` */
export function scaleFrom(
  input: ScaleInput,
  widthPx: number,
): { metresPerPixel: number; method: ScaleMethod } | undefined {
  if (input.widthM !== undefined) return { metresPerPixel: input.widthM / widthPx, method: 'width' };
  if (input.metresPerPixel !== undefined) return { metresPerPixel: input.metresPerPixel, method: 'metres-per-pixel' };
  if (input.known !== undefined)
    return { metresPerPixel: input.known[4] / pixelLength(input.known), method: 'known-length' };
  return undefined;
}

/** How far a second known length is off under a scale: share of the known length, and whether that is little enough. */
export function checkScale(metresPerPixel: number, known: readonly [number, number, number, number, number]) {
  const measuredM = pixelLength(known) * metresPerPixel;
  const knownM = known[4];
  const errorShare = Math.abs(measuredM - knownM) / knownM;
  return { measuredM, knownM, errorShare, ok: errorShare <= maxScaleError };
}
