// Readings in a real site: imported once whatever comes twice, resumed, exported and read back, a large file in little memory.
import { createWriteStream, existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReadingsImportResult } from '../../../shared/contract/survey.ts';
import type { Task } from '../../../shared/contract/tasks.ts';
import { openTestSite, type TestSite } from '../../core/testing/test-site.ts';
import { gromaHead } from './testing/readings-files.ts';

let site: TestSite;
let number = 0;

function file(name: string, content: string): { path: string } {
  const path = join(site.folder, `${++number}-${name}`);
  writeFileSync(path, content);
  return { path };
}
async function newFloor(): Promise<string> {
  const name = `Floor ${++number}`;
  await site.client.call('site.addFloor', { siteId: site.siteId, name });
  return name;
}
const start = (floor: string, source: { path: string }, more: Record<string, unknown> = {}): Promise<Task> =>
  site.runTask('survey.importReadings', { siteId: site.siteId, source, floor, ...more } as never);
async function importAll(floor: string, source: { path: string }, more: Record<string, unknown> = {}) {
  const task = await start(floor, source, more);
  if (task.state !== 'done') throw new Error(`${task.state}: ${task.error?.message}`);
  return task.result as ReadingsImportResult;
}
async function exportTo(name: string, floor?: string): Promise<string> {
  const out = join(site.folder, `${++number}-${name}`);
  const task = await site.runTask('survey.exportReadings', { siteId: site.siteId, out, ...(floor ? { floor } : {}) });
  expect(task).toMatchObject({ state: 'done', result: { file: out } });
  return out;
}
const pointsOf = (floor: string) => site.client.call('survey.listPoints', { siteId: site.siteId, floor });

const readings = (scans: number, radios: number, floor = ''): string => {
  const rows = Array.from({ length: scans * radios }, (_each, index) => {
    const scan = Math.floor(index / radios);
    const time = new Date(Date.UTC(2026, 0, 5, 9, 0, scan)).toISOString();
    return `${time},s${scan},${floor},${scan % 37},${scan % 23},wifi,02:00:00:00:00:${index % radios},${-40 - (index % 50)},2412,laptop`;
  });
  return `${[gromaHead, ...rows].join('\n')}\n`;
};

beforeAll(async () => {
  site = await openTestSite();
});
afterAll(() => site.close());

