// A map into a file: a table of the painted cells, or a picture.
import { writeFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { replaceFile, writePieces } from '../../files/write-file.ts';
import { type PictureGround, paintPicture } from './picture.ts';
import type { ComputedHeatmap } from './service.ts';

const decimals = (value: number, count: number): string => String(Number(value.toFixed(count)));

function writeCsv(map: ComputedHeatmap, file: string): Promise<void> {
  const { grid, valuesDbm } = map;
  return writePieces(file, async (put) => {
    await put('x_m,y_m,value\n');
    for (let row = 0; row < grid.rows; row++) {
      const lines: string[] = [];
      for (let column = 0; column < grid.columns; column++) {
        const value = valuesDbm[row * grid.columns + column] ?? Number.NaN;
        if (Number.isNaN(value)) continue;
        const x = grid.leftM + (column + 0.5) * grid.cellM;
        const y = grid.topM + (row + 0.5) * grid.cellM;
        lines.push(`${decimals(x, 4)},${decimals(y, 4)},${decimals(value, 3)}\n`);
      }
      await put(lines.join(''));
    }
  });
}

/** Not by libvips: its failures do not say that the disk is full. */
const writePng = async (map: ComputedHeatmap, file: string, ground?: PictureGround): Promise<void> =>
  writeFile(file, await paintPicture(map, ground));

const writers = { '.csv': writeCsv, '.png': writePng } as const;

/** @throws AppError `export_unknown_format` before anything is computed */
export function requireWriter(out: string): (map: ComputedHeatmap, ground?: PictureGround) => Promise<string> {
  const file = resolve(out);
  const ending = extname(file).toLowerCase();
  const write = Object.hasOwn(writers, ending) ? writers[ending as keyof typeof writers] : undefined;
  if (!write) throw new AppError('export_unknown_format', { file: out, formats: Object.keys(writers).join(' or ') });
  return async (map, ground) => {
    await replaceFile(file, (temporary) => write(map, temporary, ground));
    return file;
  };
}
