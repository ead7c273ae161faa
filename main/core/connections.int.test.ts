// A window that goes away without closing its site gives it back; one that is loaded again finds it as it was.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openTestSite, type TestSite } from './testing/test-site.ts';

let site: TestSite;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  site = await openTestSite();
});
afterEach(async () => {
  vi.useRealTimers();
  await site.close();
});
const isOpen = async () => {
  const other = site.connect();
  try {
    await other.call('site.getInfo', { siteId: site.siteId });
    return true;
  } catch {
    return false;
  } finally {
    other.close();
  }
};

it('is kept for a page that comes back, and closed for one that does not', async () => {
  site.client.close();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await isOpen()).toBe(true);
  const back = site.connect();
  await back.call('site.openSite', { file: site.file });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await isOpen()).toBe(true);
  back.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await isOpen()).toBe(false);
});

it('is not closed by a window that did not open it', async () => {
  const stranger = site.connect();
  await expect(stranger.call('site.closeSite', { siteId: site.siteId })).rejects.toMatchObject({
    code: 'site_not_open',
  });
  expect(await isOpen()).toBe(true);
});
