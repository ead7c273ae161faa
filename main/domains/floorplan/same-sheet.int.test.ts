// One drawing in every format through the real core: the same metres, and everything measured on it stays where it was when the
// drawing is exchanged or scaled anew.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pointsPerM } from '../../../lab/drawing/pdf.ts';
import { makePracticeWorld } from '../../../lab/index.ts';
import type { PlanImportResult } from '../../../shared/contract/floorplan.ts';
import { openTestSite, type TestSite } from '../../core/testing/test-site.ts';
import { gromaHead } from '../survey/testing/readings-files.ts';
import { dxfOf, dxfRoom, encode, svgOf } from './testing/plan-files.ts';

let site: TestSite;
const [floor] = makePracticeWorld(11).floors;
const widthM = floor?.widthM ?? Number.NaN;
const heightM = floor?.heightM ?? Number.NaN;

const write = (name: string, content: string | Uint8Array) => {
  const path = join(site.folder, name);
  writeFileSync(path, content);
  return { path };
};

async function importPlan(input: Record<string, unknown>): Promise<PlanImportResult> {
  const task = await site.runTask('floorplan.importPlan', { siteId: site.siteId, ...input } as never);
  if (task.state !== 'done') throw new Error(task.error?.message ?? task.state);
  return task.result as PlanImportResult;
}
const planOf = async (name: string) =>
  (await site.client.call('floorplan.getPlan', { siteId: site.siteId, floor: name })).plan;
const wallsOf = async (name: string) =>
  (await site.client.call('floorplan.listWalls', { siteId: site.siteId, floor: name })).walls;

beforeAll(async () => {
  site = await openTestSite();
});
afterAll(() => site.close());

/** The practice plan as a picture of so many pixels a metre. */
const picture = (pxPerM: number) =>
  sharp(encode(floor?.planSvg ?? '')).resize(Math.round(widthM * pxPerM), Math.round(heightM * pxPerM), {
    fit: 'fill',
  });
const files = {
  png: async () => ({ bytes: new Uint8Array(await picture(20).png().toBuffer()), scale: { metresPerPixel: 1 / 20 } }),
  jpg: async () => ({ bytes: new Uint8Array(await picture(33).jpeg().toBuffer()), scale: { widthM } }),
  svg: async () => ({ bytes: encode(floor?.planSvg ?? ''), scale: { known: [0, 0, 0, heightM * 20, heightM] } }),
  pdf: async () => ({ bytes: floor?.planPdf.slice() ?? new Uint8Array(), scale: { metresPerPixel: 1 / pointsPerM } }),
  dxf: async () => ({
    bytes: encode(dxfOf(dxfRoom(widthM * 1_000, heightM * 1_000, 500), { unit: 4 })),
    scale: {},
  }),
} as const;

describe('one sheet', () => {
  test.each(Object.keys(files) as (keyof typeof files)[])('as %s has the same size in metres', async (format) => {
    const { bytes, scale } = await files[format]();
    const result = await importPlan({ source: write(`sheet.${format}`, bytes), floor: `As ${format}`, ...scale });
    expect(result.format).toBe(format);
    expect(Math.abs((result.widthM ?? 0) / widthM - 1)).toBeLessThan(0.005);
    expect(Math.abs((result.heightM ?? 0) / heightM - 1)).toBeLessThan(0.005);
    // What is stored agrees with what was answered, and a diagonal measured on it is fine.
    const plan = await planOf(`As ${format}`);
    expect([plan?.widthM, plan?.heightM]).toEqual([result.widthM, result.heightM]);
    const known = [0, 0, plan?.widthPx ?? 0, plan?.heightPx ?? 0, Math.hypot(widthM, heightM)] as const;
    const check = await site.client.call('floorplan.checkScale', {
      siteId: site.siteId,
      floor: `As ${format}`,
      known: [...known],
    });
    expect(check).toMatchObject({ ok: true });
    expect(check.errorShare).toBeLessThan(0.005);
  });

  test('its walls from the drawing are where the drawing has them, whatever the scale was given by', async () => {
    const wallLayers = [{ layer: 'A-WALL-BRICK' }];
    const bytes = encode(floor?.planSvg ?? '');
    for (const [index, scale] of [{ widthM }, { metresPerPixel: 0.05 }].entries())
      await importPlan({ source: write(`w${index}.svg`, bytes), floor: `Walls ${index}`, ...scale, wallLayers });
    const [byWidth, byPixel] = [await wallsOf('Walls 0'), await wallsOf('Walls 1')];
    const places = (walls: typeof byWidth) => walls.map(({ x1M, y1M, x2M, y2M }) => [x1M, y1M, x2M, y2M]);
    expect(places(byWidth)).toEqual(places(byPixel));
    const all = places(byWidth).flat();
    expect(all.length).toBeGreaterThan(15);
    // Bricks are the outer walls: they reach the building's corners, but for half of their own thickness.
    for (const value of [Math.min(...all)]) expect(value).toBeLessThan(0.2);
    expect(Math.max(...places(byWidth).flatMap(([x1 = 0, , x2 = 0]) => [x1, x2]))).toBeGreaterThan(widthM - 0.2);
    expect(Math.max(...places(byWidth).flatMap(([, y1 = 0, , y2 = 0]) => [y1, y2]))).toBeGreaterThan(heightM - 0.2);
  });
});

