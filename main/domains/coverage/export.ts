// A map into a file: a table of the painted cells, or a picture in the fixed colours.

import { writeFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import sharp from 'sharp';
import { AppError } from '../../../shared/errors/app-error.ts';
import { signalClasses, signalClassOf } from '../../../shared/rf/signal-classes.ts';
import { replaceFile, writePieces } from '../../files/write-file.ts';
import type { ComputedHeatmap } from './service.ts';

/** Pixels on the long side of a picture, about; cells stay squares of whole pixels. */
const picturePx = 2_000;
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

async function writePng(map: ComputedHeatmap, file: string): Promise<void> {
  const { columns, rows } = map.grid;
  const pixels = new Uint8Array(columns * rows * 4);
  map.valuesDbm.forEach((value, cell) => {
    const signal = signalClasses[signalClassOf(value)];
    if (signal) pixels.set([...signal.colour, 255], cell * 4);
  });
  const scale = Math.max(1, Math.min(16, Math.floor(picturePx / Math.max(columns, rows))));
  const picture = await sharp(pixels, { raw: { width: columns, height: rows, channels: 4 } })
    .resize(columns * scale, rows * scale, { kernel: 'nearest' })
    .png({ palette: true, colours: 16 })
    .toBuffer();
  // Not by libvips: its failures do not say that the disk is full.
  await writeFile(file, picture);
}

const writers = { '.csv': writeCsv, '.png': writePng } as const;

/** @throws AppError `export_unknown_format` before anything is computed */
export function requireWriter(out: string): (map: ComputedHeatmap) => Promise<string> {
  const file = resolve(out);
  const ending = extname(file).toLowerCase();
  const write = Object.hasOwn(writers, ending) ? writers[ending as keyof typeof writers] : undefined;
  if (!write) throw new AppError('export_unknown_format', { file: out, formats: Object.keys(writers).join(' or ') });
  return async (map) => {
    await replaceFile(file, (temporary) => write(map, temporary));
    return file;
  };
}
