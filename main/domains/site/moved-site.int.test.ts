// The file of an open site is moved or deleted: nothing is written into the void, and all goes on once it is back.
import { renameSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestSite, type TestSite } from '../../core/testing/test-site.ts';

let site: TestSite;
beforeEach(async () => {
  site = await openTestSite();
});
afterEach(() => site.close());

it.skipIf(process.platform === 'win32')('says so instead of writing, until the file is back', async () => {
  const addFloor = (name: string) => site.client.call('site.addFloor', { siteId: site.siteId, name });
  await addFloor('F1');
  renameSync(site.file, `${site.file}.away`);
  await expect(addFloor('F2')).rejects.toMatchObject({ code: 'site_gone', params: { file: site.file } });
  renameSync(`${site.file}.away`, site.file);
  await addFloor('F2');
  const info = await site.client.call('site.getInfo', { siteId: site.siteId });
  expect(info.floors.map((floor) => floor.name)).toEqual(['F1', 'F2']);
});
