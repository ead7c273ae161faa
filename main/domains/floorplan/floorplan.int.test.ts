// Plans in a real site: scale in three ways, the second measurement, re-scaling and replacing with everything kept in place, walls.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlanImportResult } from '../../../shared/contract/floorplan.ts';
import type { Task } from '../../../shared/contract/tasks.ts';
import { openTestSite, type TestSite } from '../../core/testing/test-site.ts';
import { dxfOf, dxfRoom, groups, lockedPdf, pngOf, svgOf } from './testing/plan-files.ts';

let site: TestSite;
let number = 0;
const newFloor = () => `Floor ${++number}`;

function file(name: string, content: string | Uint8Array): { path: string } {
  const path = join(site.folder, `${++number}-${name}`);
  writeFileSync(path, content);
  return { path };
}

const walled = svgOf(
  '<g id="A-WALL"><line x1="0" y1="0" x2="400" y2="0" stroke="#000"/><line x1="400" y1="0" x2="400" y2="300"/></g>',
);
const wallLayers = [{ layer: 'A-WALL', material: 'brick' }];

async function importPlan(input: Record<string, unknown>): Promise<PlanImportResult> {
  const task = await tryImport(input);
  if (task.state !== 'done') throw new Error(task.error?.message ?? task.state);
  return task.result as PlanImportResult;
}
const tryImport = (input: Record<string, unknown>): Promise<Task> =>
  site.runTask('floorplan.importPlan', { siteId: site.siteId, ...input } as never);
const planOf = async (floor: string) =>
  (await site.client.call('floorplan.getPlan', { siteId: site.siteId, floor })).plan;
const wallsOf = async (floor: string) =>
  (await site.client.call('floorplan.listWalls', { siteId: site.siteId, floor })).walls;

beforeAll(async () => {
  site = await openTestSite();
});
afterAll(() => site.close());

describe('scale', () => {
  test.each([
    ['width', { widthM: 20 }, 'width'],
    ['metres per pixel', { metresPerPixel: 0.05 }, 'metres-per-pixel'],
    ['two points', { known: [0, 300, 400, 0, 25] }, 'known-length'],
  ] as const)('by %s at import', async (_what, scale, method) => {
    const floor = newFloor();
    const result = await importPlan({ source: file('a.svg', walled), floor, ...scale });
    expect(result).toMatchObject({ format: 'svg', widthM: 20, heightM: 15, metresPerPixel: 0.05 });
    expect(await planOf(floor)).toMatchObject({ scaleMethod: method, widthM: 20, heightM: 15 });
  });

  test('of two kinds at once is refused; points too close too', async () => {
    const source = file('a.svg', walled);
    await expect(tryImport({ source, floor: newFloor(), widthM: 1, metresPerPixel: 1 })).rejects.toMatchObject({
      code: 'bad_input',
    });
    const close = await tryImport({ source, floor: newFloor(), known: [0, 0, 3, 3, 5] });
    expect(close).toMatchObject({ state: 'failed', error: { code: 'scale_points_too_close' } });
  });

  test('of a DXF comes from its unit; of a picture it is asked for', async () => {
    const dxf = await importPlan({
      source: file('a.dxf', dxfOf(dxfRoom(40_000, 30_000, 2_000), { unit: 4 })),
      floor: newFloor(),
    });
    expect(dxf.widthM).toBeCloseTo(40, 2);
    const png = await importPlan({ source: file('a.png', pngOf(400, 300)), floor: newFloor() });
    expect(png).not.toHaveProperty('widthM');
    expect(png.warnings.join()).toMatch(/no scale yet/);
  });

  test('a second length says how far off it is, and warns above 2 %', async () => {
    const floor = newFloor();
    await importPlan({ source: file('a.svg', walled), floor, metresPerPixel: 0.05 });
    const check = (metres: number) =>
      site.client.call('floorplan.checkScale', { siteId: site.siteId, floor, known: [0, 0, 0, 300, metres] });
    expect(await check(15.2)).toMatchObject({ ok: true, measuredM: expect.closeTo(15, 6), knownM: 15.2 });
    expect(await check(15 / 1.0199)).toMatchObject({ ok: true });
    expect(await check(15 / 1.0201)).toMatchObject({ ok: false });
    expect(await check(14)).toMatchObject({ ok: false, errorShare: expect.closeTo(1 / 14, 4) });
    expect((await planOf(floor))?.checks).toHaveLength(4);
    await site.client.call('floorplan.setScale', { siteId: site.siteId, floor, widthM: 20 });
    expect((await planOf(floor))?.checks).toEqual([]);
  });

  test('a check needs a plan with a scale', async () => {
    const floor = newFloor();
    await importPlan({ source: file('a.png', pngOf(400, 300)), floor });
    const known: [number, number, number, number, number] = [0, 0, 100, 0, 5];
    const check = (name: string) =>
      site.client.call('floorplan.checkScale', { siteId: site.siteId, floor: name, known });
    await expect(check(floor)).rejects.toMatchObject({ code: 'plan_no_scale' });
    const { floorId } = await site.client.call('site.addFloor', { siteId: site.siteId, name: newFloor() });
    await expect(check(floorId)).rejects.toMatchObject({ code: 'plan_missing' });
  });
});

