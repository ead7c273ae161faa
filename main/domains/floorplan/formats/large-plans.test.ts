// Plans of the largest size that is promised: every tile shows the part of the picture that belongs there.
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { markedPng } from '../testing/plan-files.ts';
import { makePictures, makePreview } from './levels.ts';
import { openPlan } from './open-plan.ts';

test('150 megapixels: marks are where they were, on every level', { timeout: 60_000 }, async () => {
  const [width, height] = [15_000, 10_000];
  // Places that lie in the first tile, across tiles, and in the last and incomplete one.
  const marks = [
    { left: 0, top: 0, size: 400 },
    { left: 7_000, top: 4_900, size: 400 },
    { left: width - 400, top: height - 400, size: 400 },
  ];
  const plan = await openPlan(markedPng(width, height, marks), 'large.png');
  expect(plan).toMatchObject({ format: 'png', widthPx: width, heightPx: height, isVector: false });
  const { levels, tiles } = await makePictures(plan, 'large.png');
  expect(levels.at(-1)).toMatchObject({ widthPx: width, heightPx: height, tilePx: 1_024, columns: 15, rows: 10 });

  for (const { level, widthPx, tilePx } of levels) {
    const share = widthPx / width;
    const greyAt = async (x: number, y: number) => {
      const [column, row] = [Math.floor((x * share) / tilePx), Math.floor((y * share) / tilePx)];
      const tile = tiles.find((each) => each.level === level && each.column === column && each.row === row);
      const { data, info } = await sharp(tile?.bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
      const inTile = [Math.floor(x * share) - column * tilePx, Math.floor(y * share) - row * tilePx] as const;
      return data[(inTile[1] * info.width + inTile[0]) * info.channels] ?? -1;
    };
    for (const { left, top, size } of marks) {
      expect(await greyAt(left + size / 2, top + size / 2), `mark on level ${level}`).toBeLessThan(60);
      const beside = left > 0 ? left - size / 2 : left + size * 1.5;
      expect(await greyAt(beside, top + size / 2), `beside it on level ${level}`).toBeGreaterThan(200);
    }
  }
});

test('a preview of it is small and whole', { timeout: 60_000 }, async () => {
  const marks = [{ left: 0, top: 0, size: 7_000 }];
  const plan = await openPlan(markedPng(14_000, 14_000, marks), 'large.png');
  const preview = await makePreview(plan, 100, 'large.png');
  expect([preview.widthPx, preview.heightPx]).toEqual([100, 100]);
  const pixels = await sharp(preview.bytes).greyscale().raw().toBuffer();
  const grey = (x: number, y: number) => pixels[(y * 100 + x) * (pixels.length / 10_000)] ?? -1;
  expect([grey(25, 25), grey(75, 25), grey(25, 75)].map((value) => value > 128)).toEqual([false, true, true]);
});
