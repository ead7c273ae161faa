// Tasks as a window sees them: progress, cancel, the journal, and what a closed site leaves to resume.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SiteChange } from '../../shared/contract/site.ts';
import type { ReadingsImportResult } from '../../shared/contract/survey.ts';
import type { Task } from '../../shared/contract/tasks.ts';
import { type SiteId, TaskId } from '../../shared/model/ids.ts';
import type { Client } from '../../shared/rpc/client.ts';
import { openTestSite, startTestCore, type TestSite } from './testing/test-site.ts';

const rows = 40_000;
let test: TestSite;

beforeEach(async () => {
  test = await openTestSite();
  await test.client.call('site.addFloor', { siteId: test.siteId, name: '1F' });
});
afterEach(() => test.close());

function csv(name: string, count: number): string {
  const lines = Array.from({ length: count }, (_each, row) => {
    const scan = Math.floor(row / 10);
    return `${new Date(Date.UTC(2026, 0, 5) + scan * 1000).toISOString()},s${scan},1F,${scan % 50},1,wifi,aa:00:00:00:00:0${row % 10},${-40 - (row % 40)},2412,x`;
  });
  const path = join(test.folder, name);
  writeFileSync(path, `time,scan,floor,x_m,y_m,kind,radio,rssi_dbm,freq_mhz,device\n${lines.join('\n')}\n`);
  return path;
}
const startImport = (path: string, client: Client = test.client) =>
  client.call('survey.importReadings', { siteId: test.siteId, floor: '1F', source: { path } });
const list = async (client: Client = test.client, siteId: SiteId = test.siteId) =>
  (await client.call('tasks.listTasks', { siteId })).tasks;

/** Every task event from now on; `until` resolves with the first that fits. */
function watch(client: Client = test.client) {
  const seen: Task[] = [];
  client.subscribe('tasks.watchTasks', { siteId: test.siteId }, { event: (task) => seen.push(task) });
  const until = (fits: (task: Task) => boolean) =>
    vi.waitFor(() => seen.find(fits) ?? expect.unreachable('no such event yet'), { timeout: 15_000, interval: 1 });
  return { seen, until };
}

