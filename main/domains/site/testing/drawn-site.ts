// For tests of projects: a site in which something of everything is drawn, and what is to be compared of two sites.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ProjectExportResult, ProjectImportResult } from '../../../../shared/contract/site.ts';
import type { DesignObject } from '../../../../shared/model/design.ts';
import type { TestSite } from '../../../core/testing/test-site.ts';
import { pngOf } from '../../floorplan/testing/plan-files.ts';

export async function importInto(into: TestSite, name: string, bytes: Uint8Array): Promise<ProjectImportResult> {
  const path = join(into.folder, name);
  writeFileSync(path, bytes);
  const task = await into.runTask('site.importProject', { siteId: into.siteId, source: { path } });
  if (task.state !== 'done') throw new Error(task.error?.message ?? task.state);
  return task.result as ProjectImportResult;
}
export async function exportFrom(from: TestSite, name: string): Promise<ProjectExportResult & { bytes: Uint8Array }> {
  const out = join(from.folder, name);
  const task = await from.runTask('site.exportProject', { siteId: from.siteId, out });
  if (task.state !== 'done') throw new Error(task.error?.message ?? task.state);
  return { ...(task.result as ProjectExportResult), bytes: readFileSync(out) };
}

/** All objects of a site, in the order of their ids. */
export async function objectsOf(of: TestSite): Promise<DesignObject[]> {
  const { floors } = await of.client.call('site.getInfo', { siteId: of.siteId });
  const all = await Promise.all(
    floors.map(({ floorId }) => of.client.call('floorplan.listObjects', { siteId: of.siteId, floor: floorId })),
  );
  const byId = new Map(all.flatMap(({ objects }) => objects).map((object) => [object.objectId, object]));
  return [...byId.values()].sort((a, b) => a.objectId.localeCompare(b.objectId)) as DesignObject[];
}
/** A line for each reading. */
export async function readingsOf(of: TestSite): Promise<string[]> {
  const out = join(of.folder, 'readings.csv');
  await of.runTask('survey.exportReadings', { siteId: of.siteId, out });
  const [head = '', ...lines] = readFileSync(out, 'utf8').trim().split('\n');
  const names = head.split(',');
  const wanted = ['time', 'floor', 'x_m', 'y_m', 'radio', 'rssi_dbm', 'freq_mhz', 'device'];
  return lines.map((line) => wanted.map((name) => line.split(',')[names.indexOf(name)]).join(' ')).sort();
}

/** Photos are decoded anew: their names are those of other bytes. */
export const withoutPhotos = (object: DesignObject): unknown =>
  object.kind === 'note'
    ? { ...object, fields: { ...object.fields, photos: object.fields.photos.map(() => expect.any(String)) } }
    : object;

const id = (number: number): string => `00000000-0000-4000-9000-${number.toString(16).padStart(12, '0')}`;

/** One floor with something of every kind on it, Wi-Fi readings at ten places, and one of Bluetooth. */
export async function drawSite(site: TestSite): Promise<void> {
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
