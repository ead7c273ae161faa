// Every plan format: its size, scale, pages, layers and lines, from files made here and from the shared drawings.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { makePracticeWorld } from '../../../../lab/index.ts';
import { isAppError } from '../../../../shared/errors/app-error.ts';
import {
  binaryDxf,
  dxfBlock,
  dxfInsert,
  dxfLine,
  dxfOf,
  dxfRoom,
  encode,
  groups,
  pdfOf,
  svgBox,
  svgOf,
} from '../testing/plan-files.ts';
import { detectFormat } from './detect-format.ts';
import { makePictures, makePreview } from './levels.ts';
import { openPlan } from './open-plan.ts';
import { layersOf } from './opened-plan.ts';

const shared = resolve(import.meta.dirname, '../../../../../shared/data/floorplans');
const hasShared = existsSync(shared);
const skipNote = hasShared ? '' : ' (skipped: no ../shared/data/floorplans here)';
const readShared = (path: string) => new Uint8Array(readFileSync(join(shared, path)));
const whole = (picture: { data: Buffer; info: { width: number; height: number } }) => picture.info;

describe('pictures', () => {
  test.each(['png', 'jpg'] as const)('%s: pixels as they are, the format told by its bytes', async (format) => {
    const image = sharp({ create: { width: 320, height: 200, channels: 3, background: '#fff' } });
    const bytes = new Uint8Array(await (format === 'png' ? image.png() : image.jpeg()).toBuffer());
    const plan = await openPlan(bytes, 'wrong-name.svg');
    expect(plan).toMatchObject({ format, widthPx: 320, heightPx: 200, isVector: false });
    expect(plan.metresPerPixel).toBeUndefined();
  });

  test('a photograph on its side is turned upright, and so is its size', async () => {
    const image = sharp({ create: { width: 320, height: 200, channels: 3, background: '#fff' } });
    const bytes = new Uint8Array(await image.withMetadata({ orientation: 6 }).jpeg().toBuffer());
    const plan = await openPlan(bytes, 'a.jpg');
    expect([plan.widthPx, plan.heightPx]).toEqual([200, 320]);
    const { tiles, levels } = await makePictures(plan, 'a.jpg');
    expect(levels[0]).toMatchObject({ widthPx: 200, heightPx: 320 });
    expect(tiles[0]?.mediaType).toBe('image/jpeg');
  });
});

