// Floors that were a mistake go, floors with what was measured stay.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestSite, type TestSite } from '../../core/testing/test-site.ts';
import { svgBox, svgOf } from '../floorplan/testing/plan-files.ts';
import { gromaHead } from '../survey/testing/readings-files.ts';

let site: TestSite;
beforeAll(async () => {
  site = await openTestSite();
});
afterAll(() => site.close());

function write(name: string, text: string): { path: string } {
  const path = join(site.folder, name);
  writeFileSync(path, text);
  return { path };
}

it('one without readings goes with its plan, its walls and the places of its radios', async () => {
  const { siteId, client } = site;
  const floor = 'Mistake';
  const source = write('a.svg', svgOf(`<g id="A-WALL">${svgBox}</g>`));
  const wallLayers = [{ layer: 'A-WALL' }];
  await site.runTask('floorplan.importPlan', { siteId, source, floor, widthM: 40, wallLayers });
  const list = write('radios.csv', 'radio,name,kind,x_m,y_m\n02:00:00:00:00:07,AP 7,wifi,3,4\n');
  await client.call('site.importRadios', { siteId, floor, source: list });
  await client.call('site.removeFloor', { siteId, floor });
  expect(await client.call('site.getInfo', { siteId })).toMatchObject({ floors: [], walls: 0, radios: 1 });
  const { radios } = await client.call('site.listRadios', { siteId });
  expect(radios).toMatchObject([{ key: '02:00:00:00:00:07', name: 'AP 7' }]);
  expect(radios[0]).not.toHaveProperty('xM');
  expect(await client.call('site.verifySite', { siteId })).toEqual({ ok: true, problems: [] });
  await expect(client.call('site.removeFloor', { siteId, floor })).rejects.toMatchObject({ code: 'floor_not_found' });
});

it('its height and slab are kept, and taken away again', async () => {
  const { siteId, client } = site;
  await client.call('site.addFloor', { siteId, name: 'Tall' });
  const slabLossDb = { '2.4': 14, '5': 18, '6': 20 };
  const fields = async () => {
    const { objects } = await client.call('floorplan.listObjects', { siteId });
    return objects.find((each) => each.kind === 'floor' && each.fields.name === 'Tall')?.fields;
  };
  await client.call('site.updateFloor', { siteId, floor: 'Tall', heightM: 4.5, slabLossDb });
  expect(await fields()).toMatchObject({ name: 'Tall', heightM: 4.5, slabLossDb });
  await client.call('site.updateFloor', { siteId, floor: 'Tall', level: 3 });
  expect(await fields()).toMatchObject({ level: 3, heightM: 4.5, slabLossDb });
  await client.call('site.updateFloor', { siteId, floor: 'Tall', heightM: null, slabLossDb: null });
  expect(Object.keys((await fields()) ?? {}).sort()).toEqual(['level', 'name']);
  await client.call('site.removeFloor', { siteId, floor: 'Tall' });
});

it('one with readings stays', async () => {
  const { siteId, client } = site;
  await client.call('site.addFloor', { siteId, name: '1F' });
  const source = write('a.csv', `${gromaHead}\n2026-01-05T09:00:00Z,1,,1,2,wifi,02:00:00:00:00:01,-50,2412,a\n`);
  await site.runTask('survey.importReadings', { siteId, floor: '1F', source });
  await expect(client.call('site.removeFloor', { siteId, floor: '1F' })).rejects.toMatchObject({
    code: 'floor_has_readings',
    params: { floor: '1F', readings: 1 },
  });
  expect((await client.call('site.getInfo', { siteId })).floors).toHaveLength(1);
});