describe('a task', () => {
  it('tells of its progress to every window, ends with its result, and stays in the journal', async () => {
    const [one, two] = [watch(), watch(test.connect())];
    const { taskId } = await startImport(csv('a.csv', rows));
    const done = await test.client.call('tasks.awaitTask', { siteId: test.siteId, taskId });
    expect(done).toMatchObject({
      state: 'done',
      title: 'Readings from a.csv',
      phase: `${rows.toLocaleString('en')} readings`,
      unit: 'MB',
    });
    expect(done.done).toBe(done.total);
    expect(done.result).toMatchObject({ readings: rows, scans: rows / 10, radios: 10, duplicates: 0, skippedCount: 0 });
    for (const { seen, until } of [one, two]) {
      await until((task) => task.state === 'done');
      const progress = seen.map((task) => task.done);
      expect(progress).toEqual([...progress].sort((a, b) => a - b));
      expect(seen.filter((task) => task.state === 'running').length).toBeGreaterThan(1);
    }
    await test.client.call('site.closeSite', { siteId: test.siteId });
    await test.client.call('site.openSite', { file: test.file });
    expect(await list()).toEqual([done]);
  });

  it('can be cancelled and gone on with; what was committed stays, and comes once', async () => {
    const { until } = watch();
    const { taskId } = await startImport(csv('a.csv', rows));
    await until((task) => task.total > 0 && task.done > task.total * 0.6);
    await test.client.call('tasks.cancelTask', { siteId: test.siteId, taskId });
    const [cancelled] = await list();
    expect(cancelled).toMatchObject({ state: 'cancelled', canResume: true });
    const { readings } = await test.client.call('site.getInfo', { siteId: test.siteId });
    expect(readings).toBeGreaterThan(0);
    expect(readings).toBeLessThan(rows);
    await test.client.call('tasks.resumeTask', { siteId: test.siteId, taskId });
    const done = await test.client.call('tasks.awaitTask', { siteId: test.siteId, taskId });
    expect(done.result).toMatchObject({
      readings: rows,
      duplicates: 0,
      scans: rows / 10,
    } satisfies Partial<ReadingsImportResult>);
    expect((await test.client.call('site.getInfo', { siteId: test.siteId })).readings).toBe(rows);
  });

  it('is interrupted when its site is closed or the core ends, and resumes in the next one', async () => {
    const { until } = watch();
    const { taskId } = await startImport(csv('a.csv', rows));
    await until((task) => task.total > 0 && task.done > task.total * 0.6);
    await test.core.close();
    const next = startTestCore(test.folder);
    await next.client.call('site.openSite', { file: test.file });
    expect(await list(next.client)).toMatchObject([{ taskId, state: 'interrupted', canResume: true }]);
    await next.client.call('tasks.resumeTask', { siteId: test.siteId, taskId });
    const done = await next.client.call('tasks.awaitTask', { siteId: test.siteId, taskId });
    expect(done).toMatchObject({ state: 'done', result: { readings: rows, duplicates: 0 } });
    await next.core.close();
  });

  it('that was interrupted can be given up', async () => {
    const { until } = watch();
    const { taskId } = await startImport(csv('a.csv', rows));
    await until((task) => task.total > 0 && task.done > task.total * 0.6);
    await test.client.call('site.closeSite', { siteId: test.siteId });
    await test.client.call('site.openSite', { file: test.file });
    await test.client.call('tasks.cancelTask', { siteId: test.siteId, taskId });
    expect(await list()).toMatchObject([{ taskId, state: 'cancelled' }]);
  });

  it('that fails says why, in the journal too, and can be tried again', async () => {
    const path = join(test.folder, 'bad.csv');
    writeFileSync(path, 'time,kind,radio,rssi_dbm\nnever,wifi,aa,-40\n');
    const { taskId } = await startImport(path);
    const failed = await test.client.call('tasks.awaitTask', { siteId: test.siteId, taskId });
    expect(failed).toMatchObject({ state: 'failed', error: { code: 'no_usable_rows', params: { file: 'bad.csv' } } });
    await test.client.call('site.closeSite', { siteId: test.siteId });
    await test.client.call('site.openSite', { file: test.file });
    expect(await list()).toEqual([failed]);
    writeFileSync(path, 'time,kind,radio,rssi_dbm\n2026-01-05T00:00:00Z,wifi,aa,-40\n');
    await test.client.call('tasks.resumeTask', { siteId: test.siteId, taskId });
    const done = await test.client.call('tasks.awaitTask', { siteId: test.siteId, taskId });
    expect(done.state).toBe('done');
    expect(done.error).toBeUndefined();
    await expect(test.client.call('tasks.resumeTask', { siteId: test.siteId, taskId })).rejects.toMatchObject({
      code: 'task_not_resumable',
    });
  });

  it('can be taken off the list once it has ended, not before', async () => {
    const { until } = watch();
    const { taskId } = await startImport(csv('a.csv', rows));
    await test.client.call('tasks.dismissTask', { siteId: test.siteId, taskId });
    await until((task) => task.state === 'done');
    await test.client.call('tasks.dismissTask', { siteId: test.siteId, taskId });
    await until((task) => task.state === 'dismissed');
    expect(await list()).toEqual([]);
    await expect(test.client.call('tasks.awaitTask', { siteId: test.siteId, taskId })).rejects.toMatchObject({
      code: 'task_not_found',
    });
  });

  it('of a file from elsewhere does nothing that its procedure would not do', async () => {
    const precious = join(test.folder, 'precious.csv');
    writeFileSync(precious, 'mine');
    const uploads = join(test.host.paths.data, 'uploads');
    mkdirSync(uploads, { recursive: true });
    writeFileSync(join(uploads, '..', 'precious.bin'), 'mine');
    await test.client.call('site.closeSite', { siteId: test.siteId });
    const foreign = new DatabaseSync(test.file);
    const put = foreign.prepare(
      `INSERT INTO tasks (id, kind, title, input, state, can_resume, cursor, started_at) VALUES (?, ?, 'Readings from survey.csv', ?, 'interrupted', 1, '{', '2026-01-05T09:00:00.000Z')`,
    );
    const kinds: [string, object][] = [
      ['survey.exportReadings', { out: precious, format: 'csv' }],
      ['survey.startWalk', { floor: '1F', source: 'practice-walk', speed: 1 }],
      ['survey.importReadings', { floor: '1F', source: { uploadId: '../precious' }, fileName: 'a.csv' }],
      ['floorplan.importPlan', { floor: '1F', source: { path: precious }, fileName: 7 }],
      ['nobody.knows', {}],
    ];
    for (const [kind, input] of kinds) put.run(randomUUID(), kind, JSON.stringify(input));
    put.run(
      randomUUID(),
      'survey.importReadings',
      JSON.stringify({ floor: '1F', source: { path: csv('b.csv', 20) }, fileName: 'b.csv', format: 'auto' }),
    );
    foreign.close();
    await test.client.call('site.openSite', { file: test.file });
    const tasks = await list();
    expect(tasks.filter((task) => task.canResume).map((task) => task.title)).toEqual(['Readings from b.csv']);
    for (const { taskId, canResume } of tasks) {
      const resumed = test.client.call('tasks.resumeTask', { siteId: test.siteId, taskId });
      if (canResume) await resumed;
      else await expect(resumed).rejects.toMatchObject({ code: 'task_not_resumable' });
      await test.client.call('tasks.awaitTask', { siteId: test.siteId, taskId });
      await test.client.call('tasks.dismissTask', { siteId: test.siteId, taskId });
    }
    expect(await list()).toEqual([]);
    expect((await test.client.call('site.getInfo', { siteId: test.siteId })).readings).toBe(20);
    expect(readFileSync(precious, 'utf8')).toBe('mine');
    expect(existsSync(join(uploads, '..', 'precious.bin'))).toBe(true);
  });

  it('is not begun on a site that closes, and holds its floor while it runs', async () => {
    const { siteId } = test;
    const { floorId } = await test.client.call('site.addFloor', { siteId, name: '2F' });
    const { taskId } = await startImport(csv('a.csv', rows));
    await expect(test.client.call('site.removeFloor', { siteId, floor: floorId })).rejects.toMatchObject({
      code: 'floor_in_use',
      params: { floor: '2F', task: 'Readings from a.csv' },
    });
    await test.client.call('tasks.cancelTask', { siteId, taskId });
    await test.client.call('site.removeFloor', { siteId, floor: floorId });
    const late = startImport(csv('b.csv', rows));
    await test.client.call('site.closeSite', { siteId });
    await expect(late).rejects.toMatchObject({ code: 'site_not_open' });
    await test.client.call('site.openSite', { file: test.file });
    expect((await list()).map((task) => task.title)).toEqual(['Readings from a.csv']);
  });

  it('finds its file again from whatever folder it is resumed', async () => {
    const path = relative(process.cwd(), csv('a.csv', 20));
    const { taskId } = await startImport(path);
    await test.client.call('tasks.awaitTask', { siteId: test.siteId, taskId });
    const database = new DatabaseSync(test.file, { readOnly: true });
    const kept = JSON.parse(String(database.prepare('SELECT input FROM tasks WHERE id = ?').get(taskId)?.['input']));
    database.close();
    expect(kept.source).toEqual({ path: resolve(path) });
  });

  it('that nobody knows is not found', async () => {
    const ids = { siteId: test.siteId, taskId: TaskId.parse('0190a0a0-0000-4000-8000-00000000000a') };
    for (const name of ['tasks.awaitTask', 'tasks.cancelTask', 'tasks.resumeTask', 'tasks.dismissTask'] as const)
      await expect(test.client.call(name, ids)).rejects.toMatchObject({ code: 'task_not_found' });
  });
});

