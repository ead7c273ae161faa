// Maps where there is no plan, where it was moved, and into files that exist, cannot be written or are no files; and a map given up.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signalClasses } from '../../../shared/rf/signal-classes.ts';
import { openTestSite, type TestSite } from '../../core/testing/test-site.ts';
import { svgBox, svgOf } from '../floorplan/testing/plan-files.ts';
import { gromaHead } from '../survey/testing/readings-files.ts';

let site: TestSite;
const floor = 'Hall';
const radios = ['02:00:00:00:00:01', '02:00:00:00:00:02'] as const;

const compute = (more: Record<string, unknown> = {}, signal?: AbortSignal) =>
  site.client.call('coverage.computeHeatmap', { siteId: site.siteId, floor, ...more }, signal ? { signal } : {});
const exportTo = (out: string, more: Record<string, unknown> = {}) =>
  site.client.call('coverage.exportHeatmap', { siteId: site.siteId, floor, out: join(site.folder, out), ...more });
const write = (name: string, text: string) => {
  writeFileSync(join(site.folder, name), text);
  return { path: join(site.folder, name) };
};

beforeAll(async () => {
  site = await openTestSite();
  // Two radios at the ends of a corridor from x = 10 to 30, each fading away from its end.
  const rows = Array.from({ length: 21 }, (_each, index) =>
    radios
      .map((radio, end) => {
        const dbm = -40 - 2 * (end === 0 ? index : 20 - index);
        return `2026-01-05T09:00:00Z,s${index},,${10 + index},5,wifi,${radio},${dbm},5180,a`;
      })
      .join('\n'),
  );
  const { siteId } = site;
  await site.client.call('site.addFloor', { siteId, name: floor });
  await site.runTask('survey.importReadings', {
    siteId,
    source: write('a.csv', [gromaHead, ...rows].join('\n')),
    floor,
  });
});
afterAll(() => site.close());

test('without a plan the map reaches as far as the readings do', async () => {
  const map = await compute({ cellM: 1, reachM: 3 });
  expect(map).toMatchObject({ originXM: 7, originYM: 2, columns: 26, rows: 6, places: 21 });
});

test('each end is the strongest on its side, one radio alone fades all the way', async () => {
  const valuesAlong = (map: Awaited<ReturnType<typeof compute>>) =>
    Array.from({ length: 20 }, (_each, index) => {
      const column = Math.floor((10.5 + index - map.originXM) / map.cellM);
      const row = Math.floor((5 - map.originYM) / map.cellM);
      return { dbm: map.valuesDbm[row * map.columns + column] ?? 0, radio: map.radio[row * map.columns + column] };
    });
  const strongest = valuesAlong(await compute({ cellM: 0.5 }));
  const first = await compute({ cellM: 0.5, metric: 'rssi', radio: radios[0] });
  const second = await compute({ cellM: 0.5, metric: 'rssi', radio: radios[1] });
  const [one, two] = [valuesAlong(first), valuesAlong(second)];
  strongest.forEach(({ dbm, radio }, index) => {
    expect(dbm).toBeCloseTo(Math.max(one[index]?.dbm ?? 0, two[index]?.dbm ?? 0), 1);
    if (Math.abs(index - 9.5) > 2) expect(radio).toBe(index < 9.5 ? first.radioId : second.radioId);
  });
  for (let index = 1; index < 20; index++) expect(one[index]?.dbm).toBeLessThan(one[index - 1]?.dbm ?? 0);
});

test('the leave-one-out error is that of the field: a straight slope has little, noise has its own', async () => {
  const { looRmseDb } = await compute({ metric: 'rssi', radio: radios[0] });
  expect(looRmseDb).toBeGreaterThan(0);
  expect(looRmseDb).toBeLessThan(3);
});

describe('into files', () => {
  test('a map file that is there is replaced, and nothing else is left beside it', async () => {
    mkdirSync(join(site.folder, 'maps'));
    write('maps/map.csv', 'old');
    await exportTo('maps/map.csv', { cellM: 1 });
    expect(readFileSync(join(site.folder, 'maps/map.csv'), 'utf8')).toMatch(/^x_m,y_m,value\n\d/);
    await exportTo('maps/MAP.PNG', { cellM: 1 });
    expect(readdirSync(join(site.folder, 'maps')).toSorted()).toEqual(['MAP.PNG', 'map.csv']);
  });

  test('the picture holds the fixed colours only, however weak or strong the survey', async () => {
    await exportTo('colours.png', { cellM: 0.5, metric: 'rssi', radio: radios[0] });
    const { data } = await sharp(join(site.folder, 'colours.png'))
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const found = new Set<string>();
    for (let at = 0; at < data.length; at += 4)
      if (data[at + 3] === 255) found.add([...data.subarray(at, at + 3)].join());
    // From -40 to -80 dBm: five of the six classes, and no colour between two of them.
    expect([...found].toSorted()).toEqual(
      signalClasses
        .slice(0, 5)
        .map(({ colour }) => colour.join())
        .toSorted(),
    );
  });

  test('a plan that was moved moves the cells with it, in metres', async () => {
    const { siteId } = site;
    const source = write('a.svg', svgOf(svgBox));
    await site.runTask('floorplan.importPlan', { siteId, source, floor, widthM: 40 });
    await site.client.call('floorplan.placePlan', { siteId, floor, originXM: -10.25, originYM: -20.5 });
    const map = await compute({ cellM: 1 });
    expect(map).toMatchObject({ originXM: -10.25, originYM: -20.5, columns: 40, rows: 30 });
    await exportTo('moved.csv', { cellM: 1 });
    const rows = readFileSync(join(site.folder, 'moved.csv'), 'utf8').trim().split('\n').slice(1);
    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows) {
      const [x = 0, y = 0] = row.split(',').map(Number);
      expect([x - 0.25, y].map((value) => Number.isInteger(value))).toEqual([true, true]);
      // Within 5 m of the corridor, where it was measured, whatever the plan lies under.
      expect(y >= 0 && y <= 10 && x >= 5).toBe(true);
    }
  });

  test.each([
    ['no-such-folder/map.csv', 'folder_not_found'],
    ['map', 'export_unknown_format'],
    ['map.constructor', 'export_unknown_format'],
    ['map.csv.exe', 'export_unknown_format'],
  ])('%s: %s', async (out, code) => {
    await expect(exportTo(out)).rejects.toMatchObject({ code });
    expect(existsSync(join(site.folder, out))).toBe(false);
  });

  test('a folder of that name stays a folder', async () => {
    mkdirSync(join(site.folder, 'folder.png'));
    await expect(exportTo('folder.png')).rejects.toMatchObject({ code: expect.stringMatching(/^(file|folder)_/) });
    expect(readdirSync(join(site.folder, 'folder.png'))).toEqual([]);
  });
});

test('a map that nobody waits for any more is given up, the next one is computed', async () => {
  const controller = new AbortController();
  const given = compute({ cellM: 0.05, reachM: 100 }, controller.signal);
  controller.abort();
  await expect(given).rejects.toMatchObject({ code: 'cancelled' });
  expect((await compute({ cellM: 1 })).places).toBe(21);
});
