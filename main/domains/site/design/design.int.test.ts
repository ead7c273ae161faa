import { randomUUID } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ObjectEdit } from '../../../../shared/contract/design.ts';
import { ObjectId } from '../../../../shared/model/ids.ts';
import { nodeSqlite } from '../../../adapters/node-sqlite.ts';
import { openTestSite, type TestSite } from '../../../core/testing/test-site.ts';
import { applicationId } from '../../../db/header.ts';
import { loadMigrations } from '../../../db/migrations.ts';
import { createSiteFiles } from '../../../db/site-files.ts';

let site: TestSite;
let floor: string;
beforeEach(async () => {
  site = await openTestSite();
  ({ floorId: floor } = await site.client.call('site.addFloor', { siteId: site.siteId, name: '1F' }));
});
afterEach(() => site.close());

const newId = () => ObjectId.parse(randomUUID());
const edit = (title: string, ...changes: ObjectEdit[]) =>
  site.client.call('floorplan.editObjects', { siteId: site.siteId, title, changes });
const list = (since = 0) => site.client.call('floorplan.listObjects', { siteId: site.siteId, floor: '1F', since });
const wall = (objectId = newId()): ObjectEdit => ({
  objectId,
  kind: 'wall',
  set: { floor, line: [0, 0, 5, 0], material: 'brick', origin: 'drawn' },
});

describe('design objects', () => {
  test('are drawn, changed, removed and brought back; who asks since a revision gets only what changed', async () => {
    const id = newId();
    const drawn = await edit('Wall drawn', wall(id), wall());
    expect(drawn.objects).toHaveLength(2);
    const changed = await edit('Material changed', { objectId: id, kind: 'wall', set: { material: 'glass' } });
    expect(changed.objects).toMatchObject([{ objectId: id, fields: { material: 'glass', line: [0, 0, 5, 0] } }]);
    expect((await list(drawn.revision)).objects).toHaveLength(1);
    const removed = await edit('Wall removed', { objectId: id, kind: 'wall', set: { deleted: true } });
    expect(removed.removed).toEqual([id]);
    expect((await list(changed.revision)).removed).toEqual([id]);
    await expect(edit('Moved', { objectId: id, kind: 'wall', set: { material: 'brick' } })).rejects.toMatchObject({
      code: 'object_not_found',
    });
    await edit('Undo', { objectId: id, kind: 'wall', set: { deleted: false } });
    const walls = (await list()).objects.filter(({ kind }) => kind === 'wall');
    expect(walls.map(({ fields }) => fields)).toContainEqual(expect.objectContaining({ material: 'glass' }));
    const info = await site.client.call('site.getInfo', { siteId: site.siteId });
    expect(info).toMatchObject({ walls: 2 });
  });

  test('what an object cannot hold is refused with the field, and nothing of the edit is kept', async () => {
    const bad: [ObjectEdit, RegExp][] = [
      [{ ...wall(), set: { ...wall().set, line: [0, 0, 5] } }, /line/],
      [{ ...wall(), set: { ...wall().set, line: [0, 0, 5, Number.NaN] } }, /line/],
      [{ ...wall(), set: { ...wall().set, colour: 'red' } }, /colour/],
      [{ ...wall(), set: { material: 'brick' } }, /floor|line|origin/],
      [{ ...wall(), set: { ...wall().set, material: '' } }, /material/],
    ];
    for (const [change, detail] of bad)
      await expect(edit('Bad', wall(), change)).rejects.toMatchObject({
        code: 'object_not_valid',
        params: { detail: expect.stringMatching(detail) },
      });
    expect((await list()).objects.filter(({ kind }) => kind === 'wall')).toEqual([]);
  });

  test('an access point says where its radios hang and what they are called, until it is gone', async () => {
    const objectId = newId();
    const radio = {
      band: '5',
      enabled: true,
      channel: 36,
      widthMhz: 40,
      powerDbm: 15,
      antenna: 'omni',
      azimuthDeg: 0,
      tiltDeg: 0,
    };
    await edit('AP placed', {
      objectId,
      kind: 'ap',
      set: {
        floor,
        place: [3, 4],
        heightM: 2.7,
        name: 'AP 7',
        mounting: 'ceiling',
        radios: [{ ...radio, bssids: ['AA:bb:cc:00:00:07'] }],
      },
    });
    const radios = async () => (await site.client.call('site.listRadios', { siteId: site.siteId })).radios;
    expect(await radios()).toMatchObject([
      {
        key: 'aa:bb:cc:00:00:07',
        name: 'AP 7',
        xM: 3,
        yM: 4,
        heightM: 2.7,
        txPowerDbm: 15,
        freqMhz: 5180,
        floorId: floor,
      },
    ]);
    await edit('AP moved', { objectId, kind: 'ap', set: { place: [9, 9] } });
    expect(await radios()).toMatchObject([{ xM: 9, yM: 9 }]);
    await edit('AP removed', { objectId, kind: 'ap', set: { deleted: true } });
    const [left] = await radios();
    expect(left).toMatchObject({ key: 'aa:bb:cc:00:00:07' });
    expect(left?.xM).toBeUndefined();
  });
});