describe('import', () => {
  test('the same file twice adds nothing, a longer one adds its end', async () => {
    const floor = await newFloor();
    const source = file('a.csv', readings(40, 5));
    expect(await importAll(floor, source)).toMatchObject({
      readings: 200,
      scans: 40,
      radios: 5,
      duplicates: 0,
      format: 'groma',
    });
    expect(await importAll(floor, source)).toMatchObject({ readings: 0, scans: 0, radios: 0, duplicates: 200 });
    const crlf = file('b.csv', `\ufeff${readings(40, 5).replaceAll('\n', '\r\n')}`);
    expect(await importAll(floor, crlf)).toMatchObject({ readings: 0, duplicates: 200 });
    expect(await importAll(floor, file('c.csv', readings(50, 5)))).toMatchObject({
      readings: 50,
      scans: 10,
      duplicates: 200,
    });
    const { scan, withoutPlace } = await pointsOf(floor);
    expect([scan.length, withoutPlace]).toEqual([50, 0]);
  });

  test('rows of one scan that lie apart come together, and a radio heard twice counts twice', async () => {
    const floor = await newFloor();
    const line = (scan: string, radio: string, rssi: number) =>
      `2026-01-05T09:00:00Z,${scan},,1,1,wifi,${radio},${rssi},2412,a`;
    const text = [
      gromaHead,
      line('1', 'aa', -50),
      line('2', 'aa', -51),
      line('1', 'bb', -52),
      line('1', 'aa', -53),
    ].join('\n');
    expect(await importAll(floor, file('a.csv', text))).toMatchObject({ readings: 4, scans: 2 });
    expect(await importAll(floor, file('b.csv', text))).toMatchObject({ readings: 0, duplicates: 4 });
  });

  test('bad rows are left out with line and reason, the first thousand are listed', async () => {
    const floor = await newFloor();
    const bad = '2026-01-05T09:00:00Z,1,,1,1,wifi,,-50,2412,a\n'.repeat(1_500);
    const result = await importAll(
      floor,
      file('a.csv', `${gromaHead}\n${bad}${readings(2, 1).split('\n').slice(1).join('\n')}`),
    );
    expect(result).toMatchObject({ readings: 2, skippedCount: 1_500 });
    expect(result.skipped).toHaveLength(1_000);
    expect(result.skipped[0]).toEqual({ line: 2, reason: 'no radio' });
  });

  test('one unknown floor name stands for the floor asked for, a second one is left out', async () => {
    const floor = await newFloor();
    const other = await newFloor();
    const line = (name: string, scan: number) => `2026-01-05T09:00:0${scan}Z,${scan},${name},1,1,wifi,aa,-50,2412,a`;
    const names = ['Level 9', other.toUpperCase(), 'Level 10', ''];
    const text = [gromaHead, ...names.map(line)].join('\n');
    const result = await importAll(floor, file('a.csv', text));
    expect(result).toMatchObject({ readings: 3, skippedCount: 1 });
    expect(result.skipped).toEqual([{ line: 4, reason: expect.stringMatching(/Level 10/) }]);
    expect([(await pointsOf(floor)).scan.length, (await pointsOf(other)).scan.length]).toEqual([2, 1]);
  });

  test('no usable row, an unknown file, a mapping that is missing', async () => {
    const floor = await newFloor();
    const failed = await start(floor, file('a.csv', `${gromaHead}\nnever,1,,1,1,wifi,aa,-50,,a\n`));
    expect(failed).toMatchObject({
      state: 'failed',
      error: { code: 'no_usable_rows', message: expect.stringMatching(/line 2/) },
    });
    await expect(start(floor, file('b.csv', 'hello'))).rejects.toMatchObject({ code: 'readings_unknown_format' });
    await expect(start(floor, file('c.csv', 'a,b,c\n1,2,3\n'))).rejects.toMatchObject({
      code: 'readings_mapping_needed',
    });
    await expect(start(floor, { path: join(site.folder, 'none.csv') })).rejects.toMatchObject({
      code: 'file_not_found',
    });
    await expect(start('Nowhere', file('d.csv', readings(1, 1)))).rejects.toMatchObject({ code: 'floor_not_found' });
    await expect(start(floor, file('e.txt', '1574563571488\tTYPE_WAYPOINT\t1\t2\n'))).rejects.toMatchObject({
      code: 'plan_no_scale',
    });
  });

  test('a wide file with the mapping that was suggested', async () => {
    const floor = await newFloor();
    const source = file(
      'w.csv',
      'time;x;y;AP_1;AP_2\n2026-01-05T09:00:00Z;1,5;2;-50;-110\n2026-01-05T09:00:01Z;2;2;-60;-110\n',
    );
    const { format, mapping } = await site.client.call('survey.inspectReadings', { source });
    expect(format).toBeUndefined();
    expect(await importAll(floor, source, { mapping })).toMatchObject({ format: 'wide', readings: 2, scans: 2 });
    expect([...(await pointsOf(floor)).xM]).toEqual([1.5, 2]);
  });
});

/** Starts an import and cancels it once some chunks are in. */
async function cancelledImport(floor: string, source: { path: string }): Promise<Task> {
  const { siteId } = site;
  const { taskId } = await site.client.call('survey.importReadings', { siteId, source, floor });
  await new Promise<void>((resolve, reject) => {
    const stop = site.client.subscribe(
      'tasks.watchTasks',
      { siteId },
      {
        event: (task) => {
          if (task.taskId !== taskId || (task.done < task.total * 0.5 && task.state === 'running') || task.total === 0)
            return;
          stop();
          resolve();
        },
        error: reject,
      },
    );
  });
  await site.client.call('tasks.cancelTask', { siteId, taskId });
  return site.client.call('tasks.awaitTask', { siteId, taskId });
}

async function resumed({ taskId }: Task): Promise<ReadingsImportResult> {
  const { siteId } = site;
  await site.client.call('tasks.resumeTask', { siteId, taskId });
  const task = await site.client.call('tasks.awaitTask', { siteId, taskId });
  expect(task.state).toBe('done');
  return task.result as ReadingsImportResult;
}

