// PNG and JPG. The header decides before anything is decoded; libvips then streams, so a large picture needs little memory.
import sharp from 'sharp';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { maxPlanPixels } from '../../../../shared/model/units.ts';
import type { OpenedPlan } from './opened-plan.ts';

export async function openRaster(bytes: Uint8Array, name: string, format: 'png' | 'jpg'): Promise<OpenedPlan> {
  const damaged = (detail: string) =>
    new AppError('plan_damaged', { file: name, format: format.toUpperCase(), detail });
  let width: number;
  let height: number;
  try {
    // No pixel limit yet: the header of a bomb should be told apart from a damaged file.
    const metadata = await sharp(bytes, { limitInputPixels: false, sequentialRead: true }).metadata();
    ({ width, height } = metadata.autoOrient);
  } catch (error) {
    throw damaged(error instanceof Error ? firstLine(error.message) : 'unreadable');
  }
  if (!(width > 0 && height > 0)) throw damaged('it has no size');
  if (width * height > maxPlanPixels) {
    throw new AppError('plan_too_many_pixels', {
      file: name,
      megapixels: Math.round((width * height) / 1e6),
      limit: Math.floor(maxPlanPixels / 1e6),
    });
  }
  return {
    format,
    widthPx: width,
    heightPx: height,
    isVector: false,
    segments: [],
    warnings: [],
    entities: new Map(),
    picture: async () =>
      sharp(bytes, { limitInputPixels: maxPlanPixels, sequentialRead: true, failOn: 'error' }).autoOrient(),
  };
}

/** How libvips' decoders complain of a file that was not copied whole. */
const cutOff =
  /libpng read error|libspng read error|premature end|VipsJpeg|truncated|unexpected end|out of order read/i;

/** What a decoder said, as the end of a sentence of ours. */
export const firstLine = (text: string): string =>
  cutOff.test(text)
    ? 'it ends too early, or is damaged inside'
    : (text.split('\n')[0] ?? '')
        .replace(/^Input (buffer|file) (has|is) (a |an )?/, '')
        .replace(/[\s.:]+$/, '')
        .slice(0, 200) || 'unreadable';