describe('a site of format 1', () => {
  test('keeps its walls, floors and placed radios; two copies that are upgraded apart come to the same objects', async () => {
    const [first] = loadMigrations();
    const file = join(site.folder, 'old.groma');
    const old = new DatabaseSync(file);
    old.exec(`PRAGMA page_size = 8192; PRAGMA application_id = ${applicationId}`);
    old.exec(first?.sql ?? '');
    old.exec(`PRAGMA user_version = 1;
      INSERT INTO site (id, name, created_at) VALUES ('${randomUUID()}', 'Old', '2026-01-05T09:00:00.000Z');
      INSERT INTO floors VALUES (1, '${randomUUID()}', 'GF', 0);
      INSERT INTO walls VALUES ('${randomUUID()}', 1, 0, 1, 2, 3, 'brick', 'plan', 'A-WALL');
      INSERT INTO radios (kind, key, name, named_by_person, freq_mhz, floor, x_m, y_m) VALUES ('wifi', 'aa', 'AP 1', 1, 5180, 1, 4, 5);
      INSERT INTO radios (kind, key, name, named_by_person, floor, tx_power_dbm) VALUES ('ble', 'b/1/2', 'Beacon', 1, 1, -12);
      INSERT INTO radios (kind, key, name) VALUES ('wifi', 'cc', 'guest');`);
    old.close();
    copyFileSync(file, join(site.folder, 'copy.groma'));
    const siteFiles = createSiteFiles({ engine: nodeSqlite, me: 'test' });
    const tables = [];
    for (const name of ['old.groma', 'copy.groma']) {
      const opened = await siteFiles.open(join(site.folder, name));
      expect(siteFiles.verify(opened.database)).toEqual([]);
      tables.push(
        ['operations', 'changes', 'objects'].map((table) =>
          opened.database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all(),
        ),
      );
      opened.close();
    }
    expect(tables[0]).toEqual(tables[1]);
    const { client } = site;
    const { siteId } = await client.call('site.openSite', { file });
    expect(await client.call('floorplan.listWalls', { siteId, floor: 'GF' })).toMatchObject({
      walls: [{ x1M: 0, y1M: 1, x2M: 2, y2M: 3, material: 'brick', origin: 'plan', layer: 'A-WALL' }],
    });
    const { objects } = await client.call('floorplan.listObjects', { siteId, floor: 'GF' });
    expect(objects.map(({ kind }) => kind).sort()).toEqual(['ap', 'beacon', 'floor', 'site', 'wall']);
    expect(objects.find(({ kind }) => kind === 'ap')).toMatchObject({
      fields: { name: 'AP 1', place: [4, 5], radios: [{ band: '5', channel: 36, bssids: ['aa'] }] },
    });
    await client.call('site.updateFloor', { siteId, floor: 'GF', name: 'Ground' });
    expect((await client.call('site.getInfo', { siteId })).floors).toMatchObject([
      { name: 'Ground', level: 0, walls: 1 },
    ]);
  });
});
