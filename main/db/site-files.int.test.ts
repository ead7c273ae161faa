// Site files on a real disk: what is wrong with one is said in its own words, and the file stays as it was.
import { randomUUID } from 'node:crypto';
import {
  copyFileSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import { nodeSqlite } from '../adapters/node-sqlite.ts';
import type { DatabaseEngine } from '../ports/database.ts';
import { applicationId } from './header.ts';
import { loadMigrations, type Migration } from './migrations.ts';
import { createSiteFiles } from './site-files.ts';

const siteFiles = createSiteFiles({ engine: nodeSqlite, me: 'the test' });
let folder: string;
let file: string;
const site = () => ({
  id: randomUUID(),
  name: 'Depot',
  createdAt: '2026-01-05T00:00:00.000Z',
  practiceSeed: undefined,
});

/** A site that was opened, filled and closed: one file, without companions. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'groma-site-files-'));
  file = join(folder, 'site.groma');
  await siteFiles.create(file, site());
  const { database, close } = await siteFiles.open(file);
  database.transaction(() => {
    for (let level = 0; level < 2_000; level++)
      database
        .prepare('INSERT INTO floors (id, name, level) VALUES (?, ?, ?)')
        .run(randomUUID(), `Floor ${level}`, level);
  });
  close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function problemOf(path: string, files = siteFiles) {
  try {
    (await files.open(path)).close();
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
  return undefined;
}
const countFloors = async (path: string) => {
  const { database, close } = await siteFiles.open(path);
  const count = database.prepare('SELECT count(*) AS n FROM floors').get<{ n: number }>()?.n;
  close();
  return count;
};
function makeSqlite(path: string, sql: string): void {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
}
function overwrite(path: string, from: number, bytes: Buffer): void {
  const whole = readFileSync(path);
  bytes.copy(whole, from);
  writeFileSync(path, whole);
}

describe('opening a file that is no site of this Groma', () => {
  const newest = loadMigrations().length;
  const broken: readonly [string, string, () => void][] = [
    ['from a newer Groma', 'site_newer', () => makeSqlite(file, `PRAGMA user_version = ${newest + 1}`)],
    ['another program’s SQLite file', 'not_a_site_file', () => replaceBySqlite('CREATE TABLE songs (id)')],
    [
      'a SQLite file that bears our mark and nothing else',
      'not_a_site_file',
      () => replaceBySqlite(`PRAGMA application_id = ${applicationId}; CREATE TABLE t (id)`),
    ],
    [
      'one with our mark and format, but no site in it',
      'site_damaged',
      () =>
        replaceBySqlite(
          `PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${newest}; CREATE TABLE t (id)`,
        ),
    ],
    ['a text', 'not_a_site_file', () => writeFileSync(file, 'time,scan,floor\n'.repeat(100))],
    ['an empty file', 'not_a_site_file', () => writeFileSync(file, '')],
    ['one cut in its header', 'not_a_site_file', () => truncateSync(file, 60)],
    ['one cut in its first page', 'site_damaged', () => truncateSync(file, 5_000)],
    ['one cut in the middle', 'site_damaged', () => truncateSync(file, 8192 * 7)],
    ['one without its last byte', 'site_damaged', () => truncateSync(file, readFileSync(file).length - 1)],
    ['one whose first page is noise', 'site_damaged', () => overwrite(file, 100, Buffer.alloc(8_000, 0xa5))],
    [
      'one whose site row’s page is noise',
      'site_damaged',
      () => overwrite(file, 8192 * (rootPage('site') - 1), Buffer.alloc(8192, 0xa5)),
    ],
  ];
  function replaceBySqlite(sql: string): void {
    rmSync(file);
    makeSqlite(file, sql);
  }
  function rootPage(table: string): number {
    const database = new DatabaseSync(file);
    const row = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table);
    database.close();
    return Number(row?.['rootpage']);
  }

  it.each(broken)('%s: %s', async (_what, code, spoil) => {
    spoil();
    const before = readFileSync(file);
    const problem = await problemOf(file);
    expect(problem?.code).toBe(code);
    expect(`${problem?.message} ${problem?.step}`).not.toMatch(/[{}]/);
    expect(problem?.message).toContain('site.groma');
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['site.groma']);
    // Nothing is held after a refusal: a good file in its place opens for writing.
    expect((await problemOf(file))?.code).toBe(code);
  });

  it('a file that is not there, and a folder', async () => {
    expect((await problemOf(join(folder, 'none.groma')))?.code).toBe('file_not_found');
    expect((await problemOf(folder))?.code).toBe('not_a_site_file');
  });

  it('one that another program holds', async () => {
    const holder = new DatabaseSync(file);
    holder.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    const before = readFileSync(file);
    expect(await problemOf(file)).toMatchObject({ code: 'site_locked', params: { file: 'site.groma' } });
    expect(readFileSync(file).equals(before)).toBe(true);
    holder.exec('ROLLBACK');
    holder.close();
    expect(await countFloors(file)).toBe(2_000);
  });
});

describe('a site file that is refused', () => {
  it('keeps its log of changes, and everything stays as it was found', async () => {
    (await siteFiles.open(file)).close();
    const killed = new DatabaseSync(file);
    killed.exec(
      'PRAGMA wal_autocheckpoint = 0; CREATE TRIGGER evil AFTER INSERT ON scans BEGIN DELETE FROM readings; END',
    );
    const path = join(folder, 'killed.groma');
    for (const ending of ['', '-wal']) copyFileSync(`${file}${ending}`, `${path}${ending}`);
    killed.close();
    const before = [path, `${path}-wal`].map((each) => readFileSync(each));
    expect((await problemOf(path))?.code).toBe('site_damaged');
    expect([path, `${path}-wal`].map((each) => readFileSync(each))).toEqual(before);
    expect(readdirSync(folder).sort()).toEqual(['killed.groma', 'killed.groma-wal', 'site.groma']);
  });
});

describe('a site file', () => {
  it('is one file when it is closed, wherever it is then moved or copied to', async () => {
    expect(readdirSync(folder)).toEqual(['site.groma']);
    copyFileSync(file, join(folder, 'copy.groma'));
    renameSync(file, join(folder, 'moved.groma'));
    expect(await countFloors(join(folder, 'copy.groma'))).toBe(2_000);
    expect(await countFloors(join(folder, 'moved.groma'))).toBe(2_000);
  });

  it('is written by one at a time: the next one reads, and learns who writes', async () => {
    const first = await siteFiles.open(file);
    const second = await createSiteFiles({ engine: nodeSqlite, me: 'another' }).open(file);
    expect(first.readOnlyReason).toBeUndefined();
    expect(second.readOnlyReason).toMatchObject({ code: 'site_open_elsewhere', params: { owner: 'the test' } });
    expect(() => second.database.exec('DELETE FROM floors')).toThrow();
    second.close();
    first.close();
    const third = await siteFiles.open(file);
    expect(third.readOnlyReason).toBeUndefined();
    third.close();
  });

  it('is whole without its log a moment after a change, for who copies it while it is open', async () => {
    const { database, close } = await siteFiles.open(file);
    database.exec(`INSERT INTO floors (id, name, level) VALUES ('${randomUUID()}', 'Roof', 3000)`);
    const copy = join(folder, 'copy.groma');
    await expect
      .poll(
        async () => {
          copyFileSync(file, copy);
          return countFloors(copy);
        },
        { timeout: 20_000, interval: 500 },
      )
      .toBe(2_001);
    close();
  });

  it('that may only be read is read anew when another one changes it', async () => {
    const reader = nodeSqlite.open(file, { readOnly: true });
    const count = () => reader.prepare('SELECT count(*) AS n FROM floors').get<{ n: number }>()?.n;
    expect(count()).toBe(2_000);
    const owner = await siteFiles.open(file);
    owner.database.exec('DELETE FROM floors WHERE level >= 1000');
    expect(count()).toBe(1_000);
    owner.database.exec('VACUUM');
    owner.close();
    expect(count()).toBe(1_000);
    reader.close();
  });

  it('for looking at only: what comes into its place goes through the same checks, and statements that are held go on', async () => {
    // A second name makes it so that nobody here may write it.
    const shown = join(folder, 'shown.groma');
    linkSync(file, shown);
    const { database, close } = await siteFiles.open(shown);
    const floors = database.prepare('SELECT count(*) AS n FROM floors');
    const count = () => floors.get<{ n: number }>()?.n;
    expect(count()).toBe(2_000);
    const put = (change: string) => {
      const next = join(folder, 'next.groma');
      copyFileSync(file, next);
      const other = new DatabaseSync(next);
      other.exec(change);
      other.close();
      renameSync(next, shown);
    };
    const codeOf = () => {
      try {
        return count();
      } catch (error) {
        return (error as AppError).code;
      }
    };
    put('DELETE FROM floors WHERE level >= 1000');
    expect(codeOf()).toBe(1_000);
    put('ALTER TABLE heard RENAME TO h; CREATE VIEW heard AS SELECT * FROM h');
    expect([codeOf(), codeOf()]).toEqual(['site_damaged', 'site_damaged']);
    put(`UPDATE site SET id = '${randomUUID()}'`);
    expect(codeOf()).toBe('site_gone');
    rmSync(shown);
    expect(codeOf()).toBe('site_gone');
    put('DELETE FROM floors WHERE level >= 500');
    expect(codeOf()).toBe(500);
    close();
  });

  it('on a full disk is for looking at', async () => {
    const full = new AppError('disk_full');
    const engine: DatabaseEngine = {
      open: (path, options) => {
        if (!options.readOnly && path === file) throw full;
        return nodeSqlite.open(path, options);
      },
    };
    const opened = await createSiteFiles({ engine, me: 'the test' }).open(file);
    expect(opened.readOnlyReason).toBe(full);
    expect(opened.database.prepare('SELECT count(*) AS n FROM floors').get()).toEqual({ n: 2_000 });
    opened.close();
    expect(readdirSync(folder)).toEqual(['site.groma']);
  });

  it('with two names is for looking at only: each name would have its own log of changes', async () => {
    linkSync(file, join(folder, 'other.groma'));
    const linked = await siteFiles.open(join(folder, 'other.groma'));
    expect(linked.readOnlyReason).toMatchObject({ code: 'site_has_two_names' });
    expect(() => linked.database.exec('DELETE FROM floors')).toThrow();
    linked.close();
    rmSync(join(folder, 'other.groma'));
    const alone = await siteFiles.open(file);
    expect(alone.readOnlyReason).toBeUndefined();
    alone.close();
  });

  it('is never written over', async () => {
    const before = readFileSync(file);
    await expect(siteFiles.create(file, site())).rejects.toMatchObject({ code: 'file_exists' });
    await expect(siteFiles.create(join(folder, 'none', 'a.groma'), site())).rejects.toMatchObject({
      code: 'folder_not_found',
    });
    const { database, close } = await siteFiles.open(file);
    await expect(siteFiles.backup(database, file)).rejects.toMatchObject({ code: 'file_exists' });
    close();
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('keeps readings and scans as they were measured', async () => {
    const { database, close } = await siteFiles.open(file);
    database.exec(`INSERT INTO scans (uuid, floor, time_ms) VALUES (zeroblob(16), 1, 0)`);
    expect(() => database.exec('UPDATE scans SET time_ms = 1')).toThrow(/immutable/);
    close();
  });
});

describe('backup and verify', () => {
  it('copies a site that is in use, and the copy is whole', async () => {
    const { database, close } = await siteFiles.open(file);
    database.exec(`INSERT INTO floors (id, name, level) VALUES ('${randomUUID()}', 'Roof', 3000)`);
    const copy = join(folder, 'backup.groma');
    expect(await siteFiles.backup(database, copy)).toEqual({ problems: [] });
    close();
    expect(await countFloors(copy)).toBe(2_001);
    expect(readdirSync(folder).sort()).toEqual(['backup.groma', 'site.groma']);
  });

  it('finds what does not fit together', async () => {
    const { database, close } = await siteFiles.open(file);
    expect(siteFiles.verify(database)).toEqual([]);
    database.exec(`INSERT INTO radios (kind, key) VALUES ('wifi', 'aa'); INSERT INTO heard VALUES (1, 1, 5, -40)`);
    expect(siteFiles.verify(database)).toEqual(['the summary of radio 1 does not agree with its readings']);
    database.exec(`PRAGMA foreign_keys = OFF; INSERT INTO readings VALUES (1, 1, 99, 0, -40, NULL, 0, NULL)`);
    expect(siteFiles.verify(database).join('; ')).toMatch(/row of readings.*scan 99/);
    close();
  });
});

describe('a newer format', () => {
  const now = loadMigrations().length;
  const next: Migration = {
    version: now + 1,
    name: 'notes.sql',
    sql: 'CREATE TABLE notes (id TEXT PRIMARY KEY) STRICT;',
  };
  const withNext = (sql = next.sql) =>
    createSiteFiles({ engine: nodeSqlite, me: 'the next Groma', migrations: [...loadMigrations(), { ...next, sql }] });
  const versionOf = (path: string) => readFileSync(path).readUInt32BE(60);

  it('is reached by a migration, after a backup that the older Groma still opens', async () => {
    const upgraded = await withNext().open(file);
    expect(versionOf(file)).toBe(now + 1);
    upgraded.close();
    const backup = join(folder, `site.format-${now}.backup.groma`);
    expect(versionOf(backup)).toBe(now);
    expect(await countFloors(backup)).toBe(2_000);
    expect((await problemOf(file))?.code).toBe('site_newer');
  });

  it('is reached once, also where the program was killed just after', async () => {
    const once = withNext(`UPDATE site SET name = name || '!'`);
    // Written in WAL mode by a first opening, and killed before the log went into the file.
    (await siteFiles.open(file)).close();
    const killed = new DatabaseSync(file);
    killed.exec(`PRAGMA wal_autocheckpoint = 0; UPDATE site SET name = name || '!'; PRAGMA user_version = ${now + 1}`);
    for (const ending of ['', '-wal']) copyFileSync(`${file}${ending}`, join(folder, `killed.groma${ending}`));
    killed.close();
    const path = join(folder, 'killed.groma');
    expect(versionOf(path)).toBe(now);
    expect((await problemOf(path))?.code).toBe('site_newer');
    const { database, close } = await once.open(path);
    expect(database.prepare('SELECT name FROM site').get()).toEqual({ name: 'Depot!' });
    close();
  });

  it('is not reached by half: a migration that fails leaves the site as it was', async () => {
    const broken = withNext(`${next.sql} DELETE FROM floors; INSERT INTO nowhere VALUES (1);`);
    expect((await problemOf(file, broken))?.code).toBe('site_damaged');
    expect(versionOf(file)).toBe(now);
    expect(await countFloors(file)).toBe(2_000);
    (await withNext().open(file)).close();
    expect(readdirSync(folder).sort()).toEqual([
      `site.format-${now}.backup-2.groma`,
      `site.format-${now}.backup.groma`,
      'site.groma',
    ]);
  });

  it('is not forced upon a file that may only be read', async () => {
    const holder = await siteFiles.open(file);
    expect((await problemOf(file, withNext()))?.code).toBe('site_needs_upgrade');
    holder.close();
    expect(versionOf(file)).toBe(now);
  });
});
