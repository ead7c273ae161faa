// Makes the program's icons for all systems from the one drawing. Their containers are lists of PNGs. Run it after the drawing changed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { root } from './run.mjs';

const folder = join(root, 'build', 'icons');
const drawing = readFileSync(join(root, 'renderer', 'public', 'icon.svg'));
const png = (size) =>
  sharp(drawing, { density: (72 * size) / 32 })
    .resize(size, size)
    .png({ compressionLevel: 9 })
    .toBuffer();

/** Windows: a directory of entries, then the pictures. */
function ico(pictures) {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { size, bytes }] of pictures.entries()) {
    const at = 6 + 16 * index;
    // 0 stands for 256.
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(bytes.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += bytes.length;
  }
  return Buffer.concat([head, ...pictures.map(({ bytes }) => bytes)]);
}

/** macOS: blocks with a four-letter type and their length. */
function icns(pictures) {
  const block = (type, bytes) => {
    const head = Buffer.alloc(8);
    head.write(type, 0, 'latin1');
    head.writeUInt32BE(bytes.length + 8, 4);
    return Buffer.concat([head, bytes]);
  };
  return block('icns', Buffer.concat(pictures.map(({ type, bytes }) => block(type, bytes))));
}

mkdirSync(folder, { recursive: true });
const windows = await Promise.all(
  [16, 24, 32, 48, 64, 128, 256].map(async (size) => ({ size, bytes: await png(size) })),
);
// Each size for plain displays, then for those with twice the pixels.
const macSizes = {
  ...{ icp4: 16, icp5: 32, ic07: 128, ic08: 256, ic09: 512 },
  ...{ ic11: 32, ic12: 64, ic13: 256, ic14: 512, ic10: 1024 },
};
const mac = await Promise.all(Object.entries(macSizes).map(async ([type, size]) => ({ type, bytes: await png(size) })));
writeFileSync(join(folder, 'icon.ico'), ico(windows));
writeFileSync(join(folder, 'icon.icns'), icns(mac));
writeFileSync(join(folder, 'icon.png'), await png(512));
console.log('build/icons: icon.ico, icon.icns, icon.png');