describe('everything stays in place', () => {
  test('re-scaling moves the walls of the plan; walls given in metres and readings stay', async () => {
    const floor = newFloor();
    await importPlan({ source: file('a.svg', walled), floor, metresPerPixel: 0.05, wallLayers });
    const csv = file('w.csv', 'x1_m,y1_m,x2_m,y2_m,material\n1,1,6,1,glass\n');
    await site.client.call('floorplan.importWalls', { siteId: site.siteId, floor, source: csv });
    const readings = file(
      'r.csv',
      `time,scan,floor,x_m,y_m,kind,radio,rssi_dbm,freq_mhz,device\n2026-01-05T09:00:00Z,1,${floor},7.5,2.5,wifi,02:00:00:00:00:01,-50,2412,a\n`,
    );
    await site.runTask('survey.importReadings', { siteId: site.siteId, source: readings, floor });
    await site.client.call('floorplan.placePlan', {
      siteId: site.siteId,
      floor,
      originXM: 3,
      originYM: -1,
      northDeg: 30,
    });
    await site.client.call('floorplan.setScale', { siteId: site.siteId, floor, metresPerPixel: 0.1 });
    const walls = await wallsOf(floor);
    expect(walls.find(({ origin }) => origin === 'file')).toMatchObject({ x1M: 1, y1M: 1, x2M: 6, y2M: 1 });
    expect(walls.filter(({ origin }) => origin === 'plan')).toMatchObject([
      { x1M: 3, y1M: -1, x2M: 43, y2M: -1, material: 'brick' },
      { x1M: 43, y1M: -1, x2M: 43, y2M: 29 },
    ]);
    const points = await site.client.call('survey.listPoints', { siteId: site.siteId, floor });
    expect([points.xM[0], points.yM[0]]).toEqual([7.5, 2.5]);
    expect(await planOf(floor)).toMatchObject({ originXM: 3, originYM: -1, northDeg: 30, widthM: 40 });
  });

  test('a sharper picture of the same sheet keeps width, place and hand-made walls', async () => {
    const floor = newFloor();
    const first = await importPlan({ source: file('a.svg', walled), floor, widthM: 20, wallLayers });
    await site.client.call('floorplan.placePlan', { siteId: site.siteId, floor, originXM: 5, northDeg: 90 });
    const csv = file('w.csv', 'x1_m,y1_m,x2_m,y2_m,material\n1,1,6,1,glass\n');
    await site.client.call('floorplan.importWalls', { siteId: site.siteId, floor, source: csv });
    const second = await importPlan({ source: file('b.png', pngOf(1_600, 1_200)), floor });
    expect(second).toMatchObject({ widthM: 20, heightM: 15, metresPerPixel: 0.0125, floorId: first.floorId });
    expect(second.planId).not.toBe(first.planId);
    expect(second.warnings.join()).toMatch(/Kept the width of 20\.0 m/);
    expect(await planOf(floor)).toMatchObject({ originXM: 5, northDeg: 90, format: 'png' });
    expect((await wallsOf(floor)).some(({ origin }) => origin === 'file')).toBe(true);
    const gone = { siteId: site.siteId, planId: first.planId, level: 0, column: 0, row: 0 };
    await expect(site.client.call('floorplan.getPlanTile', gone)).rejects.toMatchObject({ code: 'plan_not_found' });
  });

  test('a picture of another shape does not take the old width over', async () => {
    const floor = newFloor();
    await importPlan({ source: file('a.svg', walled), floor, widthM: 20 });
    const second = await importPlan({ source: file('b.png', pngOf(1_000, 1_000)), floor });
    expect(second).not.toHaveProperty('widthM');
  });

  test('a bad file leaves the plan that is there as it was', async () => {
    const floor = newFloor();
    const { planId } = await importPlan({ source: file('a.svg', walled), floor, widthM: 20 });
    const bad = await tryImport({ source: file('a.pdf', lockedPdf()), floor });
    expect(bad).toMatchObject({ state: 'failed', error: { code: 'pdf_password' } });
    const bomb = await tryImport({ source: file('b.png', pngOf(100_000, 90_000, 5)), floor });
    expect(bomb).toMatchObject({ state: 'failed', error: { code: 'plan_too_many_pixels' } });
    expect((await planOf(floor))?.planId).toBe(planId);
  });
});

