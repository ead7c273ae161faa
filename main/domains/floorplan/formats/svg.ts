// SVG plans: sanitised, then drawn by librsvg. A plan pixel is a user unit of the viewBox.
import sharp from 'sharp';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { limits } from './limits.ts';
import type { OpenedPlan } from './opened-plan.ts';
import { firstLine } from './raster.ts';
import { sanitiseSvg } from './svg-sanitise.ts';

/** A plan drawn by us or sanitised from outside, with its exact size in pixels written into the root. */
export async function drawSvgPicture(
  text: string,
  name: string,
  size: { width: number; height: number },
  longSidePx: number,
) {
  const scale = longSidePx / Math.max(size.width, size.height);
  const width = Math.max(1, Math.round(size.width * scale));
  const height = Math.max(1, Math.round(size.height * scale));
  try {
    const drawn = await sharp(new TextEncoder().encode(withSize(text, width, height)), {
      limitInputPixels: longSidePx * longSidePx * 2,
      unlimited: false,
    })
      .timeout({ seconds: limits.drawSeconds })
      .resize(width, height, { fit: 'fill' })
      .flatten({ background: '#ffffff' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return sharp(drawn.data, {
      raw: { width: drawn.info.width, height: drawn.info.height, channels: drawn.info.channels as 3 | 4 },
    });
  } catch (error) {
    if (String((error as Error).message).startsWith('timeout'))
      throw new AppError('plan_takes_too_long', { file: name, seconds: limits.drawSeconds }, { cause: error });
    throw new AppError(
      'plan_damaged',
      { file: name, format: 'SVG', detail: firstLine(String((error as Error).message)) },
      { cause: error },
    );
  }
}

/** Width and height decide how many pixels librsvg draws; scaling afterwards would blur the lines. */
function withSize(text: string, width: number, height: number): string {
  return text.replace(/<svg([^>]*)>/, (_whole, attributes: string) => {
    const rest = attributes.replace(/\s(width|height|preserveAspectRatio)="[^"]*"/g, '');
    return `<svg${rest} width="${width}" height="${height}" preserveAspectRatio="none">`;
  });
}

export function openSvg(bytes: Uint8Array, name: string): OpenedPlan {
  if (bytes.length > limits.svgBytes)
    throw new AppError('plan_too_complex', {
      file: name,
      limit: Math.floor(limits.svgBytes / 1024 / 1024),
      things: 'MB of SVG',
    });
  const { text, box, lines, entities, warnings } = sanitiseSvg(decode(bytes, name), name);
  const [left, top, width, height] = box;
  if (lines.length === 0 && [...entities.values()].every((count) => count === 0))
    throw new AppError('plan_no_content', { file: name });
  const full = /viewBox="/.test(text.slice(0, text.indexOf('>')))
    ? text
    : text.replace('<svg', `<svg viewBox="${box.join(' ')}"`);
  return {
    format: 'svg',
    widthPx: width,
    heightPx: height,
    isVector: true,
    segments: lines.map(({ line: [x1, y1, x2, y2], layer }) => ({
      x1: x1 - left,
      y1: y1 - top,
      x2: x2 - left,
      y2: y2 - top,
      layer,
    })),
    warnings,
    entities,
    picture: (longSidePx) => drawSvgPicture(full, name, { width, height }, longSidePx),
  };
}

function decode(bytes: Uint8Array, name: string): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  try {
    return new TextDecoder(isUtf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8', { fatal: true }).decode(
      bytes,
    );
  } catch (error) {
    throw new AppError('plan_damaged', { file: name, format: 'SVG', detail: 'it is not text' }, { cause: error });
  }
}
