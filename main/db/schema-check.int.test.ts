// Site files from elsewhere: what no Groma made is refused when it is opened, and never run.
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeSqlite } from '../adapters/node-sqlite.ts';
import { createSiteFiles } from './site-files.ts';

const siteFiles = createSiteFiles({ engine: nodeSqlite, me: 'the test' });
const endless = 'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c)';
const uuid = '3b241101-e2bb-4255-8caf-4136c566a962';
const plan = `INSERT INTO plans (id, floor, format, file_name, width_px, height_px, is_vector, imported_at) VALUES ('${uuid}', 1, 'png', 'a.png', 9, 9, 0, '')`;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'groma-schema-'));
  await siteFiles.create(join(folder, 'site.groma'), {
    id: uuid,
    name: 'Site',
    createdAt: '2026-01-05T09:00:00.000Z',
    practiceSeed: undefined,
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let number = 0;
function changed(sql: string): string {
  const file = join(folder, `changed-${++number}.groma`);
  copyFileSync(join(folder, 'site.groma'), file);
  const database = new DatabaseSync(file);
  database.exec('PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF');
  database.exec(sql);
  database.close();
  return file;
}

describe('refused, and left untouched:', () => {
  it.each([
    [
      'a view without end in the place of the site',
      `ALTER TABLE site RENAME TO s; CREATE VIEW site AS ${endless} SELECT s.* FROM c, s WHERE n < 0`,
      'table site',
    ],
    [
      'a view without end in the place of a summary',
      `ALTER TABLE heard RENAME TO h; CREATE VIEW heard AS ${endless} SELECT h.* FROM c, h WHERE n < 0`,
      'table heard',
    ],
    [
      'a trigger that deletes what is measured',
      'CREATE TRIGGER evil AFTER INSERT ON scans BEGIN DELETE FROM readings; END',
      'trigger evil',
    ],
    ['readings that can be changed', 'DROP TRIGGER readings_are_immutable', 'trigger readings_are_immutable'],
    [
      'a trigger of another kind under a known name',
      'DROP TRIGGER scans_are_immutable; CREATE TRIGGER scans_are_immutable BEFORE UPDATE ON scans BEGIN DELETE FROM scans; END',
      'trigger scans_are_immutable',
    ],
    ['a table that is missing', 'DROP TABLE photos', 'table photos'],
    ['a column that is missing', 'ALTER TABLE photos DROP COLUMN bytes', 'table photos'],
    [
      'a module in the place of a table',
      'DROP TABLE photos; CREATE VIRTUAL TABLE photos USING fts5(id)',
      'table photos',
    ],
    ['no site', 'DELETE FROM site', 'no site'],
    [
      'two sites',
      `INSERT INTO site (id, name, created_at) VALUES ('0${uuid.slice(1)}', 'B', '2026-01-05T09:00:00Z')`,
      'more than one site',
    ],
    ['a site without a name', `UPDATE site SET name = ''`, 'in site, name'],
    ['a date that is none', `UPDATE site SET created_at = 'soon'`, 'in site, created_at'],
    ['a floor without an identity', `INSERT INTO floors VALUES (1, '../../etc', 'A', 0)`, 'in floors, id'],
    ['a plan as wide as the sky', `${plan}; UPDATE plans SET width_px = 9e15`, 'in plans, width_px'],
    ['a plan at infinity', `${plan}; UPDATE plans SET origin_x_m = 9e999`, 'in plans, origin_x_m'],
    ['a plan with checks that are none', `${plan}; UPDATE plans SET scale_checks = '{'`, 'in plans, scale_checks'],
    [
      'a plan of two billion tiles',
      `${plan}; INSERT INTO plan_levels VALUES ('${uuid}', 0, 9, 9, 9, 2000000000, 1)`,
      'in plan_levels, column_count',
    ],
    [
      'a plan of more tiles than its picture has',
      `${plan}; INSERT INTO plan_levels VALUES ('${uuid}', 0, 9, 9, 9, 1000, 1000)`,
      'in plan_levels',
    ],
    [
      'a radio beyond all numbers',
      `INSERT INTO radios (id, kind, key) VALUES (9007199254740993, 'wifi', 'aa')`,
      'in radios, id',
    ],
    ['a radio below zero', `INSERT INTO radios (id, kind, key) VALUES (-5, 'wifi', 'aa')`, 'in radios, id'],
  ])('%s', async (_what, sql, detail) => {
    const file = changed(sql);
    const before = readFileSync(file);
    await expect(siteFiles.open(file)).rejects.toMatchObject({
      code: 'site_damaged',
      params: { detail: expect.stringContaining(detail) },
    });
    expect(readFileSync(file).equals(before)).toBe(true);
    rmSync(file);
    expect(readdirSync(folder)).toEqual(['site.groma']);
  });
});

it('what another program keeps in tables of its own does not matter', async () => {
  const site = await siteFiles.open(
    changed('CREATE TABLE notes_of_mine (a TEXT); CREATE INDEX mine ON scans (time_ms)'),
  );
  expect(site.readOnlyReason).toBeUndefined();
  site.close();
});
