// A site that is opened again while it is still closing: the new opening waits, and is as good as the first.
import { expect, it } from 'vitest';
import { openTestSite } from '../../core/testing/test-site.ts';

it('is writable and has its tasks, also when a task was running', async () => {
  const site = await openTestSite();
  try {
    for (let round = 0; round < 5; round++) {
      const closing = site.client.call('site.closeSite', { siteId: site.siteId });
      const again = await site.client.call('site.openSite', { file: site.file });
      await closing;
      expect(again).toMatchObject({ siteId: site.siteId, readOnly: false });
      expect(await site.client.call('tasks.listTasks', { siteId: site.siteId })).toEqual({ tasks: [] });
    }
  } finally {
    await site.close();
  }
});

it('a practice site has its live walk by whatever door it is opened; a real one has none', async () => {
  const site = await openTestSite();
  try {
    const practice = await site.client.call('site.openPracticeSite', { seed: 8 });
    await site.client.call('site.closeSite', { siteId: practice.siteId });
    const { siteId } = await site.client.call('site.openSite', { file: practice.file });
    const { sources } = await site.client.call('survey.listSources', { siteId });
    expect(sources).toMatchObject([{ kind: 'practice', state: 'ready' }]);
    expect(await site.client.call('survey.listSources', { siteId: site.siteId })).toEqual({ sources: [] });
  } finally {
    await site.close();
  }
});

it('practice sites of two seeds asked for at once are two', async () => {
  const site = await openTestSite();
  try {
    const [first, second] = await Promise.all(
      [7, 8].map((seed) => site.client.call('site.openPracticeSite', { seed })),
    );
    expect(first?.siteId).not.toBe(second?.siteId);
    expect(second?.file).toContain('practice-8-');
  } finally {
    await site.close();
  }
});
