// OpenIntent projects: of our own making out and in, of others in, valid by the official schema, damaged in every way.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { openTestSite, type TestSite } from '../../../core/testing/test-site.ts';
import { pngOf } from '../../floorplan/testing/plan-files.ts';
import { drawSite, exportFrom, importInto, objectsOf, readingsOf, withoutPhotos } from '../testing/drawn-site.ts';
import { readProject } from './read-project.ts';

/** `FUZZ_RUNS` for longer ones by hand. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 300);

let site: TestSite;
let other: TestSite;
beforeEach(async () => {
  [site, other] = await Promise.all([openTestSite(), openTestSite()]);
});
afterEach(() => Promise.all([site.close(), other.close()]));

type Json = Record<string, unknown>;
const documentOf = (bytes: Uint8Array): Json =>
  JSON.parse(new TextDecoder().decode(unzipSync(bytes)['openintent.json'])) as Json;
const archiveOf = (document: object, members: Record<string, Uint8Array> = {}): Uint8Array =>
  zipSync({ 'openintent.json': strToU8(JSON.stringify(document)), ...members });

test('a site of our own, into another one: what is listed comes back', async () => {
  await drawSite(site);
  const { bytes, remarks, readings } = await exportFrom(site, 'out.zip');
  expect({ readings, remarks }).toEqual({
    readings: 40,
    remarks: ['Bluetooth readings stay here, the format has no place for them: 1.'],
  });
  await importInto(other, 'in.zip', bytes);
  const expected = (await objectsOf(site)).map(withoutPhotos);
  const came = (await objectsOf(other)).filter(({ fields }) => !('key' in fields && fields.key === 'concrete'));
  expect(came).toEqual(expected);
  expect(await readingsOf(other)).toEqual((await readingsOf(site)).filter((row) => !row.includes('f7826da6')));
  const { floors } = await other.client.call('site.getInfo', { siteId: other.siteId });
  expect(floors).toMatchObject([{ name: 'Ground', widthM: 25, heightM: 20, metresPerPixel: 0.05 }]);
});

test('into the site it came from: nothing comes twice', async () => {
  await drawSite(site);
  const [before, readings] = [await objectsOf(site), await readingsOf(site)];
  const { bytes } = await exportFrom(site, 'out.zip');
  const { added } = await importInto(site, 'in.zip', bytes);
  expect(added).toMatchObject({ walks: 0, readings: 0, material: 1 });
  expect((await objectsOf(site)).filter(({ kind }) => kind !== 'material')).toEqual(
    before.filter(({ kind }) => kind !== 'material'),
  );
  expect(await readingsOf(site)).toEqual(readings);
});

const schemaFile = join(import.meta.dirname, '../../../../../shared/data/openintent/oi-wifi.schema.json');
test.skipIf(!existsSync(schemaFile))('is valid by the official schema (skipped where it is absent)', async () => {
  const { $id: _id, Title: _title, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8')) as Json;
  const check = z.fromJSONSchema({ ...schema, type: 'object', $schema: 'http://json-schema.org/draft-07/schema#' });
  expect(check.safeParse({ accesspoints: [{ mac_address: 'x' }] }).success).toBe(false);
  await drawSite(site);
  expect(check.safeParse(documentOf((await exportFrom(site, 'out.zip')).bytes)).error?.issues).toBeUndefined();
});

const foreign = {
  openintent_version: '2.1.0',
  floorplans: [
    {
      name: 'Warehouse',
      project_name: 'Elsewhere',
      map_uri: 'file://images/Warehouse%201.png',
      dimensions: [
        { width: 400, length: 200, unit: 'pixels' },
        { width: 131.2336, length: 65.6168, height: 13.1234, unit: 'feet' },
      ],
      wall_segments: [{ wall_type: 'Brick', start_point: { x: 100, y: 200 }, end_point: { x: 100, y: 0 } }],
      coverage_areas: [
        {
          area: {
            coordinates: [
              [0, 0],
              [10, 0],
              [10, 10],
              [0, 0],
            ].map(([x, y]) => ({ coordinate_xyz: { x, y, unit: 'meters' } })),
          },
        },
      ],
      reference_markers: [{ name: 'Corner', coordinate: { coordinate_xyz: { x: 0, y: 200, unit: 'pixels' } } }],
      closets: [{ name: 'IDF 1' }],
      survey_paths: [
        {
          id: 'a',
          start_time: '2026-08-15T07:30:00.000000Z',
          path_type: 'CONTINUOUS',
          position_interpolation: 'LINEAR_BY_TIME',
          survey_device: { wifi_adapters: [{ identifier: 'w0', manufacturer: 'Example', model: 'XR-7' }] },
          path_points: [
            {
              time_offset_us: 0,
              path_indicator: 'START',
              coordinate: { coordinate_xyz: { x: 0, y: 10, unit: 'meters' } },
            },
            {
              time_offset_us: 10_000_000,
              path_indicator: 'END',
              coordinate: { coordinate_xyz: { x: 20, y: 10, unit: 'meters' } },
            },
          ],
          scan_events: [
            {
              adapter_identifier: 'w0',
              started_offset_us: 2_000_000,
              wifi_observations: [
                {
                  observed_offset_us: 2_500_000,
                  bssid: '02:11:22:33:44:50',
                  ssid: 'W',
                  rssi_dbm: -54.5,
                  frequency_mhz: 5180,
                },
              ],
            },
          ],
        },
      ],
    },
  ],
  wall_materials: [
    { name: 'Brick', rf_properties: { attenuation_per_m: 40 }, thickness_m: 0.25, display_color: '#aa3300' },
  ],
  accesspoints: [
    {
      name: 'AP-1',
      floorplan_name: 'Warehouse',
      mac_address: '5c:5b:35:00:00:01',
      coordinates: [{ coordinate_xyz: { x: 200, y: 150, z: 30, unit: 'pixels' } }],
      orientation: { rotation: 90, tilt: -15 },
      dot11_radios: [
        {
          id: 0,
          radio_function: 'CLIENT_ACCESS',
          band: 'FREQ_5GHZ',
          channel: 36,
          channel_width: '80_MHz',
          transmit_power: 14,
        },
      ],
    },
  ],
  switches: [{ name: 'SW-1' }],
};

test('of another program: units, the upward y, losses per metre, surveys', async () => {
  const bytes = archiveOf(foreign, { 'images/Warehouse 1.png': pngOf(400, 200) });
  const { floors, added, remarks } = await importInto(site, 'a.zip', bytes);
  expect({ floors, added }).toMatchObject({
    floors: ['Warehouse'],
    added: { wall: 1, ap: 1, zone: 1, alignment: 1, walks: 1, readings: 1 },
  });
  expect(remarks).toEqual(['Kept and not shown: closets, switches.']);
  const fields = new Map((await objectsOf(site)).map((object) => [object.kind, object.fields]));
  expect(fields.get('wall')).toMatchObject({ line: [10, 0, 10, 20], material: 'Brick' });
  expect(fields.get('material')).toMatchObject({ lossDb: { '2.4': 10, '5': 10, '6': 10 }, color: '#aa3300' });
  expect(fields.get('ap')).toMatchObject({
    place: [20, 5],
    heightM: 3,
    mac: '5c:5b:35:00:00:01',
    radios: [{ band: '5', channel: 36, widthMhz: 80, powerDbm: 14, azimuthDeg: 90, tiltDeg: 15 }],
  });
  expect(fields.get('zone')).toMatchObject({
    outline: [
      [0, 20],
      [10, 20],
      [10, 10],
    ],
    purpose: 'requirement',
  });
  expect(fields.get('alignment')).toMatchObject({ name: 'Corner', place: [0, 0] });
  // A quarter of the way, by the time of the reading.
  expect(await readingsOf(site)).toEqual([
    expect.stringMatching(/Warehouse 5 10 02:11:22:33:44:50 -54.5 5180 Example XR-7$/),
  ]);
  const again = await importInto(site, 'a.zip', bytes);
  expect(again.added).toEqual({ walks: 0, scans: 0, readings: 0 });
  const { bytes: out } = await exportFrom(site, 'out.zip');
  expect(documentOf(out)).toMatchObject({
    switches: [{ name: 'SW-1' }],
    floorplans: [{ closets: [{ name: 'IDF 1' }] }],
  });
});

test('walls in metres, where the first dimension is pixels they would fill a corner of', async () => {
  const [floorplan] = foreign.floorplans;
  const dimensions = [
    { width: 40, length: 20, unit: 'meters' },
    { width: 400, length: 200, unit: 'pixels' },
  ];
  const wall_segments = [{ wall_type: 'Brick', start_point: { x: 10, y: 20 }, end_point: { x: 10, y: 0 } }];
  const document = { ...foreign, floorplans: [{ ...floorplan, dimensions, wall_segments }] };
  const { remarks } = await importInto(site, 'a.json', strToU8(JSON.stringify(document)));
  expect(remarks[0]).toBe('Floor Warehouse has no picture in the file.');
  const fields = new Map((await objectsOf(site)).map((object) => [object.kind, object.fields]));
  expect(fields.get('wall')).toMatchObject({ line: [10, 0, 10, 20] });
});

/** Every value of the document may be another one. */
function changed(document: object, at: number, value: unknown): object {
  let count = 0;
  const walk = (each: unknown): unknown => {
    if (count++ === at) return value;
    if (Array.isArray(each)) return each.map(walk);
    if (typeof each === 'object' && each !== null)
      return Object.fromEntries(Object.entries(each).map(([name, inner]) => [name, walk(inner)]));
    return each;
  };
  return walk(document) as object;
}

test('changed values never bring the reader down', async () => {
  const odd = fc.oneof(
    fc.constantFrom(null, true, '', '%', '__proto__', Number.MAX_VALUE, -1e300, [], {}, [[]], [null]),
    fc.string(),
    fc.double(),
    fc.jsonValue(),
  );
  const count = JSON.stringify(foreign).match(/[:,[]/g)?.length ?? 0;
  await fc.assert(
    fc.asyncProperty(fc.nat(count), odd, async (at, value) => {
      const document = changed(foreign, at, value);
      if (document === null || typeof document !== 'object') return;
      try {
        await readProject(new Uint8Array(archiveOf(document)), 'a.zip');
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
      }
    }),
    { numRuns },
  );
});
