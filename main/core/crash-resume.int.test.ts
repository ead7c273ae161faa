// kill -9 in the middle of an import: nothing twice, nothing lost. And a second process at the same file.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReadingsImportResult } from '../../shared/contract/survey.ts';
import type { Task } from '../../shared/contract/tasks.ts';
import type { Client } from '../../shared/rpc/client.ts';
import { nodeSqlite } from '../adapters/node-sqlite.ts';
import { type CoreProcess, startCoreProcess } from './testing/core-process.ts';

const readingRows = 200_000;
const readingsPerScan = 20;

/** "Level 1", first of the two floors that the site does not know, stands for the one asked for; a resumed import must know that. */
function floorOf(scan: number): string {
  if (scan < 1_000 || scan % 1_000 === 999) return 'Level 1';
  return scan % 10 === 1 ? 'Basement' : '1F';
}

/** With some rows that are none. */
function bigCsv(): string {
  const lines = ['time,scan,floor,x_m,y_m,kind,radio,rssi_dbm,freq_mhz,device'];
  for (let row = 0; row < readingRows; row++) {
    const scan = Math.floor(row / readingsPerScan);
    const time = new Date(Date.UTC(2026, 0, 5) + scan * 1000).toISOString();
    const radio = `aa:bb:cc:00:00:${(row % readingsPerScan).toString(16).padStart(2, '0')}`;
    const rssiDbm = row % 5_003 === 7 ? 'loud' : -30 - ((row * 7) % 60);
    lines.push(`${time},s${scan},${floorOf(scan)},${scan % 97},${scan % 53},wifi,${radio},${rssiDbm},2412,laptop`);
  }
  return `${lines.join('\n')}\n`;
}

/** Everything that was read, without the numbers that only count rows of this file. */
function fingerprint(file: string): string {
  const database = nodeSqlite.open(file, { readOnly: true });
  const hash = createHash('sha256');
  const rows = database.prepare(
    `SELECT s.time_ms, s.x_m, s.y_m, s.label, r.key, g.ordinal, g.rssi_dbm, g.freq_mhz, g.offset_ms FROM readings g
      JOIN scans s ON s.id = g.scan JOIN radios r ON r.id = g.radio ORDER BY s.time_ms, s.label, r.key, g.ordinal`,
  );
  for (const row of rows.rows()) hash.update(JSON.stringify(row));
  const heard = database.prepare(
    'SELECT r.key, h.readings, h.strongest_dbm FROM heard h JOIN radios r ON r.id = h.radio ORDER BY r.key',
  );
  hash.update(JSON.stringify(heard.rows()));
  database.close();
  return hash.digest('hex');
}

let folder: string;
let started: CoreProcess[];
const start = async () => {
  const core = await startCoreProcess(join(folder, 'home'));
  started.push(core);
  return core;
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groma-crash-'));
  started = [];
});
afterEach(async () => {
  await Promise.all(started.map((core) => core.kill()));
  rmSync(folder, { recursive: true, force: true });
});

async function newSite(client: Client, name: string) {
  const site = await client.call('site.createSite', { file: join(folder, `${name}.groma`), name });
  await client.call('site.addFloor', { siteId: site.siteId, name: '1F' });
  return site;
}
const importBig = (client: Client, siteId: Task['siteId']) =>
  client.call('survey.importReadings', { siteId, floor: '1F', source: { path: join(folder, 'big.csv') } });

describe('a core that is killed in the middle of an import', () => {
  it('comes back with the task interrupted; resumed, it has every row exactly once', { timeout: 90_000 }, async () => {
    writeFileSync(join(folder, 'big.csv'), bigCsv());
    const first = await start();
    const site = await newSite(first.client, 'killed');
    const { taskId } = await importBig(first.client, site.siteId);
    const at = await new Promise<Task>((resolve, reject) =>
      first.client.subscribe(
        'tasks.watchTasks',
        { siteId: site.siteId },
        { event: (task) => task.total > 0 && task.done > task.total / 3 && resolve(task), error: reject },
      ),
    );
    await first.kill();
    expect(at.state).toBe('running');

    const second = await start();
    const again = await second.client.call('site.openSite', { file: site.file });
    expect(again).toMatchObject({ siteId: site.siteId, readOnly: false });
    const { tasks } = await second.client.call('tasks.listTasks', { siteId: site.siteId });
    expect(tasks).toMatchObject([{ taskId, state: 'interrupted', canResume: true }]);
    const between = await second.client.call('site.getInfo', { siteId: site.siteId });
    expect(between.readings).toBeGreaterThanOrEqual(readingRows / 4);
    expect(between.readings).toBeLessThan(readingRows * 0.95);
    expect(await second.client.call('site.verifySite', { siteId: site.siteId })).toEqual({ ok: true, problems: [] });

    await second.client.call('tasks.resumeTask', { siteId: site.siteId, taskId });
    const resumed = await second.client.call('tasks.awaitTask', { siteId: site.siteId, taskId });
    const whole = await newSite(second.client, 'uninterrupted');
    const other = await importBig(second.client, whole.siteId);
    const uninterrupted = await second.client.call('tasks.awaitTask', { siteId: whole.siteId, ...other });
    expect(uninterrupted.state).toBe('done');
    expect(resumed.state).toBe('done');
    const result = resumed.result as ReadingsImportResult;
    expect(result.skippedCount).toBeGreaterThan(40);
    expect(result.duplicates).toBe(0);
    expect(result).toEqual(uninterrupted.result);
    for (const { siteId } of [site, whole]) await second.client.call('site.closeSite', { siteId });
    expect(fingerprint(site.file)).toBe(fingerprint(whole.file));
  });
});

describe('a second process at the same file', () => {
  it('reads it and says who has it; once that one is gone, even by force, it may write', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    const site = await newSite(one.client, 'shared');
    const seen = await two.client.call('site.openSite', { file: site.file });
    expect(seen).toMatchObject({ siteId: site.siteId, readOnly: true });
    expect(seen.readOnlyReason).toMatchObject({ code: 'site_open_elsewhere' });
    expect(seen.readOnlyReason?.message).toContain(String(one.pid));
    const { siteId } = site;
    const refused = two.client.call('site.renameSite', { siteId, name: 'Mine' });
    await expect(refused).rejects.toMatchObject({
      code: 'site_read_only',
      step: expect.stringContaining('close it there'),
    });
    // What the first one writes, the second one sees.
    await one.client.call('site.addFloor', { siteId, name: '2F' });
    expect((await two.client.call('site.getInfo', { siteId })).floors.map((floor) => floor.name)).toEqual(['1F', '2F']);

    await one.kill();
    await two.client.call('site.closeSite', { siteId });
    expect(await two.client.call('site.openSite', { file: site.file })).toMatchObject({ readOnly: false });
    await two.client.call('site.renameSite', { siteId, name: 'Mine' });
    await two.client.call('site.closeSite', { siteId });
    expect(readFileSync(site.file).includes('Mine')).toBe(true);
  });
});