describe('resume', () => {
  test('goes on after the last chunk that is in: no row twice, none lost, the same bad rows', async () => {
    const floor = await newFloor();
    const rows = readings(20_000, 5).split('\n');
    rows.splice(100, 0, 'bad');
    rows.splice(95_000, 0, 'bad');
    const task = await cancelledImport(floor, file('a.csv', rows.join('\n')));
    expect(task).toMatchObject({ state: 'cancelled', canResume: true });
    const part = (await pointsOf(floor)).scan.length;
    expect(part).toBeGreaterThan(0);
    expect(part).toBeLessThan(20_000);
    expect(await resumed(task)).toMatchObject({ readings: 100_000, scans: 20_000, duplicates: 0, skippedCount: 2 });
    expect((await pointsOf(floor)).scan).toHaveLength(20_000);
  });

  test('a file that has changed since is read as a new one; what is in is recognised', async () => {
    const floor = await newFloor();
    const source = file('a.csv', readings(20_000, 5));
    const task = await cancelledImport(floor, source);
    expect(task.state).toBe('cancelled');
    writeFileSync(source.path, readings(20_100, 5));
    const { readings: added, duplicates } = await resumed(task);
    expect(duplicates).toBeGreaterThan(0);
    expect(added + duplicates).toBe(100_500);
    expect((await pointsOf(floor)).scan).toHaveLength(20_100);
  });

  test('also one that was corrected and has its old length', async () => {
    const floor = await newFloor();
    const text = readings(20_000, 5);
    const source = file('a.csv', text);
    const task = await cancelledImport(floor, source);
    const before = (await pointsOf(floor)).scan.length;
    expect(before).toBeGreaterThan(0);
    writeFileSync(source.path, text.replaceAll('2026-01-', '2025-01-'));
    const later = new Date(Date.now() + 5_000);
    utimesSync(source.path, later, later);
    expect(await resumed(task)).toMatchObject({ readings: 100_000, duplicates: 0 });
    expect((await pointsOf(floor)).scan).toHaveLength(before + 20_000);
  });
});

describe('export', () => {
  const odd = [
    gromaHead,
    '2026-01-05T09:00:00.250Z,"a, ""b""",,1.2345,2,wifi,02:00:00:00:00:01,-50.5,2412,"über, \n phone"',
    '2026-01-05T09:00:00.100Z,"a, ""b""",,1.2345,2,ble,beacon/1,-60,,"über, \n phone"',
    '2026-01-05T09:00:01Z,,,,,wifi,02:00:00:00:00:01,-51,2412,',
    '2026-01-05T09:00:02Z,,,3,4,wifi,02:00:00:00:00:02,-52,5180,x',
    '2026-01-05T09:00:03Z,silent,,5,4,,,,,x',
    '2026-01-05T09:00:04Z,,,5,6,,,,,x',
  ].join('\n');

  test('CSV into the same site adds nothing, into another it gives the same again', async () => {
    const floor = await newFloor();
    expect(await importAll(floor, file('a.csv', odd))).toMatchObject({ readings: 4, scans: 5 });
    const out = await exportTo('out.csv', floor);
    expect(await importAll(floor, { path: out })).toMatchObject({
      readings: 0,
      scans: 0,
      duplicates: 4,
      skippedCount: 0,
    });
    const other = await newFloor();
    const text = readFileSync(out, 'utf8').replaceAll(floor, other);
    expect(await importAll(other, file('b.csv', text))).toMatchObject({ readings: 4, scans: 5, skippedCount: 0 });
    const again = readFileSync(await exportTo('again.csv', other), 'utf8');
    const plain = (csv: string, name: string) =>
      csv
        .replaceAll(name, '')
        .split('\r\n')
        .map((line) => line.replace(/[\da-f-]{36}/, ''))
        .sort();
    expect(plain(again, other)).toEqual(plain(readFileSync(out, 'utf8'), floor));
  });

  test('columns that Groma does not know go out as they came in', async () => {
    const [floor, other] = [await newFloor(), await newFloor()];
    const text = [
      `${gromaHead},Weather,__proto__`,
      '2026-01-05T09:00:00Z,1,,1,2,wifi,02:00:00:00:00:01,-50,2412,,"rain, wind",x',
      '2026-01-05T09:00:01Z,2,,1,2,wifi,02:00:00:00:00:01,-51,2412,,,',
    ].join('\n');
    await importAll(floor, file('notes.csv', text));
    const out = readFileSync(await exportTo('notes-out.csv', floor), 'utf8');
    const [head, first, second] = out.split('\r\n');
    expect(head).toMatch(/,name,__proto__,weather$/);
    expect(first).toMatch(/,x,"rain, wind"$/);
    expect(second).toMatch(/,,$/);
    await importAll(other, file('again.csv', out.replaceAll(floor, other)));
    expect(readFileSync(await exportTo('notes-again.csv', other), 'utf8').replaceAll(other, floor)).toBe(out);
    const [feature] = JSON.parse(readFileSync(await exportTo('notes.geojson', floor), 'utf8')).features;
    expect(feature.properties.readings[0].notes.weather).toBe('rain, wind');
  });

  test('GeoJSON is valid: a point where the place is known, none where it is not', async () => {
    const floor = await newFloor();
    await importAll(floor, file('a.csv', odd));
    const root = JSON.parse(readFileSync(await exportTo('out.geojson', floor), 'utf8'));
    expect(root.type).toBe('FeatureCollection');
    expect(root.features).toHaveLength(5);
    expect(root.features.map((feature: { geometry: unknown }) => feature.geometry)).toEqual([
      { type: 'Point', coordinates: [1.2345, 2] },
      null,
      { type: 'Point', coordinates: [3, 4] },
      { type: 'Point', coordinates: [5, 4] },
      { type: 'Point', coordinates: [5, 6] },
    ]);
    for (const { type, properties } of root.features) {
      expect(type).toBe('Feature');
      expect(properties).toMatchObject({ floor, time: expect.stringMatching(/Z$/), readings: expect.any(Array) });
    }
    const empty = await exportTo('none.geojson', await newFloor());
    expect(JSON.parse(readFileSync(empty, 'utf8')).features).toEqual([]);
  });

  test('an ending that is not known, a folder that is not there', async () => {
    const call = (out: string) => site.client.call('survey.exportReadings', { siteId: site.siteId, out });
    await expect(call(join(site.folder, 'a.xlsx'))).rejects.toMatchObject({ code: 'export_unknown_format' });
    await expect(call(join(site.folder, 'a'))).rejects.toMatchObject({ code: 'export_unknown_format' });
    await expect(call(join(site.folder, 'none', 'a.csv'))).rejects.toMatchObject({ code: 'folder_not_found' });
    expect(readdirSync(site.folder).filter((name) => /xlsx|tmp|partial/.test(name))).toEqual([]);
  });
});