describe('exchanged and scaled anew', () => {
  const name = 'Surveyed';
  const body =
    '<g id="A-WALL"><line x1="0" y1="0" x2="400" y2="0" stroke="#000"/><line x1="400" y1="0" x2="400" y2="300"/></g>';
  const pointsNow = async () => {
    const points = await site.client.call('survey.listPoints', { siteId: site.siteId, floor: name });
    return [...points.xM].map((x, index) => [x, points.yM[index]]);
  };
  const measured = [
    [1.5, 2.25],
    [19.5, 14.75],
    [10, 7.5],
  ];

  beforeAll(async () => {
    await importPlan({
      source: write('first.svg', svgOf(body)),
      floor: name,
      widthM: 20,
      wallLayers: [{ layer: 'A-WALL' }],
    });
    const rows = measured.map(
      ([x, y], index) => `2026-01-05T09:00:0${index}Z,s${index},,${x},${y},wifi,02:00:00:00:00:01,-50,5180,a`,
    );
    const source = write('r.csv', [gromaHead, ...rows].join('\n'));
    await site.runTask('survey.importReadings', { siteId: site.siteId, source, floor: name });
    await site.client.call('floorplan.importWalls', {
      siteId: site.siteId,
      floor: name,
      source: write('walls.csv', 'x1_m,y1_m,x2_m,y2_m,material\n1,1,6,1,glass\n'),
    });
  });

  test('readings and walls given in metres keep their metres through all of it', async () => {
    const before = (await pointsNow()).toSorted();
    expect(before).toEqual(measured.map(([x, y]) => [x, y]).toSorted());
    const { siteId } = site;
    const byHand = async () => (await wallsOf(name)).filter(({ origin }) => origin === 'file');
    const [wall] = await byHand();
    const steps: (() => Promise<unknown>)[] = [
      () => site.client.call('floorplan.setScale', { siteId, floor: name, widthM: 33 }),
      () => site.client.call('floorplan.placePlan', { siteId, floor: name, originXM: -4, originYM: 9, northDeg: 270 }),
      () => site.client.call('floorplan.setScale', { siteId, floor: name, known: [0, 0, 400, 0, 20] }),
      () => importPlan({ source: write('sharper.svg', svgOf(body, 'viewBox="0 0 400 300"')), floor: name }),
      () => importPlan({ source: write('other.dxf', dxfOf(dxfRoom(40, 30, 1), { unit: 6 })), floor: name }),
    ];
    for (const step of steps) {
      await step();
      expect((await pointsNow()).toSorted()).toEqual(before);
      expect(await byHand()).toEqual([wall]);
    }
    expect(await planOf(name)).toMatchObject({ format: 'dxf', originXM: -4, originYM: 9, northDeg: 270 });
  });

  test('scaling there and back leaves the walls of the plan where they were', async () => {
    const { siteId } = site;
    await importPlan({
      source: write('again.svg', svgOf(body)),
      floor: name,
      widthM: 20,
      wallLayers: [{ layer: 'A-WALL' }],
    });
    const before = await wallsOf(name);
    for (const metresPerPixel of [0.07, 3, 0.0123, 0.05])
      await site.client.call('floorplan.setScale', { siteId, floor: name, metresPerPixel });
    const after = await wallsOf(name);
    expect(after).toHaveLength(before.length);
    for (const [index, wall] of after.entries())
      for (const key of ['x1M', 'y1M', 'x2M', 'y2M'] as const)
        expect(wall[key]).toBeCloseTo(before[index]?.[key] ?? 0, 6);
  });

  test('a drawing that runs off to infinity is imported without what is not a place', async () => {
    const wild = `<g id="A-WALL"><line x1="1e308" y1="-1e308" x2="-1e308" y2="1e308"/><path d="M0 0L1e9 9"/></g>`;
    const source = write('wild.svg', svgOf(wild + body.replace('A-WALL', 'B-WALL')));
    expect(await site.client.call('floorplan.inspectPlan', { source })).toMatchObject({ format: 'svg' });
    const wallLayers = [{ layer: 'A-WALL' }, { layer: 'B-WALL' }];
    const result = await importPlan({ source, floor: 'Wild', widthM: 20, wallLayers });
    expect(result.walls).toBe(2);
  });
});
