// Settings and recent sites, through the contract and on disk.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestCore, type TestCore } from '../../core/testing/test-site.ts';
import { SettingsStore } from './store.ts';

let test: TestCore;
const file = () => join(test.host.paths.data, 'settings.json');
beforeEach(() => {
  test = startTestCore();
});
afterEach(() => test.close());
const create = (name: string) =>
  test.client.call('site.createSite', { file: join(test.folder, `${name}.groma`), name });
const recent = async () => (await test.client.call('settings.listRecentSites', {})).sites;

describe('settings', () => {
  it('start with defaults, keep what is chosen, and leave the rest', async () => {
    expect(await test.client.call('settings.getSettings', {})).toEqual({ theme: 'dark', density: 'compact' });
    await test.client.call('settings.updateSettings', { density: 'comfortable' });
    await test.client.call('settings.updateSettings', { theme: 'light' });
    expect(new SettingsStore(test.host.paths.data).read().settings).toEqual({ theme: 'light', density: 'comfortable' });
    expect(readdirSync(test.host.paths.data).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it.each(['', '{', 'null', '[]', '{"settings":{"theme":"pink"},"recent":7}'])(
    'survive a broken file: %s',
    async (text) => {
      writeFileSync(file(), text);
      expect(await test.client.call('settings.getSettings', {})).toEqual({ theme: 'dark', density: 'compact' });
      expect(await recent()).toEqual([]);
      await test.client.call('settings.updateSettings', { theme: 'light' });
      expect(JSON.parse(readFileSync(file(), 'utf8')).settings.theme).toBe('light');
    },
  );

  it('say when they cannot be written', async () => {
    rmSync(file(), { force: true });
    mkdirSync(join(file(), 'in-the-way'), { recursive: true });
    await expect(test.client.call('settings.updateSettings', { theme: 'light' })).rejects.toMatchObject({
      code: 'file_not_writable',
    });
    // A site opens all the same.
    expect((await create('still')).readOnly).toBe(false);
  });
});

describe('recent sites', () => {
  it('are listed newest first, each once, and know when their file has gone', async () => {
    const { siteId, file: first } = await create('first');
    await create('second');
    await test.client.call('site.closeSite', { siteId });
    await test.client.call('site.openSite', { file: first });
    expect((await recent()).map((site) => [site.name, site.exists])).toEqual([
      ['first', true],
      ['second', true],
    ]);
    await test.client.call('site.closeSite', { siteId });
    renameSync(first, join(test.folder, 'moved.groma'));
    expect((await recent())[0]).toMatchObject({ name: 'first', exists: false });
    await test.client.call('settings.forgetRecentSite', { file: first });
    expect((await recent()).map((site) => site.name)).toEqual(['second']);
  });
});

describe('diagnostics', () => {
  it('tell the version and the newest log lines, without secrets', async () => {
    test.host.log.warn('cloud.refused', { token: 'very-secret-token', url: 'https://u:very-secret-token@x/' });
    const { text } = await test.client.call('settings.collectDiagnostics', {});
    expect(text).toContain(`Groma ${test.host.version}, test shell`);
    expect(text).toContain('cloud.refused');
    expect(text).not.toContain('very-secret-token');
  });
});
