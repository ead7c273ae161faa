// Sites out as Ekahau projects and in again: nothing of what docs/esx.md lists is lost, and what came from a file goes back as it came.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ProjectExportResult, ProjectImportResult } from '../../../../shared/contract/site.ts';
import type { DesignObject } from '../../../../shared/model/design.ts';
import { openTestSite, type TestSite } from '../../../core/testing/test-site.ts';
import { pngOf } from '../../floorplan/testing/plan-files.ts';
import { esxIds, esxOf } from '../testing/esx-file.ts';

let site: TestSite;
let other: TestSite;
beforeEach(async () => {
  [site, other] = await Promise.all([openTestSite(), openTestSite()]);
});
afterEach(() => Promise.all([site.close(), other.close()]));

async function importInto(into: TestSite, bytes: Uint8Array): Promise<ProjectImportResult> {
  const path = join(into.folder, 'in.esx');
  writeFileSync(path, bytes);
  const task = await into.runTask('site.importProject', { siteId: into.siteId, source: { path } });
  if (task.state !== 'done') throw new Error(task.error?.message ?? task.state);
  return task.result as ProjectImportResult;
}
async function exportFrom(from: TestSite): Promise<ProjectExportResult & { bytes: Uint8Array }> {
  const out = join(from.folder, 'out.esx');
  const task = await from.runTask('site.exportProject', { siteId: from.siteId, out });
  if (task.state !== 'done') throw new Error(task.error?.message ?? task.state);
  return { ...(task.result as ProjectExportResult), bytes: readFileSync(out) };
}

type Json = Record<string, unknown>;
const members = (bytes: Uint8Array): Map<string, Uint8Array> => new Map(Object.entries(unzipSync(bytes)));
const listOf = (bytes: Uint8Array, name: string): Json[] => {
  const document = JSON.parse(new TextDecoder().decode(members(bytes).get(`${name}.json`))) as Record<string, Json[]>;
  return document[name] ?? [];
};

async function objectsOf(of: TestSite): Promise<DesignObject[]> {
  const { floors } = await of.client.call('site.getInfo', { siteId: of.siteId });
  const all = await Promise.all(
    floors.map(({ floorId }) => of.client.call('floorplan.listObjects', { siteId: of.siteId, floor: floorId })),
  );
  const byId = new Map(all.flatMap(({ objects }) => objects).map((object) => [object.objectId, object]));
  return [...byId.values()].sort((a, b) => a.objectId.localeCompare(b.objectId)) as DesignObject[];
}
async function readingsOf(of: TestSite): Promise<string[]> {
  const out = join(of.folder, 'readings.csv');
  await of.runTask('survey.exportReadings', { siteId: of.siteId, out });
  const [head = '', ...lines] = readFileSync(out, 'utf8').trim().split('\n');
  const names = head.split(',');
  const wanted = ['time', 'floor', 'x_m', 'y_m', 'radio', 'rssi_dbm', 'freq_mhz', 'device'];
  return lines.map((line) => wanted.map((name) => line.split(',')[names.indexOf(name)]).join(' ')).sort();
}

describe.each(['1.5.0', '1.9.0'] as const)('a project of schema %s', (schema) => {
  test('goes back as it came where nobody has changed anything', async () => {
    const original = esxOf({
      schema,
      members: { 'vendorThings.json': { vendorThings: [{ id: 'x', odd: [1, null] }] } },
    });
    await importInto(site, original);
    const { bytes, remarks } = await exportFrom(site);
    const [before, after] = [members(original), members(bytes)];
    for (const [name, content] of before) {
      if (!name.endsWith('.json')) expect(after.get(name), name).toEqual(content);
      else if (name.startsWith('survey-')) continue;
      else
        expect(JSON.parse(new TextDecoder().decode(after.get(name))), name).toEqual(
          JSON.parse(new TextDecoder().decode(content)),
        );
    }
    expect(remarks).toEqual([]);
    const names = [...after.keys()].filter((name) => !before.has(name));
    // Lists that a project has, also where they hold nothing.
    for (const name of names) expect(listOf(bytes, name.slice(0, -'.json'.length)), name).toEqual([]);
    expect(JSON.stringify(JSON.parse(new TextDecoder().decode(after.get(`survey-${esxIds.walk}.json`))))).not.toContain(
      'Ana',
    );
  });

  test('with what people have changed: only that', async () => {
    await importInto(site, esxOf({ schema }));
    const { objects } = await site.client.call('floorplan.listObjects', { siteId: site.siteId, floor: 'Storey 0' });
    const ap = objects.find((each) => each.kind === 'ap');
    const radios = ap?.kind === 'ap' ? ap.fields.radios : [];
    await site.client.call('floorplan.editObjects', {
      siteId: site.siteId,
      title: 'Changed',
      changes: [
        {
          objectId: esxIds.ap,
          kind: 'ap',
          set: { place: [1, 1], radios: radios.map((radio) => ({ ...radio, powerDbm: 11 })) },
        },
        { objectId: esxIds.wall, kind: 'wall', set: { line: [5, 2, 5, 9] } },
        { objectId: esxIds.area, kind: 'zone', set: { deleted: true } },
      ],
    } as never);
    const { bytes } = await exportFrom(site);
    const [radio] = listOf(bytes, 'simulatedRadios');
    // The antenna is still the file's own.
    expect(radio).toMatchObject({
      transmitPower: 11,
      antennaTypeId: listOf(esxOf({ schema }), 'simulatedRadios')[0]?.['antennaTypeId'],
    });
    expect(listOf(bytes, 'areas')).toEqual([]);
    await importInto(other, bytes);
    expect(await objectsOf(other)).toEqual((await objectsOf(site)).map(withoutPhotos));
    expect((await objectsOf(other)).map(({ kind }) => kind)).toContain('note');
    expect(await readingsOf(other)).toEqual(await readingsOf(site));
  });
});

