// kill -9 in the middle of recording, at random: every reading that was told to be saved is in the file, and the file is whole.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCoreProcess } from '../../../core/testing/core-process.ts';
import { startTestCore } from '../../../core/testing/test-site.ts';

const kills = Number(process.env['GROMA_KILLS'] ?? 20);
const floor = 'Ground';
const folder = mkdtempSync(join(tmpdir(), 'groma-killed-'));
const file = join(folder, 'walk.groma');

beforeAll(async () => {
  const core = startTestCore(join(folder, 'make'));
  const { siteId } = await core.client.call('site.createSite', { file, name: 'Killed' });
  await core.client.call('site.addFloor', { siteId, name: floor });
  await core.core.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Records until it is killed. Returns what the newest update had told to be saved, in this walk. */
async function recordAndKill(afterMs: number, index: number): Promise<number> {
  const core = await startCoreProcess(join(folder, `home-${index}`), 1_000);
  const { siteId } = await core.client.call('site.openSite', { file });
  const at: [number, number] = [index, index];
  const { taskId } = await core.client.call('survey.startWalk', { siteId, floor, source: 'steady', at });
  let told = 0;
  core.client.subscribe(
    'survey.watchWalk',
    { siteId, taskId },
    {
      event: ({ readings }) => {
        told = readings;
      },
      error: () => undefined,
    },
  );
  await sleep(afterMs);
  await core.kill();
  core.client.close();
  return told;
}

test(`${kills} times at random, and not one acknowledged reading is lost`, async () => {
  let told = 0;
  for (let index = 0; index < kills; index++) {
    told += await recordAndKill(700 + Math.random() * 900, index);
    const core = startTestCore(join(folder, `look-${index}`));
    try {
      const { siteId, readOnly } = await core.client.call('site.openSite', { file });
      expect(readOnly).toBe(false);
      expect(await core.client.call('site.verifySite', { siteId })).toEqual({ ok: true, problems: [] });
      const { readings } = await core.client.call('site.getInfo', { siteId });
      expect(readings).toBeGreaterThanOrEqual(told);
      // What was written just before it could be told counts from here on.
      told = readings;
    } finally {
      await core.core.close();
    }
  }
  expect(told).toBeGreaterThan(kills * 50);
}, 180_000);