describe('walls and pictures', () => {
  test('chosen layers become walls in metres, missing ones are named', async () => {
    const floor = newFloor();
    const source = file(
      'a.dxf',
      dxfOf(dxfRoom(40, 30, 2, 'A-WALL-BRICK') + groups(0, 'POINT', 8, 'X', 10, 5, 20, 5), { unit: 6 }),
    );
    const layers = [{ layer: 'A-WALL-BRICK' }, { layer: 'NOT-THERE' }];
    const result = await importPlan({ source, floor, wallLayers: layers });
    expect(result.walls).toBe(4);
    expect(result.warnings.join()).toMatch(/NOT-THERE/);
    const walls = await wallsOf(floor);
    expect(new Set(walls.map(({ material }) => material))).toEqual(new Set(['brick']));
    expect(walls.map(({ x1M, x2M }) => Math.abs(x2M - x1M)).toSorted((a, b) => b - a)[0]).toBeCloseTo(36, 2);
  });

  test('tiles come out as pictures of the size that the level says', async () => {
    const floor = newFloor();
    await importPlan({ source: file('a.png', pngOf(5_000, 2_500)), floor, widthM: 50 });
    const plan = await planOf(floor);
    const last = plan?.levels.at(-1);
    expect(last).toMatchObject({ widthPx: 5_000, heightPx: 2_500, tilePx: 1_024, columns: 5, rows: 3 });
    const at = { siteId: site.siteId, planId: plan?.planId ?? ('' as never), level: last?.level ?? 0 };
    const { bytes } = await site.client.call('floorplan.getPlanTile', { ...at, column: 4, row: 2 });
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 5_000 - 4 * 1_024, height: 2_500 - 2 * 1_024 });
    await expect(site.client.call('floorplan.getPlanTile', { ...at, column: 5, row: 0 })).rejects.toMatchObject({
      code: 'plan_not_found',
    });
  });

  test('looking into a file changes nothing', async () => {
    const before = await site.client.call('site.getInfo', { siteId: site.siteId });
    const source = file('a.svg', walled);
    expect(await site.client.call('floorplan.inspectPlan', { source })).toMatchObject({ format: 'svg', widthPx: 400 });
    expect(await site.client.call('floorplan.previewPlan', { source, maxPx: 100 })).toMatchObject({
      widthPx: 100,
      heightPx: 75,
    });
    const after = await site.client.call('site.getInfo', { siteId: site.siteId });
    expect(after.floors).toEqual(before.floors);
    await expect(
      site.client.call('floorplan.inspectPlan', { source: { path: join(site.folder, 'none.png') } }),
    ).rejects.toMatchObject({ code: 'file_not_found' });
  });
});