/** Photos are decoded anew: their names are those of other bytes. */
const withoutPhotos = (object: DesignObject): unknown =>
  object.kind === 'note'
    ? { ...object, fields: { ...object.fields, photos: object.fields.photos.map(() => expect.any(String)) } }
    : object;

const id = (number: number): string => `00000000-0000-4000-9000-${number.toString(16).padStart(12, '0')}`;

async function drawSite(): Promise<void> {
  const { siteId, client } = site;
  const plan = join(site.folder, 'plan.png');
  writeFileSync(plan, pngOf(500, 400));
  await site.runTask('floorplan.importPlan', { siteId, source: { path: plan }, floor: 'Ground', widthM: 25 });
  const { floors } = await client.call('site.getInfo', { siteId });
  const floor = floors[0]?.floorId;
  const photo = join(site.folder, 'photo.png');
  writeFileSync(photo, pngOf(60, 40));
  const photos = [(await client.call('floorplan.addPhoto', { siteId, source: { path: photo } })).photo];
  const loss = { '2.4': 3.21, '5': 4, '6': 5.5 };
  const outline = [
    [1, 1],
    [5, 1],
    [5, 4],
  ];
  const radio = { enabled: true, powerDbm: 12.5, azimuthDeg: 45, tiltDeg: -20 };
  const changes = [
    { kind: 'floor', objectId: floor, set: { heightM: 3.4, slabLossDb: { '2.4': 12, '5': 15, '6': 18 } } },
    {
      kind: 'material',
      set: {
        key: 'Lab glass',
        name: 'Lab glass',
        category: 'window',
        color: '#00aaff',
        thicknessM: 0.02,
        lossDb: loss,
        lowerM: 0.9,
        upperM: 2.1,
      },
    },
    { kind: 'wall', set: { floor, line: [0, 0, 12.345, 0], material: 'Lab glass', origin: 'file' } },
    { kind: 'wall', set: { floor, line: [12.345, 0, 12.345, 8], material: 'concrete', origin: 'file' } },
    { kind: 'area', set: { floor, outline, name: 'Racks', lossDbPerM: loss, upperM: 2 } },
    { kind: 'zone', set: { floor, outline, name: 'Voice area', purpose: 'requirement', requirement: 'Voice' } },
    { kind: 'zone', set: { floor, outline, name: 'Yard', purpose: 'exclusion' } },
    { kind: 'zone', set: { floor, outline, name: 'Desks', purpose: 'zone' } },
    { kind: 'alignment', set: { floor, place: [2, 3], name: 'Column A' } },
    { kind: 'note', set: { floor, place: [4, 4], text: 'Locked\n\ndoor', photos } },
    {
      kind: 'beacon',
      set: {
        floor,
        place: [7, 7],
        name: 'Beacon 1',
        key: 'f7826da6-4fa2-4e98-8024-bc5b71e0893e/1/2',
        powerDbm: -12,
        heightM: 2,
      },
    },
    {
      kind: 'ap',
      set: {
        floor,
        place: [10, 6],
        heightM: 2.9,
        name: 'AP-1',
        vendor: 'Juniper',
        model: 'AP45',
        mounting: 'wall',
        serial: 'S1',
        mac: '5c5b35000001',
        claimCode: 'AB-CD',
        radios: [
          {
            ...radio,
            band: '2.4',
            channel: 6,
            widthMhz: 20,
            antenna: 'omni',
            bssids: ['02:00:5e:00:00:01', '02:00:5e:00:00:02'],
          },
          { ...radio, band: '5', channel: 40, widthMhz: 80, antenna: 'patch-60', bssids: ['02:00:5e:00:00:03'] },
          {
            ...radio,
            band: '5',
            channel: 157,
            widthMhz: 40,
            antenna: 'omni',
            bssids: ['02:00:5e:00:00:04'],
            enabled: false,
          },
          { ...radio, band: '6', channel: 37, widthMhz: 160, antenna: 'omni', bssids: [] },
        ],
      },
    },
  ].map((change, index) => ({ objectId: id(index + 1), ...change }));
  await client.call('floorplan.editObjects', { siteId, title: 'Drawn', changes } as never);
  const rows = ['time,scan,floor,x_m,y_m,kind,radio,rssi_dbm,freq_mhz,device'];
  for (let scan = 0; scan < 20; scan++) {
    const time = new Date(Date.UTC(2026, 0, 5, 9, 0, scan * 3)).toISOString();
    const at = `${time},s${scan},Ground,${(scan >> 1) + 1},2`;
    rows.push(
      `${at},wifi,02:00:5e:00:00:03,${-50 - scan},5200,adapter`,
      `${at},wifi,02:00:5e:00:00:09,-80,2412,adapter`,
    );
    if (scan === 3) rows.push(`${at},ble,f7826da6-4fa2-4e98-8024-bc5b71e0893e/1/2,-70,2402,adapter`);
  }
  const csv = join(site.folder, 'a.csv');
  writeFileSync(csv, `${rows.join('\n')}\n`);
  await site.runTask('survey.importReadings', { siteId, source: { path: csv }, floor: 'Ground' });
}

