// Walks that a person marks, over the contract: a hand-driven radio, a clock that the test moves, a real site file.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { InputOf } from '../../../../shared/contract/contract.ts';
import type { WalkMode, WalkUpdate } from '../../../../shared/contract/walk.ts';
import type { TaskId } from '../../../../shared/model/ids.ts';
import { openTestSite, type TestSite } from '../../../core/testing/test-site.ts';
import { placeOnEarth } from '../testing/earth.ts';
import { HandSource } from '../testing/hand-source.ts';

const floor = 'Ground';
const startMs = Date.UTC(2026, 10, 24, 9);
let site: TestSite;
let radio: HandSource;
let now = startMs;

beforeEach(async () => {
  now = startMs;
  radio = new HandSource();
  site = await openTestSite('Walks', {
    sources: { list: async () => [radio], close: () => undefined },
    clock: { now: () => now },
  });
  await site.client.call('site.addFloor', { siteId: site.siteId, name: floor });
});
afterEach(() => site.close());

const start = (mode: WalkMode, more: Partial<InputOf<'survey.startWalk'>> = {}) =>
  site.client.call('survey.startWalk', { siteId: site.siteId, floor, source: 'hand', mode, ...more });
const mark = (taskId: TaskId, xM: number, yM: number) =>
  site.client.call('survey.markWalk', { siteId: site.siteId, taskId, xM, yM });
const control = (taskId: TaskId, action: InputOf<'survey.controlWalk'>['action']) =>
  site.client.call('survey.controlWalk', { siteId: site.siteId, taskId, action });

/** Lets what was heard come through the source. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
async function hear(rssiDbm: number, atMs = now) {
  radio.hear({ a: rssiDbm }, atMs);
  await settle();
}
async function finish(taskId: TaskId) {
  await control(taskId, 'finish');
  const task = await site.client.call('tasks.awaitTask', { siteId: site.siteId, taskId });
  expect(task.error).toBeUndefined();
  expect(await site.client.call('site.verifySite', { siteId: site.siteId })).toEqual({ ok: true, problems: [] });
  return task.result as { readings: number; scans: number };
}
/** Seconds after the start with the place that they have now. */
async function places() {
  const file = join(site.folder, 'out.csv');
  const { taskId } = await site.client.call('survey.exportReadings', { siteId: site.siteId, out: file });
  await site.client.call('tasks.awaitTask', { siteId: site.siteId, taskId });
  const { readFileSync } = await import('node:fs');
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([time, , , x, y]) => [(Date.parse(time ?? '') - startMs) / 1_000, x, y].join(' '))
    .sort();
}
async function lastUpdate(taskId: TaskId): Promise<WalkUpdate> {
  return new Promise((resolve, reject) => {
    const stop = site.client.subscribe(
      'survey.watchWalk',
      { siteId: site.siteId, taskId },
      {
        event: (update) => {
          resolve(update);
          stop();
        },
        error: reject,
      },
    );
  });
}

