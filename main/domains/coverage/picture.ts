// A map as a picture: the pixels of the screen's map, with the plan's lines through them.
import sharp from 'sharp';
import { AppError } from '../../../shared/errors/app-error.ts';
import { classRaster } from '../../../shared/rf/class-raster.ts';
import { signalClasses } from '../../../shared/rf/signal-classes.ts';
import type { FloorExtent, FloorPicture } from '../floorplan/index.ts';
import type { ComputedHeatmap } from './service.ts';

/** Pixels on the long side of a picture, at most, where the map has fewer of its own. */
const picturePx = 2_000;
/** The overview of a plan is never larger. */
const maxPlanPixels = 2_048 ** 2;

/** The floor's plan under a map: its picture, and how much of the map it covers from the top left corner on. */
export interface PictureGround extends FloorPicture, Pick<FloorExtent, 'widthM' | 'heightM'> {}

/** PNG. With a ground, multiplied with it; alone, transparent where nothing was measured. @throws AppError `plan_damaged` */
export async function paintPicture(map: ComputedHeatmap, ground?: PictureGround): Promise<Buffer> {
  const { columns, rows, cellM } = map.grid;
  const raster = classRaster({ columns, rows, valuesDbm: map.valuesDbm });
  const scale = Math.max(1, Math.floor(picturePx / Math.max(raster.width, raster.height)));
  const [width, height] = [raster.width * scale, raster.height * scale];
  const colours = await sharp(coloursOf(raster.classes), {
    raw: { width: raster.width, height: raster.height, channels: 4 },
  })
    .resize(width, height, { kernel: 'nearest' })
    .png({ palette: true, colours: 16 })
    .toBuffer();
  if (!ground) return colours;
  const pxPerM = (raster.perCell * scale) / cellM;
  const plan = await drawGround(ground, {
    width: Math.min(width, Math.round(ground.widthM * pxPerM)),
    height: Math.min(height, Math.round(ground.heightM * pxPerM)),
  });
  return sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
    .composite([
      { input: plan, left: 0, top: 0 },
      { input: colours, blend: 'multiply' },
    ])
    .removeAlpha()
    .png()
    .toBuffer();
}

function coloursOf(classes: Int8Array): Uint8Array {
  const pixels = new Uint8Array(classes.length * 4);
  classes.forEach((index, pixel) => {
    const signal = signalClasses[index];
    if (signal) pixels.set([...signal.colour, 255], pixel * 4);
  });
  return pixels;
}

async function drawGround(ground: PictureGround, size: { width: number; height: number }): Promise<Buffer> {
  try {
    return await sharp(ground.bytes, { limitInputPixels: maxPlanPixels, failOn: 'error' })
      .flatten({ background: '#ffffff' })
      .resize(Math.max(1, size.width), Math.max(1, size.height), { fit: 'fill' })
      .png()
      .toBuffer();
  } catch (error) {
    const detail = 'its picture in the site is damaged';
    throw new AppError('plan_damaged', { file: ground.fileName, format: 'a picture', detail }, { cause: error });
  }
}
