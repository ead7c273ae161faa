// Active tests in a site: what came of each is kept, a failure too.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ActiveOutcome, ActiveTest } from '../../../../shared/contract/active-test.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { openTestSite, type TestSite } from '../../../core/testing/test-site.ts';

let site: TestSite;
let asked: ActiveTest | undefined;
let outcome: () => Promise<ActiveOutcome>;

beforeAll(async () => {
  site = await openTestSite('Tested', {
    tester: {
      run: (what, signal) => {
        asked = what;
        const cancelled = new Promise<never>((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        );
        return Promise.race([outcome(), cancelled]);
      },
    },
  });
  await site.client.call('site.addFloor', { siteId: site.siteId, name: '1F' });
});
afterAll(() => site.close());

const run = (more: Record<string, unknown>) =>
  site.runTask('survey.runActiveTest', {
    siteId: site.siteId,
    floor: '1F',
    kind: 'ping',
    target: 'host',
    ...more,
  } as never);
const list = async () => (await site.client.call('survey.listActiveTests', { siteId: site.siteId, floor: '1F' })).tests;

test('what was measured and what failed, with the place; the newest first', async () => {
  outcome = async () => ({ state: 'measured', lossPercent: 0, rttMs: 3 });
  expect(await run({ at: [4, 5] })).toMatchObject({ state: 'done', result: { outcome: { rttMs: 3 } } });
  outcome = async () => ({ state: 'failed', reason: 'refused', detail: 'Connection refused' });
  expect(await run({ kind: 'iperf3', direction: 'up' })).toMatchObject({
    state: 'done',
    result: { outcome: { reason: 'refused' } },
  });
  expect(asked).toEqual({
    kind: 'iperf3',
    target: 'host',
    port: 5201,
    protocol: 'tcp',
    direction: 'up',
    seconds: 5,
    rateMbps: 50,
  });
  const tests = await list();
  expect(tests).toMatchObject([
    { test: { kind: 'iperf3' }, outcome: { state: 'failed' } },
    { test: { kind: 'ping', seconds: 5 }, outcome: { state: 'measured' }, xM: 4, yM: 5 },
  ]);
  expect(await site.client.call('site.verifySite', { siteId: site.siteId })).toEqual({ ok: true, problems: [] });
});

test('one that is cancelled, and one without its program, leave nothing', async () => {
  const before = (await list()).length;
  outcome = () => new Promise(() => undefined);
  const { taskId } = await site.client.call('survey.runActiveTest', {
    siteId: site.siteId,
    floor: '1F',
    kind: 'ping',
    target: 'host',
  });
  await site.client.call('tasks.cancelTask', { siteId: site.siteId, taskId } as never);
  const ended = await site.client.call('tasks.awaitTask', { siteId: site.siteId, taskId });
  expect(ended.state).toBe('cancelled');
  outcome = () => Promise.reject(new AppError('tool_missing', { tool: 'ping' }));
  expect(await run({})).toMatchObject({ state: 'failed', error: { code: 'tool_missing' } });
  expect(await list()).toHaveLength(before);
});

test('a target that is none is refused before anything begins; a floor that was tested stays', async () => {
  await expect(run({ target: '-f' })).rejects.toMatchObject({ code: 'test_not_valid' });
  await expect(run({ kind: 'http', target: 'host' })).rejects.toMatchObject({ code: 'test_not_valid' });
  await expect(run({ kind: 'ping', protocol: 'udp' })).rejects.toMatchObject({ code: 'test_not_valid' });
  await expect(site.client.call('site.removeFloor', { siteId: site.siteId, floor: '1F' })).rejects.toMatchObject({
    code: 'floor_has_readings',
  });
});
