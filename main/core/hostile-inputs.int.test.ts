// Every field of every procedure, one at a time, with what no honest window sends: refused or done, but never a defect of ours.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CallName, findProcedure, type ProcedureName, procedureNames } from '../../shared/contract/contract.ts';
import type { Task } from '../../shared/contract/tasks.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { SiteId, TaskId } from '../../shared/model/ids.ts';
import { type Case, cases } from './testing/contract-cases.ts';
import { makeWorld, type World } from './testing/contract-world.ts';
import { startTestCore, type TestCore } from './testing/test-site.ts';

let test: TestCore;
let world: World;
beforeAll(async () => {
  test = await startTestCore();
  world = await makeWorld(test.client, join(test.folder, 'world'));
});
afterAll(() => test.close());

/** What starts a practice site or a walk, closes the world, or is a stream has tests of its own. */
const names = procedureNames.filter(
  (name) =>
    findProcedure(name)?.kind !== 'stream' &&
    !['site.openPracticeSite', 'site.closeSite', 'survey.startWalk', 'tasks.cancelTask'].includes(name),
);

/** Without names that could be made in the folder the tests run in. */
function hostilePaths(): string[] {
  mkdirSync(join(test.folder, 'a folder.png'), { recursive: true });
  const inFolder = [
    'with\0zero',
    'n'.repeat(300),
    `${'n'.repeat(300)}.csv`,
    'a folder.png',
    '🦊\ud800',
    'line\nbreak.csv',
    'no/folder/x.png',
  ];
  return [
    ...inFolder.map((name) => join(test.folder, name)),
    '\0',
    'x'.repeat(5_000),
    `/${'d/'.repeat(2_000)}x.csv`,
    '/dev/zero',
    '/proc/self/mem',
  ];
}
const hostileNames = ['__proto__', "'; DROP TABLE scans; --", '-1', ''];
const hostileNumbers = [0, -1, 0.5, 1e-320, 1e308, -1e308, 2 ** 31, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY];

/** Copies of an input, in each one leaf replaced. */
function* variants(value: unknown, key = ''): Generator<unknown> {
  if (key === 'siteId') return;
  if (typeof value === 'string')
    yield* [...hostilePaths(), ...(['file', 'out', 'path'].includes(key) ? [] : hostileNames)];
  else if (typeof value === 'number') yield* hostileNumbers;
  else if (Array.isArray(value)) {
    for (const [at, each] of value.entries()) for (const other of variants(each)) yield value.toSpliced(at, 1, other);
  } else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
    for (const [name, each] of Object.entries(value))
      for (const other of variants(each, name)) yield { ...value, [name]: other };
  }
}

async function codeOf(name: ProcedureName, input: unknown): Promise<string> {
  try {
    const output = await test.client.call(name as CallName, input as never);
    const { siteId, taskId } = output as { siteId?: SiteId; taskId?: TaskId };
    if (siteId && siteId !== world.siteId) await test.client.call('site.closeSite', { siteId });
    if (!taskId || !name.includes('port')) return 'ok';
    const task: Task = await test.client.call('tasks.awaitTask', { siteId: world.siteId, taskId });
    return task.error?.code ?? task.state;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

describe.each(names)('%s', (name) => {
  it('never breaks', { timeout: 60_000 }, async () => {
    const good = await (cases[name] as unknown as Case<never>).input(world);
    for (const input of variants(good)) {
      const code = await codeOf(name, input);
      expect(code, JSON.stringify(input).slice(0, 300)).not.toBe('internal');
    }
    expect((await test.client.call('site.getInfo', { siteId: world.siteId })).siteId).toBe(world.siteId);
  });
});
