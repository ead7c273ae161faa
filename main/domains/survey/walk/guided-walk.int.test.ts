// Live walks from the practice source: watched as they go on, saved whatever ends them, one at a time, never in a real site.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { WalkUpdate } from '../../../../shared/contract/walk.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { SiteId, TaskId } from '../../../../shared/model/ids.ts';
import { startTestCore, type TestCore } from '../../../core/testing/test-site.ts';
import { ScanAppender } from '../append.ts';

const source = 'practice-walk';
const floor = 'Level 1';
/** The most that the contract allows: a scan every 16 ms. */
const speed = 100;
let world: TestCore;
let siteId: SiteId;

beforeAll(async () => {
  world = startTestCore();
  ({ siteId } = await world.client.call('site.openPracticeSite', { seed: 7, fresh: true }));
});
afterAll(() => world.close());

const start = () => world.client.call('survey.startWalk', { siteId, floor, source, speed });
const floorInfo = async () => {
  const { floors } = await world.client.call('site.getInfo', { siteId });
  const found = floors.find(({ name }) => name === floor);
  if (!found) throw new Error('no floor');
  return found;
};
async function stop(taskId: TaskId) {
  await world.client.call('tasks.cancelTask', { siteId, taskId });
  return world.client.call('tasks.awaitTask', { siteId, taskId });
}
/** Watches a walk until `enough` says so, stops it, and watches it end. */
async function walkUntil(taskId: TaskId, enough: (updates: readonly WalkUpdate[]) => boolean): Promise<WalkUpdate[]> {
  const updates: WalkUpdate[] = [];
  await new Promise<void>((resolve, reject) => {
    world.client.subscribe(
      'survey.watchWalk',
      { siteId, taskId },
      {
        event: (update) => {
          updates.push(update);
          if (enough(updates) && update.state !== 'finished') void stop(taskId).catch(reject);
        },
        error: reject,
        end: resolve,
      },
    );
  });
  return updates;
}

describe('a walk', () => {
  test('is watched as it goes on, and everything heard is in the site when it is stopped', async () => {
    const before = await floorInfo();
    const radios = (await world.client.call('site.listRadios', { siteId })).radios.length;
    const { taskId } = await start();
    const updates = await walkUntil(taskId, ({ length }) => length >= 12);
    const last = updates.at(-1);
    expect(updates.map(({ state }) => state)).toEqual([...updates.slice(1).map(() => 'recording'), 'finished']);
    // The first one only says that it goes on.
    for (const [index, update] of updates.slice(1).entries()) {
      const earlier = updates[index] ?? update;
      expect(update.elapsedMs).toBeGreaterThanOrEqual(earlier.elapsedMs);
      expect(update.readings).toBeGreaterThanOrEqual(earlier.readings);
      expect(update).toMatchObject({ xM: expect.any(Number), yM: expect.any(Number), dropped: 0 });
      const levels = update.strongest.map(({ rssiDbm }) => rssiDbm);
      expect(levels).toEqual(levels.toSorted((a, b) => b - a));
      expect(levels.length).toBeGreaterThan(0);
    }
    expect(new Set(updates.map(({ xM, yM }) => `${xM} ${yM}`)).size).toBeGreaterThan(3);
    const after = await floorInfo();
    expect(last?.scans).toBeGreaterThan(5);
    expect([after.scans - before.scans, after.readings - before.readings]).toEqual([last?.scans, last?.readings]);
    // The practice office holds no radio that its site does not know.
    expect((await world.client.call('site.listRadios', { siteId })).radios).toHaveLength(radios);
    expect(await world.client.call('site.verifySite', { siteId })).toEqual({ ok: true, problems: [] });
  });

  test('a second one waits for its end: a person is at one place at a time', async () => {
    const results = await Promise.allSettled([start(), start()]);
    const started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.taskId] : []));
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
    expect([started.length, refused]).toEqual([1, ['source_busy']]);
    await expect(start()).rejects.toMatchObject({ code: 'source_busy' });
    for (const taskId of started) await stop(taskId);
    const { taskId } = await start();
    await stop(taskId);
  });

  test('stopped before anything was heard it still tells who watches that it has ended', async () => {
    const { taskId } = await start();
    const watched = walkUntil(taskId, () => false);
    await stop(taskId);
    expect((await watched).at(-1)?.state).toBe('finished');
  });

  test('on a full disk waits with what it heard, says so, and goes on when there is space again', async () => {
    const { taskId } = await start();
    const updates: WalkUpdate[] = [];
    const full = vi.spyOn(ScanAppender.prototype, 'append');
    const watched = walkUntil(taskId, (all) => {
      updates.splice(0, updates.length, ...all);
      const { length } = all;
      if (length === 3)
        full.mockImplementation(() => {
          throw new AppError('disk_full', { file: 'x' });
        });
      if (all.at(-1)?.state === 'diskFull') full.mockRestore();
      return all.some(({ state }) => state === 'diskFull') && all.at(-1)?.state === 'recording';
    });
    // The walk says "recording" again only after what it held is saved.
    const all = await watched.catch((error: unknown) => error);
    expect(all).toBeInstanceOf(Array);
    const states = (all as WalkUpdate[]).map(({ state }) => state);
    expect(states).toContain('diskFull');
    expect(states.at(-1)).toBe('finished');
    const [before, after] = [states.indexOf('diskFull'), (all as WalkUpdate[]).at(-1)];
    expect(after?.readings).toBeGreaterThan((all as WalkUpdate[])[before]?.readings ?? 0);
  });

  test('that cannot be saved for another reason fails, tells who watches, and leaves the source free', async () => {
    const { taskId } = await start();
    const updates = walkUntil(taskId, ({ length }) => {
      if (length === 3)
        vi.spyOn(ScanAppender.prototype, 'append').mockImplementation(() => {
          throw new AppError('site_gone', { file: 'x' });
        });
      return false;
    });
    const task = await world.client.call('tasks.awaitTask', { siteId, taskId });
    expect(task).toMatchObject({ state: 'failed', error: { code: 'site_gone' } });
    expect((await updates).at(-1)?.state).toBe('finished');
    vi.restoreAllMocks();
    await stop((await start()).taskId);
  });

  test('who watches one that has ended, or none, is told so', async () => {
    const { taskId } = await start();
    await stop(taskId);
    await expect(walkUntil(taskId, () => true)).rejects.toMatchObject({ code: 'task_not_found' });
  });
});