describe('SVG', () => {
  test('a plan pixel is a unit of the viewBox, lines come with their layers and transforms', async () => {
    const body = `<g id="A-WALL" transform="translate(10 20) scale(2)"><line x1="0" y1="0" x2="50" y2="0"/></g>${svgBox}`;
    const plan = await openPlan(encode(svgOf(body, 'width="10mm" height="7.5mm" viewBox="-5 -5 400 300"')), 'a.svg');
    expect(plan).toMatchObject({ format: 'svg', widthPx: 400, heightPx: 300, isVector: true });
    expect(plan.segments.filter(({ layer }) => layer === 'A-WALL')).toEqual([
      { x1: 15, y1: 25, x2: 115, y2: 25, layer: 'A-WALL' },
    ]);
    expect(layersOf(plan)[0]).toMatchObject({ name: 'A-WALL', isWallLike: true, entities: 1 });
  });

  test('without a viewBox its width and height count; UTF-16 is read; it is drawn with many pixels', async () => {
    const text = svgOf(svgBox, 'width="400" height="300"');
    const utf16 = new Uint8Array(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
    const plan = await openPlan(utf16, 'a.svg');
    expect([plan.widthPx, plan.heightPx]).toEqual([400, 300]);
    const { levels } = await makePictures(plan, 'a.svg');
    expect(levels[0]).toMatchObject({ widthPx: 2048, heightPx: 1536 });
    expect(levels.at(-1)).toMatchObject({ widthPx: 5120, heightPx: 3840 });
  });
});

describe('PDF', () => {
  const pdf = pdfOf([
    [600, 400],
    [842, 595],
  ]);

  test('pages are listed in points, one is drawn', async () => {
    const plan = await openPlan(pdf, 'a.pdf', 2);
    expect(plan).toMatchObject({ format: 'pdf', widthPx: 842, heightPx: 595, isVector: true });
    expect(plan.pages).toEqual([
      { page: 1, widthPt: 600, heightPt: 400 },
      { page: 2, widthPt: 842, heightPt: 595 },
    ]);
    const preview = await makePreview(plan, 300, 'a.pdf');
    expect(Math.max(preview.widthPx, preview.heightPx)).toBe(300);
    const { dominant } = await sharp(preview.bytes).stats();
    expect(dominant.r).toBeGreaterThan(200);
    const darkest = await sharp(preview.bytes).greyscale().raw().toBuffer();
    expect(Math.min(...darkest)).toBeLessThan(120);
  });

  test('a page that is not there is refused, of a picture too', async () => {
    await expect(openPlan(pdf, 'a.pdf', 3)).rejects.toMatchObject({
      code: 'plan_page_not_found',
      params: { pages: 2 },
    });
    await expect(openPlan(encode(svgOf(svgBox)), 'a.svg', 2)).rejects.toMatchObject({ code: 'plan_page_not_found' });
  });
});

describe('DXF', () => {
  const units = [
    [1, 'inches', 0.0254],
    [2, 'feet', 0.3048],
    [3, 'miles', 1_609.344],
    [4, 'millimetres', 0.001],
    [5, 'centimetres', 0.01],
    [6, 'metres', 1],
    [7, 'kilometres', 1_000],
    [8, 'microinches', 2.54e-8],
    [9, 'mils', 2.54e-5],
    [10, 'yards', 0.9144],
    [13, 'micrometres', 1e-6],
    [14, 'decimetres', 0.1],
    [15, 'decametres', 10],
    [16, 'hectometres', 100],
    [21, 'US survey feet', 0.3048006],
  ] as const;

  test.each(units)('$INSUNITS %i (%s) gives the size in metres', async (unit, name, metres) => {
    const plan = await openPlan(encode(dxfOf(dxfRoom(40 / metres, 30 / metres, 2 / metres), { unit })), 'a.dxf');
    const scale = plan.metresPerPixel ?? Number.NaN;
    expect(plan.unit).toBe(name);
    expect(plan.widthPx * scale).toBeCloseTo(40, 2);
    expect(plan.heightPx * scale).toBeCloseTo(30, 2);
    expect(plan.warnings).toEqual([]);
  });

  test('a binary file says the same as its text', async () => {
    const text = dxfOf(dxfRoom(40_000, 30_000, 2_000) + dxfLine('A-GLAZ', 5_000, 5_000, 9_000, 5_000), { unit: 4 });
    const [plain, binary] = [await openPlan(encode(text), 'a.dxf'), await openPlan(binaryDxf(text), 'b.dxf')];
    expect(binary.segments).toEqual(plain.segments);
    expect(layersOf(binary)).toEqual(layersOf(plain));
    expect([binary.unit, binary.metresPerPixel]).toEqual(['millimetres', plain.metresPerPixel]);
  });

  test.each([undefined, 0, 99])('$INSUNITS %s: no scale, and a warning that says so', async (unit) => {
    const plan = await openPlan(encode(dxfOf(dxfRoom(40_000, 30_000, 2_000), { unit })), 'a.dxf');
    expect(plan.metresPerPixel).toBeUndefined();
    expect(plan.warnings.join()).toMatch(/does not say its unit.*millimetres/);
  });

  test('a wrong unit makes the building implausible, which is said', async () => {
    const plan = await openPlan(encode(dxfOf(dxfRoom(40_000, 30_000, 2_000), { unit: 6 })), 'a.dxf');
    expect(plan.metresPerPixel).toBeUndefined();
    expect(plan.warnings.join()).toMatch(/its unit is metres, which makes it 40000 m long. No building is/);
  });

  test('layers count their entities; frozen and switched-off ones are left out and named', async () => {
    const layer = (name: string, flags: number, colour: number) => groups(0, 'LAYER', 2, name, 70, flags, 62, colour);
    const layers =
      groups(0, 'TABLE', 2, 'LAYER', 70, 3) +
      layer('WÄNDE', 0, 7) +
      layer('FROZEN', 1, 7) +
      layer('OFF', 0, -7) +
      groups(0, 'ENDTAB');
    const entities = dxfRoom(40, 30, 2, 'WÄNDE') + dxfLine('FROZEN', 0, 0, 9, 9) + dxfLine('OFF', 0, 0, 9, 9);
    const plan = await openPlan(encode(dxfOf(entities, { unit: 6, layers })), 'a.dxf');
    expect([...plan.entities]).toEqual([['WÄNDE', 4]]);
    expect(plan.warnings.join()).toMatch(/FROZEN, OFF/);
  });

  test('blocks are drawn where they are inserted', async () => {
    const blocks = dxfBlock('DESK', dxfLine('0', 0, 0, 1, 0));
    const entities = dxfRoom(40, 30, 2) + dxfInsert('DESK', 70, 3, 71, 2, 44, 5, 45, 5);
    const plan = await openPlan(encode(dxfOf(entities, { unit: 6, blocks })), 'a.dxf');
    expect([...plan.entities.values()].reduce((sum, count) => sum + count)).toBe(4 + 6);
  });

  test('one line kilometres away does not shrink the building', async () => {
    const hatch = Array.from({ length: 200 }, (_each, index) =>
      dxfLine('H', 2 + index / 10, 2, 2 + index / 10, 28),
    ).join('');
    const entities = dxfRoom(40, 30, 2) + hatch + dxfLine('STRAY', 900_000, 900_000, 900_001, 900_001);
    const plan = await openPlan(encode(dxfOf(entities, { unit: 6 })), 'a.dxf');
    expect(plan.widthPx * (plan.metresPerPixel ?? 0)).toBeLessThan(60);
    expect(plan.warnings.join()).toMatch(/far away/);
  });
});

describe('the practice plan', () => {
  test('its SVG and its PDF have the same size in metres', async () => {
    for (const floor of makePracticeWorld(7).floors) {
      const svg = await openPlan(encode(floor.planSvg), 'a.svg');
      const pdf = await openPlan(floor.planPdf.slice(), 'a.pdf');
      expect(svg.widthPx / 20).toBeCloseTo(floor.widthM, 6);
      const metresPerPoint = (0.0254 / 72) * 100;
      expect(pdf.widthPx * metresPerPoint).toBeCloseTo(floor.widthM, 1);
      expect(pdf.heightPx * metresPerPoint).toBeCloseTo(floor.heightM, 1);
      expect(
        layersOf(svg)
          .filter((layer) => layer.isWallLike)
          .map((layer) => layer.material)
          .sort(),
      ).toEqual(['brick', 'concrete', 'drywall', 'glass']);
    }
  });
});

describe(`shared drawings${skipNote}`, () => {
  const scales = { png: 0.05, svg: 0.05, pdf: (0.0254 / 72) * 100, dxf: undefined } as const;

  test.skipIf(!hasShared).each(Object.entries(scales))(
    'synthetic floor as %s: 40 x 30 m within 0.5 %%',
    async (format, scale) => {
      const plan = await openPlan(readShared(`synthetic/synthetic_floor.${format}`), `a.${format}`);
      const metresPerPixel = scale ?? plan.metresPerPixel ?? Number.NaN;
      expect(Math.abs((plan.widthPx * metresPerPixel) / 40 - 1)).toBeLessThan(0.005);
      expect(Math.abs((plan.heightPx * metresPerPixel) / 30 - 1)).toBeLessThan(0.005);
      const { tiles } = await makePictures(plan, 'a');
      expect(whole(await sharp(tiles[0]?.bytes).toBuffer({ resolveWithObject: true })).width).toBeGreaterThan(700);
    },
  );

  test.skipIf(!hasShared).each(['svg', 'dxf'])('synthetic floor as %s: walls where they are', async (format) => {
    const plan = await openPlan(readShared(`synthetic/synthetic_floor.${format}`), `a.${format}`);
    const scale = plan.metresPerPixel ?? 0.05;
    const dry = plan.segments.filter(({ layer }) => layer === 'A-WALL-DRY');
    expect(dry).toHaveLength(2);
    for (const line of dry)
      expect([line.x1 * scale, line.x2 * scale]).toEqual([20, 20].map((x) => expect.closeTo(x, 1)));
    expect(
      layersOf(plan)
        .filter(({ isWallLike }) => isWallLike)
        .map(({ name }) => name),
    ).toEqual(['A-GLAZ', 'A-WALL-BRICK', 'A-WALL-DRY']);
  });

  const files = hasShared
    ? ['dxf', 'svg', 'png'].flatMap((folder) =>
        readdirSync(join(shared, folder))
          .filter((name) => !name.startsWith('LICENSE'))
          .map((name) => `${folder}/${name}`),
      )
    : [];
  test.skipIf(!hasShared).each(files)('%s is read, or refused with a sentence', async (path) => {
    const bytes = readShared(path);
    expect(detectFormat(bytes)).toBe(path.endsWith('.jpg') ? 'jpg' : path.split('.').at(-1));
    const outcome = await openPlan(bytes, path).catch((error: unknown) => error);
    if (isAppError(outcome)) {
      // blocks2 is a fragment, "blocks1" and the like hold a few entities at least.
      expect(path).toMatch(/blocks2|R12|bin_dxf|unicode/);
      expect(outcome.code).toMatch(/plan_no_content|plan_damaged/);
    } else {
      expect(outcome).toMatchObject({ widthPx: expect.any(Number) });
      expect((await makePreview(outcome as never, 200, path)).widthPx).toBeGreaterThan(1);
    }
  });
});