describe('a continuous walk', () => {
  test('places what was measured by time between the marks, also what was delivered late', async () => {
    const { taskId } = await start('continuous');
    await hear(-40);
    await mark(taskId, 0, 0);
    now += 4_000;
    await hear(-50);
    now += 4_000;
    await hear(-60, now - 2_000);
    now += 2_000;
    await mark(taskId, 10, 0);
    now += 5_000;
    await hear(-70);
    // Before the first mark nobody had said where.
    expect(await finish(taskId)).toMatchObject({ readings: 3, scans: 3 });
    expect(await places()).toEqual(['15  ', '4 4 0', '6 6 0']);
    const { walks } = await site.client.call('survey.listWalks', { siteId: site.siteId, floor });
    expect(walks).toMatchObject([{ mode: 'continuous', scans: 3, withoutPlace: 1 }]);
    expect(walks[0]?.marks.map(({ kind, xM }) => [kind, xM])).toEqual([
      ['start', 0],
      ['turn', 10],
    ]);
  });

  test('a mark taken back is as if it had not been made', async () => {
    const { taskId } = await start('continuous');
    await mark(taskId, 0, 0);
    now += 5_000;
    await hear(-50);
    now += 1_000;
    await mark(taskId, 99, 99);
    await control(taskId, 'undoMark');
    now += 4_000;
    await mark(taskId, 10, 0);
    await finish(taskId);
    expect(await places()).toEqual(['5 5 0']);
  });

  test('a leg is walked again: what was heard on the first way stays, without a place', async () => {
    const { taskId } = await start('continuous');
    await mark(taskId, 0, 0);
    now += 10_000;
    await mark(taskId, 10, 0);
    now += 3_000;
    await hear(-50);
    await control(taskId, 'undoLeg');
    expect(await lastUpdate(taskId)).toMatchObject({ walkId: expect.any(String) });
    now += 20_000;
    // On the way back nothing counts.
    await hear(-51);
    await control(taskId, 'resume');
    now += 5_000;
    await hear(-52);
    now += 5_000;
    await mark(taskId, 10, 10);
    await finish(taskId);
    expect(await places()).toEqual(['13  ', '38 10 5']);
  });

  test('two legs back, and no farther than the beginning', async () => {
    const { taskId } = await start('continuous');
    await expect(control(taskId, 'undoLeg')).rejects.toMatchObject({ code: 'walk_nothing_to_undo' });
    await mark(taskId, 0, 0);
    now += 10_000;
    await hear(-50, now - 5_000);
    await mark(taskId, 10, 0);
    await control(taskId, 'undoLeg');
    await control(taskId, 'undoLeg');
    await expect(control(taskId, 'undoLeg')).rejects.toMatchObject({ code: 'walk_nothing_to_undo' });
    await control(taskId, 'resume');
    const { walks } = await site.client.call('survey.listWalks', { siteId: site.siteId, floor });
    expect(walks[0]?.marks.map(({ kind, xM }) => [kind, xM])).toEqual([
      ['start', 0],
      ['start', 0],
    ]);
    await finish(taskId);
    expect(await places()).toEqual(['5  ']);
  });

  test('a pause takes nothing and moves nobody', async () => {
    const { taskId } = await start('continuous');
    await mark(taskId, 0, 0);
    now += 5_000;
    await control(taskId, 'pause');
    now += 60_000;
    await hear(-90);
    await control(taskId, 'resume');
    now += 2_500;
    await hear(-50);
    now += 2_500;
    await mark(taskId, 10, 0);
    const update = await lastUpdate(taskId);
    expect(await finish(taskId)).toMatchObject({ readings: 1 });
    expect(await places()).toEqual(['67.5 7.5 0']);
    expect(update.state).not.toBe('finished');
  });

  test('said late, it counts from when it was said', async () => {
    const { taskId } = await start('continuous');
    await mark(taskId, 0, 0);
    now += 5_000;
    await hear(-50);
    now += 15_000;
    await site.client.call('survey.markWalk', { siteId: site.siteId, taskId, xM: 10, yM: 0, agoMs: 10_000 });
    await finish(taskId);
    expect(await places()).toEqual(['5 5 0']);
  });
});

describe('stop and go', () => {
  test('takes what is heard while standing, and keeps a stop where nothing was heard', async () => {
    const { taskId } = await start('stop', { dwellS: 0 });
    await mark(taskId, 1, 1);
    now += 1_000;
    await hear(-50);
    now += 1_000;
    await control(taskId, 'leave');
    now += 1_000;
    await hear(-99);
    // What was measured on the way and delivered at the next stop is of no place.
    await mark(taskId, 5, 5);
    await hear(-98, now - 500);
    now += 3_000;
    await vi.waitFor(async () => {
      now += 1_000;
      expect((await lastUpdate(taskId)).scans).toBeGreaterThanOrEqual(2);
    });
    const result = await finish(taskId);
    expect(result.readings).toBe(1);
    const all = await places();
    expect(all[0]).toBe('1 1 1');
    expect(all.slice(1).every((each) => each.endsWith(' 5 5'))).toBe(true);
    expect(all.length).toBeGreaterThanOrEqual(2);
  });

  test('a stop ends by itself after its time', async () => {
    const { taskId } = await start('stop', { dwellS: 10 });
    await mark(taskId, 1, 1);
    now += 10_000;
    await hear(-50);
    await vi.waitFor(async () => {
      const { walks } = await site.client.call('survey.listWalks', { siteId: site.siteId, floor });
      expect(walks[0]?.marks.map(({ kind }) => kind)).toEqual(['stop', 'leave']);
    });
    now += 1_000;
    await hear(-51);
    await finish(taskId);
    expect(await places()).toEqual(['10 1 1']);
  });
});

