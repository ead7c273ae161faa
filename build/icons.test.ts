// The committed icons are what the scripts' containers promise: each picture is a PNG of the size that its entry names.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const icon = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'icons', name));

/** Width and height from a PNG's first chunk, px. */
function pngSize(bytes: Buffer): [number, number] {
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

describe('the icons', () => {
  it('for Linux: one picture', () => {
    expect(pngSize(icon('icon.png'))).toEqual([512, 512]);
  });

  it('for Windows: a directory whose entries point at their pictures', () => {
    const file = icon('icon.ico');
    expect([file.readUInt16LE(0), file.readUInt16LE(2)]).toEqual([0, 1]);
    const sizes: number[] = [];
    let end = 6 + 16 * file.readUInt16LE(4);
    for (let at = 6; at < 6 + 16 * file.readUInt16LE(4); at += 16) {
      const size = file.readUInt8(at) || 256;
      const length = file.readUInt32LE(at + 8);
      expect(file.readUInt32LE(at + 12)).toBe(end);
      expect(pngSize(file.subarray(end, end + length))).toEqual([size, size]);
      sizes.push(size);
      end += length;
    }
    expect(end).toBe(file.length);
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256]);
  });

  it('for macOS: blocks up to twice 512 pixels', () => {
    const file = icon('icon.icns');
    expect(file.toString('latin1', 0, 4)).toBe('icns');
    expect(file.readUInt32BE(4)).toBe(file.length);
    const sizes: Record<string, number> = {};
    for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
      const [width, height] = pngSize(file.subarray(at + 8, at + file.readUInt32BE(at + 4)));
      expect(height).toBe(width);
      sizes[file.toString('latin1', at, at + 4)] = width;
    }
    expect(sizes).toEqual({
      ...{ icp4: 16, icp5: 32, ic07: 128, ic08: 256, ic09: 512 },
      ...{ ic11: 32, ic12: 64, ic13: 256, ic14: 512, ic10: 1024 },
    });
  });
});
