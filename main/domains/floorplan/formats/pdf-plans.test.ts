// Pages of every kind: turned, cropped, in other units, protected against changes; and those that would never be finished.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { WorkerPool } from '../../../adapters/worker-pool.ts';
import { makePreview } from './levels.ts';
import { openPlan } from './open-plan.ts';

/** A PDF of these objects, one character a byte. */
function pdfFrom(objects: readonly string[], trailer = ''): Uint8Array<ArrayBuffer> {
  let text = '%PDF-1.7\n';
  const offsets = objects.map((body, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${text.length}\n%%EOF\n`;
  return new Uint8Array(
    Buffer.from(`${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${end}`, 'latin1'),
  );
}
const stream = (content: string, dictionary = ''): string =>
  `<< ${dictionary} /Length ${content.length} >>\nstream\n${content}\nendstream`;
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** One page of 600 x 400 points; `more` goes into its dictionary. */
function pageOf(content: string, options: { more?: string; objects?: readonly string[]; trailer?: string } = {}) {
  const box = `/MediaBox [0 0 600 400] /Contents 4 0 R`;
  return pdfFrom(
    [
      '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      `<< /Type /Page /Parent 2 0 R ${box} /Resources << /XObject << /X 5 0 R >> >> ${options.more ?? ''} >>`,
      content,
      ...(options.objects ?? []),
    ],
    options.trailer,
  );
}
/** The lower left quarter black. */
const black = '0 0 300 200 re f';

async function quarters(bytes: Uint8Array): Promise<{ size: [number, number]; isDark: boolean[] }> {
  const plan = await openPlan(bytes, 'a.pdf');
  const preview = await makePreview(plan, 200, 'a.pdf');
  const { data, info } = await sharp(preview.bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) =>
    (data[(Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels] ?? 255) < 128;
  return {
    size: [plan.widthPx, plan.heightPx],
    isDark: [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)],
  };
}

describe('a page', () => {
  test.each([
    ['as it is', '', [600, 400], [false, false, true, false]],
    ['turned to the right', '/Rotate 90', [400, 600], [true, false, false, false]],
    ['turned upside down', '/Rotate 180', [600, 400], [false, true, false, false]],
    ['cropped', '/CropBox [0 0 300 200]', [300, 200], [true, true, true, true]],
    ['in units of two points', '/UserUnit 2', [1_200, 800], [false, false, true, false]],
  ])('%s', async (_what, more, size, isDark) => {
    expect(await quarters(pageOf(stream(black), { more }))).toEqual({ size, isDark });
  });

  test('that counts two thousand million pages has those that are there', async () => {
    const objects = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>'];
    const outcome = openPlan(pdfFrom([...objects, '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 60 40] >>']), 'a.pdf');
    const result = await outcome.then(
      ({ pages }) => pages?.length,
      (error: { code: string }) => error.code,
    );
    expect([1, 'plan_damaged']).toContain(result);
  });
});

/** RC4, as PDF 1.4 encrypts with 40 bits. */
function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  const at = (index: number) => state[index & 255] ?? 0;
  const swap = (a: number, b: number) => {
    [state[a], state[b]] = [at(b), at(a)];
  };
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + at(i) + (key[i % key.length] ?? 0)) & 255;
    swap(i, j);
  }
  let [i, j] = [0, 0];
  return data.map((byte) => {
    i = (i + 1) & 255;
    j = (j + at(i)) & 255;
    swap(i, j);
    return byte ^ at(at(i) + at(j));
  });
}

test('protected against changes, with no password to open it: is opened', async () => {
  const md5 = (...parts: readonly Uint8Array[]) => createHash('md5').update(Buffer.concat(parts)).digest();
  // The padding of ISO 32000-1, 7.6.3.3, which stands for the empty password.
  const padding = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');
  const owner = Buffer.alloc(32, 0x5a);
  const id = Buffer.alloc(16, 1);
  const key = md5(padding, owner, Buffer.from([0xfc, 0xff, 0xff, 0xff]), id).subarray(0, 5);
  const user = Buffer.from(rc4(key, padding)).toString('hex');
  const ofContent = md5(key, Buffer.from([4, 0, 0, 0, 0])).subarray(0, 10);
  const bytes = pageOf(stream(latin1(rc4(ofContent, Buffer.from(black)))), {
    objects: [
      stream('', '/Type /XObject /Subtype /Form /BBox [0 0 1 1]'),
      `<< /Filter /Standard /V 1 /R 2 /O <${owner.toString('hex')}> /U <${user}> /P -4 >>`,
    ],
    trailer: `/Encrypt 6 0 R /ID [<${id.toString('hex')}> <${id.toString('hex')}>]`,
  });
  expect(await quarters(bytes)).toEqual({ size: [600, 400], isDark: [false, false, true, false] });
});

describe('what would never be finished', () => {
  const form = (content: string, next: number) =>
    stream(content, `/Type /XObject /Subtype /Form /BBox [0 0 600 400] /Resources << /XObject << /X ${next} 0 R >> >>`);
  const folder = mkdtempSync(join(tmpdir(), 'groma-pdf-'));
  const pool = new WorkerPool();
  afterAll(async () => {
    await pool.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const preview = (bytes: Uint8Array, timeoutMs: number) => {
    const path = join(folder, 'a.pdf');
    writeFileSync(path, bytes);
    return pool.run('floorplan', { kind: 'preview', maxPx: 100, path, name: 'a.pdf' }, { timeoutMs });
  };

  test('a form that draws itself stops, and the rest is drawn', async () => {
    const bytes = pageOf(stream(`${black} /X Do`), { objects: [form('/X Do /X Do', 5)] });
    expect((await quarters(bytes)).isDark).toEqual([false, false, true, false]);
  });

  test('an image of 10,000 megapixels is left out, the lines stay', async () => {
    const pixels = latin1(deflateSync(Buffer.alloc(10_000_000)));
    const head =
      '/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceGray /BitsPerComponent 8';
    const image = stream(pixels, `${head} /Filter /FlateDecode`);
    const bytes = pageOf(stream(`q 600 0 0 400 0 0 cm /X Do Q ${black}`), { objects: [image] });
    expect((await quarters(bytes)).isDark).toEqual([false, false, true, false]);
  });

  test('forms of forms of forms are ended in the middle, and the next plan is read', async () => {
    const levels = Array.from({ length: 12 }, (_, level) =>
      form(level === 11 ? black : '/X Do '.repeat(10), 6 + level),
    );
    await expect(preview(pageOf(stream('/X Do'), { objects: levels }), 2_500)).rejects.toMatchObject({
      code: expect.stringMatching(/^(deadline_exceeded|plan_takes_too_long)$/),
    });
    await expect(preview(pageOf(stream(black)), 20_000)).resolves.toMatchObject({ widthPx: 100, heightPx: 67 });
  });
});