describe('without a person', () => {
  test('a fixed receiver: one place, until its time is over', async () => {
    const { taskId } = await start('fixed', { mode: undefined, at: [3, 4], seconds: 0.4 } as never);
    await vi.waitFor(async () => {
      expect((await site.client.call('survey.listWalks', { siteId: site.siteId, floor })).walks[0]?.marks).toHaveLength(
        1,
      );
    });
    await hear(-50);
    const task = await site.client.call('tasks.awaitTask', { siteId: site.siteId, taskId });
    expect(task.state).toBe('done');
    expect(new Set((await places()).map((each) => each.split(' ').slice(1).join(' ')))).toEqual(new Set(['3 4']));
  });

  test('a path from a file', async () => {
    const path = join(site.folder, 'path.csv');
    writeFileSync(path, 'seconds,x_m,y_m\n0,0,0\n0.2,10,0\n');
    const { taskId } = await start('continuous', { path: { path }, seconds: 0.5 });
    const task = await site.client.call('tasks.awaitTask', { siteId: site.siteId, taskId });
    expect(task.state).toBe('done');
    const { walks } = await site.client.call('survey.listWalks', { siteId: site.siteId, floor });
    expect(walks[0]?.marks.map(({ kind, xM }) => [kind, xM])).toEqual([
      ['start', 0],
      ['turn', 10],
    ]);
    writeFileSync(path, 'seconds,x_m,y_m\nnever,0,0\n');
    await expect(start('continuous', { path: { path } })).rejects.toMatchObject({ code: 'no_usable_rows' });
  });

  test('satellites outdoors, on a plan that knows where on earth it lies', async () => {
    await expect(start('gps')).rejects.toMatchObject({ code: 'plan_without_georeference' });
    await placeOnEarth(site, floor, 111.3195);
    const { taskId } = await start('gps');
    for (const [index, latDeg] of [52, 51.9999, 51.9998, 51.9997].entries()) {
      radio.put({ timeMs: now, device: 'gps', radios: [], fix: { latDeg, lonDeg: 13, accuracyM: 3 } });
      if (index === 2) radio.hear({ a: -60 }, now - 1_000);
      // A bad fix says nothing.
      radio.put({ timeMs: now + 500, device: 'gps', radios: [], fix: { latDeg: 10, lonDeg: 10, accuracyM: 100 } });
      await settle();
      now += 3_000;
    }
    await finish(taskId);
    const all = await places();
    expect(all).toHaveLength(1);
    const [seconds, x, y] = (all[0] ?? '').split(' ').map(Number);
    expect(seconds).toBe(5);
    expect(x).toBeCloseTo(0, 2);
    expect(y).toBeCloseTo(18.55, 1);
  });
});

describe('sources', () => {
  test('one that is not ready says why before anything begins', async () => {
    radio.found = { state: 'poweredOff', problem: 'Bluetooth is off.', action: 'Switch it on.' };
    await expect(start('continuous')).rejects.toMatchObject({ code: 'source_not_ready', step: 'Switch it on.' });
    const { sources } = await site.client.call('survey.listSources', { siteId: site.siteId });
    expect(sources).toMatchObject([{ id: 'hand', state: 'poweredOff', action: 'Switch it on.' }]);
    expect((await site.client.call('survey.listWalks', { siteId: site.siteId, floor })).walks).toEqual([]);
  });

  test('one that is unplugged is told lost, and taken up again', async () => {
    const { taskId } = await start('continuous');
    await mark(taskId, 0, 0);
    await hear(-50);
    radio.lose();
    await vi.waitFor(async () => {
      now += 100;
      expect((await lastUpdate(taskId)).sources).toMatchObject([
        { state: 'lost', problem: expect.stringMatching(/unplugged/) },
      ]);
    });
    await vi.waitFor(() => expect(radio.starts).toBe(2), { timeout: 3_000 });
    await hear(-51);
    await vi.waitFor(async () => expect((await lastUpdate(taskId)).sources).toMatchObject([{ state: 'running' }]));
    await finish(taskId);
  });

  test('a site exported and imported knows its walk scans again', async () => {
    const { taskId } = await start('continuous');
    await mark(taskId, 0, 0);
    now += 5_123;
    await hear(-50);
    now += 5_000;
    await mark(taskId, 10, 0);
    await finish(taskId);
    const file = join(site.folder, 'walk.csv');
    await site.runTask('survey.exportReadings', { siteId: site.siteId, out: file });
    const task = await site.runTask('survey.importReadings', { siteId: site.siteId, source: { path: file }, floor });
    expect(task.result).toMatchObject({ readings: 0, duplicates: 1 });
  });
});