describe('large files', () => {
  test('200,000 rows in bounded memory', { timeout: 60_000 }, async () => {
    const floor = await newFloor();
    const path = join(site.folder, 'large.csv');
    const stream = createWriteStream(path);
    const pages = 10;
    for (let page = 0; page < pages; page++) {
      const text = readings(2_000, 10).replaceAll(/,s(\d+),/g, (_whole, scan) => `,p${page}-${scan},`);
      stream.write(page === 0 ? text : text.slice(gromaHead.length + 1));
    }
    stream.end();
    await finished(stream);
    const before = process.memoryUsage();
    let most = 0;
    const timer = setInterval(() => {
      const now = process.memoryUsage();
      most = Math.max(most, now.heapUsed + now.external - before.heapUsed - before.external);
    }, 20);
    try {
      expect(await importAll(floor, { path })).toMatchObject({ readings: 200_000, scans: 20_000, duplicates: 0 });
    } finally {
      clearInterval(timer);
    }
    expect(most).toBeGreaterThan(0);
    expect(most / 1024 / 1024).toBeLessThan(200);
  });
});

const ilc = resolve(import.meta.dirname, '../../../../shared/data/survey/microsoft-ilc20/site1/F1');
const hasIlc = existsSync(ilc);
test.skipIf(!hasIlc)(
  `the mall: plan, traces, map${hasIlc ? '' : ' (skipped: no ../shared/data here)'}`,
  { timeout: 60_000 },
  async () => {
    const { map_info: size } = JSON.parse(readFileSync(join(ilc, 'floor_info.json'), 'utf8'));
    const floor = 'Mall F1';
    const plan = await site.runTask('floorplan.importPlan', {
      siteId: site.siteId,
      source: { path: join(ilc, 'floor_image.png') },
      floor,
      widthM: size.width,
    });
    expect(plan.result).toMatchObject({ heightM: expect.closeTo(size.height, 0) });
    const traces = join(ilc, 'path_data_files');
    let total = 0;
    for (const name of readdirSync(traces)) {
      const first = await importAll(floor, { path: join(traces, name) });
      // A phone hands over old scans again: what two traces share is counted once.
      expect(first).toMatchObject({ format: 'ilc20', skippedCount: 0 });
      expect(first.duplicates).toBeLessThan(first.readings / 10);
      total += first.readings;
      expect(await importAll(floor, { path: join(traces, name) })).toMatchObject({
        readings: 0,
        duplicates: first.readings + first.duplicates,
      });
    }
    expect(total).toBeGreaterThan(5_000);
    const points = await pointsOf(floor);
    expect(Math.max(...points.xM)).toBeLessThan(size.width);
    expect(Math.max(...points.yM)).toBeLessThan(size.height);
    const out = await exportTo('mall.csv', floor);
    expect(await importAll(floor, { path: out })).toMatchObject({ readings: 0, duplicates: total });
    const map = await site.client.call('coverage.computeHeatmap', { siteId: site.siteId, floor, cellM: 1 });
    expect(map).toMatchObject({ columns: 240, rows: 177 });
    expect(map.min).toBeGreaterThan(-120);
    expect(map.max).toBeLessThan(0);
  },
);
