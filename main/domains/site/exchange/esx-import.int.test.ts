// Ekahau projects in a real site: both schema generations, again, damaged, and beside what is there.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ProjectImportResult } from '../../../../shared/contract/site.ts';
import type { Task } from '../../../../shared/contract/tasks.ts';
import { openTestSite, type TestSite } from '../../../core/testing/test-site.ts';
import { type EsxOptions, esxIds, esxOf, esxStartMs } from '../testing/esx-file.ts';

let site: TestSite;
beforeEach(async () => {
  site = await openTestSite();
});
afterEach(() => site.close());

const tryImport = (bytes: Uint8Array, name = 'a.esx'): Promise<Task> => {
  const path = join(site.folder, name);
  writeFileSync(path, bytes);
  return site.runTask('site.importProject', { siteId: site.siteId, source: { path } });
};
async function importEsx(options?: EsxOptions): Promise<ProjectImportResult> {
  const task = await tryImport(esxOf(options));
  if (task.state !== 'done') throw new Error(task.error?.message ?? task.state);
  return task.result as ProjectImportResult;
}
const objects = async (floor: string) =>
  (await site.client.call('floorplan.listObjects', { siteId: site.siteId, floor })).objects;
const ofKind = async (floor: string, kind: string) =>
  (await objects(floor)).filter((each) => each.kind === kind).map(({ objectId, fields }) => ({ objectId, ...fields }));

describe.each(['1.5.0', '1.9.0'] as const)('schema %s', (schema) => {
  test('floors with plan, scale, height and slab', async () => {
    expect(await importEsx({ schema })).toMatchObject({
      format: 'esx',
      name: 'Two storeys',
      floors: ['Storey 0', 'Storey 1'],
    });
    const { floors } = await site.client.call('site.getInfo', { siteId: site.siteId });
    expect(floors).toMatchObject([
      { floorId: esxIds.floors[0], level: 0, hasPlan: true, widthM: 20, heightM: 15, metresPerPixel: 0.05 },
      { floorId: esxIds.floors[1], level: 1, hasPlan: true, widthM: 20 },
    ]);
    const [floor] = await ofKind('Storey 0', 'floor');
    expect(floor).toMatchObject({ heightM: 3.2, slabLossDb: { '2.4': 14, '5': 18, '6': 20 } });
  });

  test('walls with their materials, areas, alignment points, notes with photos', async () => {
    const { added } = await importEsx({ schema });
    expect(added).toMatchObject({ material: 1, wall: 1, area: 1, zone: 2, alignment: 2, note: 1, ap: 1, beacon: 1 });
    const [wall] = await ofKind('Storey 0', 'wall');
    expect(wall).toMatchObject({ objectId: esxIds.wall, line: [5, 2, 5, 12], material: 'WallBrick', origin: 'file' });
    const [material] = await ofKind('Storey 0', 'material');
    // dB per metre times thickness.
    expect(material).toMatchObject({ lossDb: { '2.4': 6, '5': 10, '6': 12 }, thicknessM: 0.3, upperM: 2.5 });
    const [area] = await ofKind('Storey 0', 'area');
    expect(area).toMatchObject({ name: 'Shelf', lossDbPerM: { '2.4': 5, '5': 5, '6': 5 }, upperM: 1.5 });
    expect(await ofKind('Storey 0', 'zone')).toMatchObject([
      { name: 'Desks', purpose: 'requirement', requirement: 'Voice' },
    ]);
    expect(await ofKind('Storey 1', 'zone')).toMatchObject([{ purpose: 'exclusion' }]);
    expect(await ofKind('Storey 1', 'alignment')).toMatchObject([{ name: 'Lift', place: [3.1, 2.1] }]);
    const [note] = await ofKind('Storey 0', 'note');
    expect(note).toMatchObject({ text: 'Door is locked', place: [6, 6], photos: [expect.any(String)] });
  });

  test('access points with radios, the nearest antenna, and BLE as a beacon', async () => {
    await importEsx({ schema });
    const [ap] = await ofKind('Storey 0', 'ap');
    expect(ap).toMatchObject({
      name: 'AP-1',
      place: [10, 7.5],
      heightM: 2.7,
      vendor: 'Juniper',
      model: 'AP45',
      mounting: 'wall',
    });
    expect(ap).toMatchObject({
      radios: [
        { band: '5', channel: 36, widthMhz: 40, powerDbm: 14, antenna: 'patch-60', azimuthDeg: 90, tiltDeg: 10 },
      ],
    });
    expect(await ofKind('Storey 0', 'beacon')).toMatchObject([
      { objectId: esxIds.ble, name: 'AP-1 BLE', powerDbm: 4, heightM: 2.7 },
    ]);
  });

  test('surveys as walks: where each scan was made, also one that heard nothing', async () => {
    expect((await importEsx({ schema })).added).toMatchObject({ walks: 2, scans: 13, readings: 13 });
    const { walks } = await site.client.call('survey.listWalks', { siteId: site.siteId, floor: 'Storey 0' });
    expect(walks.map(({ mode, person, scans, withoutPlace }) => ({ mode, person, scans, withoutPlace }))).toEqual(
      expect.arrayContaining([
        { mode: 'stop', person: 'Ana', scans: 2, withoutPlace: 0 },
        { mode: 'continuous', person: 'Ana', scans: 11, withoutPlace: 1 },
      ]),
    );
    const out = join(site.folder, 'out.csv');
    await site.runTask('survey.exportReadings', { siteId: site.siteId, out });
    const rows = readFileSync(out, 'utf8').trim().split('\n');
    const [head = '', ...lines] = rows;
    const names = head.split(',');
    const read = lines.map((line) => Object.fromEntries(line.split(',').map((value, at) => [names[at], value])));
    const heard = read.filter((row) => row['radio'] === '02:00:5e:00:00:01' && row['y_m'] === '5');
    // 10 m in 10 s; measured 0.1 s after each whole second. The last one comes after the last mark.
    expect(heard.map((row) => Number(row['x_m']))).toEqual([5.1, 6.1, 7.1, 8.1, 9.1, 10.1, 11.1, 12.1, 13.1, 14.1]);
    expect(heard.map((row) => Number(row['rssi_dbm']))).toEqual([-50, -51, -52, -53, -54, -55, -56, -57, -58, -59]);
    expect(Date.parse(heard[3]?.['time'] ?? '')).toBe(esxStartMs + 3_100);
  });
});

