// Exports take the place of what was there only when they are whole, and only of ordinary files.
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { replaceFile } from './write-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groma-write-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const writeText = (text: string) => async (temporary: string) => writeFileSync(temporary, text);

it('replaces a file and leaves nothing beside it', async () => {
  const file = join(folder, 'a.csv');
  writeFileSync(file, 'old');
  await replaceFile(file, writeText('new'));
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(readdirSync(folder)).toEqual(['a.csv']);
});

it('leaves the old file when writing fails', async () => {
  const file = join(folder, 'a.csv');
  writeFileSync(file, 'old');
  const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
  await expect(
    replaceFile(file, async (temporary) => {
      writeFileSync(temporary, 'half');
      throw full;
    }),
  ).rejects.toMatchObject({ code: 'disk_full' });
  expect(readFileSync(file, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['a.csv']);
});

it('writes behind a link and keeps the link', async () => {
  const file = join(folder, 'a.csv');
  const link = join(folder, 'link.csv');
  writeFileSync(file, 'old');
  symlinkSync(file, link);
  await replaceFile(link, writeText('new'));
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
});

it('never takes the place of a folder or a device', async () => {
  mkdirSync(join(folder, 'b.csv'));
  await expect(replaceFile(join(folder, 'b.csv'), writeText('new'))).rejects.toMatchObject({
    code: 'file_not_writable',
  });
  if (process.platform !== 'win32')
    await expect(replaceFile('/dev/null', writeText('new'))).rejects.toMatchObject({ code: 'file_not_writable' });
});

it('a name that no file can have is said', async () => {
  await expect(replaceFile(join(folder, 'n'.repeat(300)), writeText('x'))).rejects.toMatchObject({
    code: 'file_not_writable',
    params: { reason: 'ENAMETOOLONG' },
  });
});

it('never takes the place of a site, under whatever name, or of what belongs to one', async () => {
  const site = join(folder, 'site.sqlite');
  writeFileSync(site, 'SQLite format 3\0 and all that was surveyed');
  symlinkSync(site, join(folder, 'link.csv'));
  for (const name of ['site.sqlite', 'link.csv', 'new.groma', 'a.groma-wal'])
    await expect(replaceFile(join(folder, name), writeText('x'))).rejects.toMatchObject({ code: 'file_not_writable' });
  expect(readFileSync(site, 'utf8')).toContain('all that was surveyed');
  expect(readdirSync(folder).sort()).toEqual(['link.csv', 'site.sqlite']);
});
