import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeScratchFolder } from './scratch-folder.ts';

describe('makeScratchFolder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'groma-scratch-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const aged = (name: string, ageHours: number) => {
    const path = join(folder, name);
    mkdirSync(path);
    writeFileSync(join(path, 'new.groma'), 'half');
    const at = Date.now() / 1000 - ageHours * 3600;
    utimesSync(path, at, at);
    return path;
  };

  test('lies beside the file, and what was left there a day ago goes; what may be in use stays', () => {
    const left = aged('.groma-new-dead00', 25);
    const inUse = aged('.groma-new-alive0', 1);
    const foreign = aged('.other', 100);
    const made = makeScratchFolder(join(folder, 'office.groma'));
    expect(made.startsWith(join(folder, '.groma-new-'))).toBe(true);
    expect([left, inUse, foreign, made].map((path) => existsSync(path))).toEqual([false, true, true, true]);
  });

  test('a folder that is not there is an error', () => {
    expect(() => makeScratchFolder(join(folder, 'no', 'office.groma'))).toThrow(/ENOENT/);
  });
});