test('again adds nothing, and what people changed stays', async () => {
  await importEsx();
  await site.client.call('floorplan.editObjects', {
    siteId: site.siteId,
    title: 'AP moved',
    changes: [
      { objectId: esxIds.ap, kind: 'ap', set: { place: [1, 1] } },
      { objectId: esxIds.wall, kind: 'wall', set: { deleted: true } },
    ],
  } as never);
  const again = await importEsx();
  expect(again.added).toEqual({ walks: 0, scans: 0, readings: 0 });
  expect(again.remarks.join()).toContain('in the site already');
  expect(await ofKind('Storey 0', 'ap')).toMatchObject([{ place: [1, 1] }]);
  expect(await ofKind('Storey 0', 'wall')).toEqual([]);
});

test('what Groma does not know is told, and kept as it came', async () => {
  const { remarks } = await importEsx({ members: { 'vendorThings.json': { vendorThings: [{ id: 'x' }] } } });
  expect(remarks.join('\n')).toContain('Kept and not shown: interferers.json, vendorThings.json.');
  expect(remarks.join('\n')).toContain('Measured access points without a place in the file: 1.');
  const session = (await import('../../../adapters/node-sqlite.ts')).nodeSqlite.open(site.file, {
    readOnly: true,
    create: false,
  });
  const kept = session
    .prepare('SELECT bytes FROM project_members WHERE name = ?')
    .get<{ bytes: Uint8Array }>('vendorThings.json');
  session.close();
  expect(new TextDecoder().decode(kept?.bytes)).toBe('{"vendorThings":[{"id":"x"}]}');
});

test('onto floors of the same name, whose plan stays', async () => {
  await site.client.call('site.addFloor', { siteId: site.siteId, name: 'storey 0', level: 4 });
  const { floors } = await importEsx();
  expect(floors).toEqual(['storey 0', 'Storey 1']);
  expect(await ofKind('storey 0', 'ap')).toHaveLength(1);
});

describe('in words', () => {
  test.each([
    ['no archive', new TextEncoder().encode('hello'), 'project_unknown_format'],
    ['an archive of something else', esxOf({ members: { 'project.json': {} } }), 'project_unknown_format'],
    ['cut off', esxOf().subarray(0, 4_000), 'project_damaged'],
    [
      'broken JSON',
      esxOf({ members: { 'wallPoints.json': new TextEncoder().encode('{"wallPoints": [') } }),
      'project_damaged',
    ],
  ])('%s', async (_what, bytes, code) => {
    expect(await tryImport(bytes)).toMatchObject({ state: 'failed', error: { code } });
    expect((await site.client.call('site.getInfo', { siteId: site.siteId })).floors).toEqual([]);
  });

  test('a picture that cannot be drawn, a track with an unknown mark: the rest comes', async () => {
    const [track = ''] = ['00000000-0000-4000-8000-00000000003d'];
    const { remarks, added } = await importEsx({
      members: {
        'image-00000000-0000-4000-8000-000000000004': new TextEncoder().encode('no picture'),
        [`track-${track}.bin`]: new Uint8Array([2, 1, 0, 0, 0, 0, 0, 16, 7]),
      },
    });
    expect(remarks.join('\n')).toMatch(/Floor Storey 0 has no picture/);
    expect(remarks.join('\n')).toMatch(/read to its scan 1, then mark 7 at byte 8 is not known/);
    expect(added).toMatchObject({ wall: 1, scans: 12 });
  });
});

const sample = join(import.meta.dirname, '../../../../../shared/data/esx/synthetic-survey.esx');
test.skipIf(!existsSync(sample))('the sample project of the shared data (skipped where it is absent)', async () => {
  const task = await tryImport(readFileSync(sample), 'sample.esx');
  expect(task).toMatchObject({
    state: 'done',
    result: { added: { material: 3, wall: 16, zone: 2, ap: 4, beacon: 4, alignment: 4, walks: 9 } },
  });
});
