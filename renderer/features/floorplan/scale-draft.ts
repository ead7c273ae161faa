// How large a plan is, as a person says it: from the file, a known length, its width, or metres for a pixel.
import type { KnownLength } from '../../../shared/contract/floorplan.ts';

export type ScaleWay = 'file' | 'known' | 'width' | 'pixel' | 'later';
export interface ScaleDraft {
  readonly way: ScaleWay;
  /** What was typed, metres. */
  readonly text: string;
  /** Ends of the known length, plan pixels. */
  readonly points: readonly (readonly [number, number])[];
}

export const parseLength = (text: string): number | undefined => {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && Number.isFinite(value) && value > 0 ? value : undefined;
};

/** The fields of the command, or undefined while something is missing. */
export function scaleOf({
  way,
  text,
  points,
}: ScaleDraft): { widthM?: number; metresPerPixel?: number; known?: KnownLength } | undefined {
  if (way === 'file' || way === 'later') return {};
  const length = parseLength(text);
  if (length === undefined) return undefined;
  if (way === 'width') return { widthM: length };
  if (way === 'pixel') return { metresPerPixel: length };
  const [from, to] = points;
  return from && to ? { known: [...from, ...to, length] } : undefined;
}
