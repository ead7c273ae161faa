// Sites out as Ekahau projects and in again: nothing of what docs/esx.md lists is lost, and what came from a file goes back as it came.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DesignObject } from '../../../../shared/model/design.ts';
import { openTestSite, type TestSite } from '../../../core/testing/test-site.ts';
import { drawSite, exportFrom, importInto, objectsOf, readingsOf, withoutPhotos } from '../testing/drawn-site.ts';
import { esxIds, esxOf } from '../testing/esx-file.ts';

let site: TestSite;
let other: TestSite;
beforeEach(async () => {
  [site, other] = await Promise.all([openTestSite(), openTestSite()]);
});
afterEach(() => Promise.all([site.close(), other.close()]));

type Json = Record<string, unknown>;
const members = (bytes: Uint8Array): Map<string, Uint8Array> => new Map(Object.entries(unzipSync(bytes)));
const listOf = (bytes: Uint8Array, name: string): Json[] => {
  const document = JSON.parse(new TextDecoder().decode(members(bytes).get(`${name}.json`))) as Record<string, Json[]>;
  return document[name] ?? [];
};

describe.each(['1.5.0', '1.9.0'] as const)('a project of schema %s', (schema) => {
  test('goes back as it came where nobody has changed anything', async () => {
    const original = esxOf({
      schema,
      members: { 'vendorThings.json': { vendorThings: [{ id: 'x', odd: [1, null] }] } },
    });
    await importInto(site, 'in.esx', original);
    const { bytes, remarks } = await exportFrom(site, 'out.esx');
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
    await importInto(site, 'in.esx', esxOf({ schema }));
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
    const { bytes } = await exportFrom(site, 'out.esx');
    const [radio] = listOf(bytes, 'simulatedRadios');
    // The antenna is still the file's own.
    expect(radio).toMatchObject({
      transmitPower: 11,
      antennaTypeId: listOf(esxOf({ schema }), 'simulatedRadios')[0]?.['antennaTypeId'],
    });
    expect(listOf(bytes, 'areas')).toEqual([]);
    await importInto(other, 'in.esx', bytes);
    expect(await objectsOf(other)).toEqual((await objectsOf(site)).map(withoutPhotos));
    expect((await objectsOf(other)).map(({ kind }) => kind)).toContain('note');
    expect(await readingsOf(other)).toEqual(await readingsOf(site));
  });
});

test('a site of our own, into another one: what is listed comes back', async () => {
  await drawSite(site);
  const { bytes, remarks, readings, walks } = await exportFrom(site, 'out.esx');
  expect({ readings, walks }).toEqual({ readings: 40, walks: 1 });
  expect(remarks).toEqual(['Bluetooth readings stay here, the format has no place for them: 1.']);
  await importInto(other, 'in.esx', bytes);
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
  await drawSite(site);
  const before = await objectsOf(site);
  const readings = await readingsOf(site);
  const { bytes } = await exportFrom(site, 'out.esx');
  await importInto(site, 'in.esx', bytes);
  expect((await objectsOf(site)).filter(({ kind }) => kind !== 'material')).toEqual(
    before.filter(({ kind }) => kind !== 'material'),
  );
  expect(await readingsOf(site)).toEqual(readings);
});

test('walls that meet share their point, and names of people stay here', async () => {
  await drawSite(site);
  const { bytes } = await exportFrom(site, 'out.esx');
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
  await importInto(site, 'in.esx', readFileSync(sample));
  const { bytes } = await exportFrom(site, 'out.esx');
  await importInto(other, 'in.esx', bytes);
  expect(await objectsOf(other)).toEqual((await objectsOf(site)).map(withoutPhotos));
  expect(await readingsOf(other)).toEqual(await readingsOf(site));
});