describe('a practice site', () => {
  test('has its walk on a storey by whatever name, and in a copy under whatever file name', async () => {
    const mine = await world.client.call('site.openPracticeSite', { seed: 12, fresh: true });
    const copy = `${world.folder}/my-training.groma`;
    await world.client.call('site.backupSite', { siteId: mine.siteId, out: copy });
    await world.client.call('site.closeSite', { siteId: mine.siteId });
    const { siteId: copyId } = await world.client.call('site.openSite', { file: copy });
    await world.client.call('site.updateFloor', { siteId: copyId, floor, name: 'Upstairs' });
    await world.client.call('site.addFloor', { siteId: copyId, name: 'Cellar', level: -1 });
    const walk = async (name: string) => {
      const { taskId } = await world.client.call('survey.startWalk', { siteId: copyId, floor: name, source, speed });
      return { taskId, task: () => world.client.call('tasks.awaitTask', { siteId: copyId, taskId }) };
    };
    const cellar = await (await walk('Cellar')).task();
    expect(cellar).toMatchObject({ state: 'failed', error: { code: 'source_without_floor' } });
    const known = (await world.client.call('site.listRadios', { siteId: copyId })).radios.length;
    const upstairs = await walk('Upstairs');
    await vi.waitFor(async () => {
      const { tasks } = await world.client.call('tasks.listTasks', { siteId: copyId });
      expect(tasks.find(({ taskId }) => taskId === upstairs.taskId)?.done).toBeGreaterThan(0);
    });
    await world.client.call('tasks.cancelTask', { siteId: copyId, taskId: upstairs.taskId });
    // Of its own world: not one radio is new.
    expect((await world.client.call('site.listRadios', { siteId: copyId })).radios).toHaveLength(known);
    await world.client.call('site.closeSite', { siteId: copyId });
  });
});

describe('no walk', () => {
  test('on a floor or from a source that is not there', async () => {
    const call = (more: object) => world.client.call('survey.startWalk', { siteId, floor, source, speed, ...more });
    await expect(call({ floor: 'Attic' })).rejects.toMatchObject({ code: 'floor_not_found' });
    await expect(call({ source: 'compass' })).rejects.toMatchObject({ code: 'source_not_found' });
    await expect(call({ speed: 0 })).rejects.toMatchObject({ code: 'bad_input' });
  });

  test('of invented readings in a real site', async () => {
    const { sources } = await world.client.call('survey.listSources', { siteId });
    expect(sources).toMatchObject([{ id: source, kind: 'practice', state: 'ready' }]);
    const file = `${world.folder}/real.groma`;
    const real = await world.client.call('site.createSite', { file, name: 'Real' });
    await world.client.call('site.addFloor', { siteId: real.siteId, name: floor });
    const begun = world.client.call('survey.startWalk', { siteId: real.siteId, floor, source, speed });
    await expect(begun).rejects.toMatchObject({ code: 'source_not_found' });
    expect(await world.client.call('site.getInfo', { siteId: real.siteId })).toMatchObject({ readings: 0, scans: 0 });
  });
});
