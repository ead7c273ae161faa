// Drawings as lines without their paper: the paper becomes transparent, and a halo keeps each line legible on every colour of the
// signal and in both themes.
import { type PlanPalette, rgb } from './palette.ts';

const haloPx = 3;
/** In the dark theme grey ink takes the label's colour; coloured ink keeps this share of its own. */
const ownShare = 0.6;

/** Takes white paper off a pixel: how much ink there is, and its colour. */
export function inkOf(
  red: number,
  green: number,
  blue: number,
): readonly [red: number, green: number, blue: number, alpha: number] {
  const alpha = 255 - Math.min(red, green, blue);
  if (alpha === 0) return [0, 0, 0, 0];
  const ink = (value: number) => ((value - (255 - alpha)) * 255) / alpha;
  return [ink(red), ink(green), ink(blue), alpha];
}

function takeOffPaper(image: ImageData, { isDark, label }: PlanPalette): void {
  const { data } = image;
  const light = rgb(label);
  for (let at = 0; at < data.length; at += 4) {
    const ink = inkOf(data[at] ?? 255, data[at + 1] ?? 255, data[at + 2] ?? 255);
    const saturation = (Math.max(ink[0], ink[1], ink[2]) - Math.min(ink[0], ink[1], ink[2])) / 255;
    const own = isDark ? ownShare * saturation : 1;
    for (const channel of [0, 1, 2] as const) data[at + channel] = ink[channel] * own + light[channel] * (1 - own);
    data[at + 3] = ink[3];
  }
}

export function lineTile(bitmap: ImageBitmap, palette: PlanPalette): OffscreenCanvas {
  const { width, height } = bitmap;
  const lines = new OffscreenCanvas(width, height);
  const result = new OffscreenCanvas(width, height);
  const ink = lines.getContext('2d', { willReadFrequently: true });
  const context = result.getContext('2d');
  if (!ink || !context) return lines;
  ink.fillStyle = '#ffffff';
  ink.fillRect(0, 0, width, height);
  ink.drawImage(bitmap, 0, 0);
  bitmap.close();
  const image = ink.getImageData(0, 0, width, height);
  takeOffPaper(image, palette);
  ink.putImageData(image, 0, 0);
  context.shadowColor = palette.halo;
  context.shadowBlur = haloPx;
  // Twice, because a blurred halo of a thin line is too faint.
  for (let pass = 0; pass < 2; pass++) context.drawImage(lines, 0, 0);
  return result;
}
