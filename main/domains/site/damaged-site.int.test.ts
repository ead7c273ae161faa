// A site whose pages are damaged where only the core looks: refused, untouched, and not held afterwards.
import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestSite, type TestSite } from '../../core/testing/test-site.ts';

let test: TestSite;
beforeEach(async () => {
  test = await openTestSite();
  await test.client.call('site.closeSite', { siteId: test.siteId });
});
afterEach(() => test.close());

function spoilTable(file: string, table: string): void {
  const database = new DatabaseSync(file, { readOnly: true });
  const row = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table);
  database.close();
  const bytes = readFileSync(file);
  bytes.fill(0xa5, 8192 * (Number(row?.['rootpage']) - 1), 8192 * Number(row?.['rootpage']));
  writeFileSync(file, bytes);
}

describe('a site with a damaged page', () => {
  it.each(['site', 'floors', 'radios', 'tasks'])(
    'of its table %s is refused, again and again, until it is whole',
    async (table) => {
      const whole = readFileSync(test.file);
      spoilTable(test.file, table);
      const damaged = readFileSync(test.file);
      for (let time = 0; time < 2; time++) {
        await expect(test.client.call('site.openSite', { file: test.file })).rejects.toMatchObject({
          code: 'site_damaged',
          params: { file: 'test.groma' },
        });
        expect(readFileSync(test.file).equals(damaged)).toBe(true);
      }
      await expect(test.client.call('site.getInfo', { siteId: test.siteId })).rejects.toMatchObject({
        code: 'site_not_open',
      });
      writeFileSync(test.file, whole);
      expect(await test.client.call('site.openSite', { file: test.file })).toMatchObject({ readOnly: false });
      expect(await test.client.call('site.verifySite', { siteId: test.siteId })).toEqual({ ok: true, problems: [] });
    },
  );

  it.each(['photos', 'readings'])('of its empty table %s is found by verifying, and left as it is', async (table) => {
    spoilTable(test.file, table);
    const damaged = readFileSync(test.file);
    await test.client.call('site.openSite', { file: test.file });
    const { ok, problems } = await test.client.call('site.verifySite', { siteId: test.siteId });
    expect([ok, problems.length > 0]).toEqual([false, true]);
    await test.client.call('site.closeSite', { siteId: test.siteId });
    expect(readFileSync(test.file).equals(damaged)).toBe(true);
  });
});