test('a site of our own, into another one: what is listed comes back', async () => {
  await drawSite();
  const { bytes, remarks, readings, walks } = await exportFrom(site);
  expect({ readings, walks }).toEqual({ readings: 40, walks: 1 });
  expect(remarks).toEqual(['Bluetooth readings stay here, the format has no place for them: 1.']);
  await importInto(other, bytes);
  const came = await objectsOf(other);
  const expected = (await objectsOf(site)).map(withoutPhotos);
  const ofLibrary = came.filter(
    ({ kind, fields }) => kind === 'material' && 'key' in fields && fields.key === 'concrete',
  );
  expect(ofLibrary).toHaveLength(1);
  const keyOf = (object: unknown) => JSON.stringify((object as DesignObject).fields);
  const rest = came.filter((object) => !ofLibrary.includes(object));
  // Ids are the site's own, but those of alignment points, which the file shares between floors, and of the floor.
  expect(rest.map(({ kind, fields }) => ({ kind, fields }))).toEqual(
    expect.arrayContaining(
      expected.map((object) => ({ kind: (object as DesignObject).kind, fields: (object as DesignObject).fields })),
    ),
  );
  expect(rest.map(keyOf)).toHaveLength(expected.length);
  const wifi = (await readingsOf(site)).filter((row) => !row.includes('f7826da6'));
  expect(await readingsOf(other)).toEqual(wifi);
  const { floors } = await other.client.call('site.getInfo', { siteId: other.siteId });
  expect(floors).toMatchObject([{ name: 'Ground', widthM: 25, heightM: 20, metresPerPixel: 0.05 }]);
});

test('into the site it came from: nothing comes twice', async () => {
  await drawSite();
  const before = await objectsOf(site);
  const readings = await readingsOf(site);
  const { bytes } = await exportFrom(site);
  await importInto(site, bytes);
  expect((await objectsOf(site)).filter(({ kind }) => kind !== 'material')).toEqual(
    before.filter(({ kind }) => kind !== 'material'),
  );
  expect(await readingsOf(site)).toEqual(readings);
});

test('walls that meet share their point, and names of people stay here', async () => {
  await drawSite();
  const { bytes } = await exportFrom(site);
  const [first, second] = listOf(bytes, 'wallSegments').map(({ wallPoints }) => wallPoints as string[]);
  expect(first?.filter((point) => second?.includes(point))).toHaveLength(1);
  expect(listOf(bytes, 'wallPoints')).toHaveLength(3);
});

test('a site without a plan says what is missing', async () => {
  const task = await site.runTask('site.exportProject', { siteId: site.siteId, out: join(site.folder, 'out.esx') });
  expect(task).toMatchObject({ state: 'failed', error: { code: 'export_without_plan' } });
  expect(existsSync(join(site.folder, 'out.esx'))).toBe(false);
});

const sample = join(import.meta.dirname, '../../../../../shared/data/esx/synthetic-survey.esx');
test.skipIf(!existsSync(sample))('the sample project of the shared data (skipped where it is absent)', async () => {
  await importInto(site, readFileSync(sample));
  const { bytes } = await exportFrom(site);
  await importInto(other, bytes);
  expect(await objectsOf(other)).toEqual((await objectsOf(site)).map(withoutPhotos));
  expect(await readingsOf(other)).toEqual(await readingsOf(site));
});