describe('two windows on one site', () => {
  it('share it: both hear of changes, and it closes with the last one', async () => {
    const other = test.connect();
    const again = await other.call('site.openSite', { file: test.file });
    expect(again).toMatchObject({ siteId: test.siteId, readOnly: false });
    const heard: SiteChange[][] = [[], []];
    for (const [index, client] of [test.client, other].entries())
      client.subscribe('site.watchSite', { siteId: test.siteId }, { event: (change) => heard[index]?.push(change) });
    await other.call('site.getInfo', { siteId: test.siteId });
    const { floorId } = await other.call('site.addFloor', { siteId: test.siteId, name: '2F' });
    await vi.waitFor(() => expect(heard).toEqual([[{ what: 'floors', floorId }], [{ what: 'floors', floorId }]]));
    await other.call('site.closeSite', { siteId: test.siteId });
    expect((await test.client.call('site.getInfo', { siteId: test.siteId })).floors).toHaveLength(2);
    await test.client.call('site.closeSite', { siteId: test.siteId });
    for (const client of [test.client, other])
      await expect(client.call('site.getInfo', { siteId: test.siteId })).rejects.toMatchObject({
        code: 'site_not_open',
      });
  });

  it('of two programs: who only looks hears of what the other one changes, and not of its tasks', async () => {
    const other = startTestCore();
    const { siteId } = await other.client.call('site.openSite', { file: test.file });
    const heard: SiteChange[] = [];
    other.client.subscribe('site.watchSite', { siteId }, { event: (change) => heard.push(change) });
    await other.client.call('site.getInfo', { siteId });
    const { taskId } = await startImport(csv('a.csv', rows));
    await vi.waitFor(() => expect(heard).toContainEqual({ what: 'readings' }), { timeout: 20_000 });
    expect(await list(other.client)).toEqual([]);
    await test.client.call('tasks.awaitTask', { siteId, taskId });
    expect(await other.client.call('site.getInfo', { siteId })).toMatchObject({ readings: rows });
    await other.close();
  });

  it('do not mistake a copy for the site itself', async () => {
    const out = join(test.folder, 'copy.groma');
    expect(await test.client.call('site.backupSite', { siteId: test.siteId, out })).toEqual({
      ok: true,
      problems: [],
      file: out,
    });
    await expect(test.client.call('site.openSite', { file: out })).rejects.toMatchObject({
      code: 'site_copy_open',
      params: { file: test.file },
    });
    await test.client.call('site.closeSite', { siteId: test.siteId });
    const copy = await test.client.call('site.openSite', { file: out });
    expect(copy).toMatchObject({ siteId: test.siteId, file: out, readOnly: false });
    expect((await test.client.call('site.getInfo', { siteId: test.siteId })).floors.map((floor) => floor.name)).toEqual(
      ['1F'],
    );
  });
});
