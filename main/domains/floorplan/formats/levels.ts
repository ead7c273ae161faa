// A plan's picture in levels: the whole as one small picture, and tiles up to full resolution for what is zoomed into.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sharp } from 'sharp';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { limits } from './limits.ts';
import type { OpenedPlan } from './opened-plan.ts';
import { firstLine } from './raster.ts';

export interface PlanTile {
  readonly level: number;
  readonly column: number;
  readonly row: number;
  readonly mediaType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface PlanLevel {
  readonly level: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly tilePx: number;
  readonly columns: number;
  readonly rows: number;
}

export interface PlanPictures {
  readonly levels: PlanLevel[];
  readonly tiles: PlanTile[];
}

/** Lossless for drawings; a photograph stays a JPEG. */
function encoder(plan: OpenedPlan) {
  return plan.format === 'jpg'
    ? { mediaType: 'image/jpeg', apply: (image: Sharp) => image.jpeg({ quality: 90 }) }
    : {
        mediaType: 'image/png',
        apply: (image: Sharp) => image.png({ compressionLevel: 6, adaptiveFiltering: false }),
      };
}

async function overview(plan: OpenedPlan, picture: Sharp): Promise<{ level: PlanLevel; tile: PlanTile }> {
  const { mediaType, apply } = encoder(plan);
  const small = picture
    .clone()
    .resize(limits.overviewPx, limits.overviewPx, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb');
  const { data, info } = await apply(small).toBuffer({ resolveWithObject: true });
  return {
    level: { level: 0, widthPx: info.width, heightPx: info.height, tilePx: limits.overviewPx, columns: 1, rows: 1 },
    tile: { level: 0, column: 0, row: 0, mediaType, bytes: new Uint8Array(data) },
  };
}

/** libvips cuts the whole pyramid in one pass over the picture; only levels finer than the overview are kept. */
async function pyramid(
  plan: OpenedPlan,
  picture: Sharp,
  size: { width: number; height: number },
): Promise<PlanPictures> {
  const { mediaType, apply } = encoder(plan);
  const folder = await mkdtemp(join(tmpdir(), 'groma-plan-'));
  try {
    await apply(picture.clone().flatten({ background: '#ffffff' }).toColourspace('srgb'))
      .tile({ size: limits.tilePx, overlap: 0, layout: 'dz', depth: 'onetile', container: 'fs' })
      .toFile(join(folder, 'plan.dz'));
    const files = join(folder, 'plan_files');
    const names = (await readdir(files))
      .filter((each) => /^\d+$/.test(each))
      .map(Number)
      .sort((a, b) => a - b);
    const finest = names.at(-1) ?? 0;
    const fine = names.filter((each) => Math.max(size.width, size.height) / 2 ** (finest - each) > limits.overviewPx);
    const levels: PlanLevel[] = [];
    const tiles: PlanTile[] = [];
    for (const [index, name] of fine.entries()) {
      const shrink = 2 ** (finest - name);
      const [widthPx, heightPx] = [Math.ceil(size.width / shrink), Math.ceil(size.height / shrink)];
      const level = index + 1;
      levels.push({
        level,
        widthPx,
        heightPx,
        tilePx: limits.tilePx,
        columns: Math.ceil(widthPx / limits.tilePx),
        rows: Math.ceil(heightPx / limits.tilePx),
      });
      for (const file of await readdir(join(files, String(name)))) {
        const [column = 0, row = 0] = file.split('.', 1)[0]?.split('_').map(Number) ?? [];
        tiles.push({
          level,
          column,
          row,
          mediaType,
          bytes: new Uint8Array(await readFile(join(files, String(name), file))),
        });
      }
    }
    return { levels, tiles };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const damaged = (plan: OpenedPlan, name: string, error: unknown): AppError =>
  new AppError(
    'plan_damaged',
    { file: name, format: plan.format.toUpperCase(), detail: firstLine((error as Error).message) },
    { cause: error },
  );

/** @throws AppError `plan_damaged` for pixels that cannot be decoded */
export async function makePictures(plan: OpenedPlan, name: string): Promise<PlanPictures> {
  const picture = await plan.picture(limits.renderPx);
  const size = plan.isVector ? await sizeOf(picture) : { width: plan.widthPx, height: plan.heightPx };
  try {
    const whole = await overview(plan, picture);
    const isLarge = Math.max(size.width, size.height) > limits.overviewPx;
    const fine = isLarge ? await pyramid(plan, picture, size) : { levels: [], tiles: [] };
    return { levels: [whole.level, ...fine.levels], tiles: [whole.tile, ...fine.tiles] };
  } catch (error) {
    // libvips says it in words only.
    if (/ENOSPC|No space left/i.test(String((error as Error).message)))
      throw new AppError('disk_full', {}, { cause: error });
    throw damaged(plan, name, error);
  }
}

async function sizeOf(picture: Sharp): Promise<{ width: number; height: number }> {
  const { width, height } = await picture.metadata();
  return { width, height };
}

/** A photo without what the camera wrote into it; JPEG, because it has no lines to be kept sharp. */
export async function makePhoto(plan: OpenedPlan, maxPx: number, name: string) {
  if (plan.isVector) throw new AppError('photo_not_a_picture', { file: name });
  try {
    const { data, info } = await (await plan.picture(maxPx))
      .resize(maxPx, maxPx, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality: 82, mozjpeg: true })
      .toBuffer({ resolveWithObject: true });
    return { mediaType: 'image/jpeg', bytes: new Uint8Array(data), widthPx: info.width, heightPx: info.height };
  } catch (error) {
    throw damaged(plan, name, error);
  }
}

/** A small picture to look at before the plan is imported. */
export async function makePreview(plan: OpenedPlan, maxPx: number, name: string) {
  try {
    const { mediaType, apply } = encoder(plan);
    const small = (await plan.picture(maxPx))
      .resize(maxPx, maxPx, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' });
    const { data, info } = await apply(small.toColourspace('srgb')).toBuffer({ resolveWithObject: true });
    return { mediaType, bytes: new Uint8Array(data), widthPx: info.width, heightPx: info.height };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw damaged(plan, name, error);
  }
}
