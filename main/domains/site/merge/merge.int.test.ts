// Copies of a site put together: over the contract, with real files and clocks that are wrong.
import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { ObjectEdit } from '../../../../shared/contract/design.ts';
import type { MergeResult } from '../../../../shared/contract/site.ts';
import { ObjectId, type SiteId } from '../../../../shared/model/ids.ts';
import { startTestCore, type TestCore } from '../../../core/testing/test-site.ts';
import { svgOf } from '../../floorplan/testing/plan-files.ts';
import { gromaHead } from '../../survey/testing/readings-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'groma-merge-'));
const floor = 'Ground';
let number = 0;
const newFile = (ending = '.groma') => join(folder, `${++number}${ending}`);
const cores: TestCore[] = [];
afterEach(async () => {
  for (const core of cores.splice(0)) await core.core.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Surveyor {
  readonly core: TestCore;
  readonly siteId: SiteId;
  readonly file: string;
  readonly call: TestCore['client']['call'];
}

/** Somebody with a computer of their own, whose clock is off. */
async function surveyor(person: string, file: string, skewMs = 0): Promise<Surveyor> {
  const core = startTestCore(join(folder, `home-${++number}`), {
    person,
    clock: { now: () => Date.now() + skewMs },
  });
  cores.push(core);
  const { siteId } = await core.client.call('site.openSite', { file });
  return { core, siteId, file, call: core.client.call.bind(core.client) };
}
async function newSite(): Promise<string> {
  const file = newFile();
  const core = startTestCore(join(folder, `home-${++number}`));
  cores.push(core);
  const { siteId } = await core.client.call('site.createSite', { file, name: 'Shared' });
  await core.client.call('site.addFloor', { siteId, name: floor });
  await core.core.close();
  cores.splice(cores.indexOf(core), 1);
  return file;
}
function copyOf(file: string): string {
  const copy = newFile();
  copyFileSync(file, copy);
  return copy;
}
async function close({ core }: Surveyor): Promise<void> {
  await core.core.close();
  cores.splice(cores.indexOf(core), 1);
}
async function merge({ call, siteId }: Surveyor, ...files: string[]): Promise<MergeResult> {
  const { taskId } = await call('site.mergeSite', { siteId, others: files.map((path) => ({ path })) });
  const task = await call('tasks.awaitTask', { siteId, taskId });
  if (task.state !== 'done') throw new Error(JSON.stringify(task.error));
  return task.result as MergeResult;
}
async function importRows({ call, siteId }: Surveyor, rows: readonly string[]): Promise<void> {
  const { floors } = await call('site.getInfo', { siteId });
  const [{ floorId = '' } = {}] = floors;
  const path = newFile('.csv');
  writeFileSync(path, [gromaHead, ...rows].join('\n'));
  const { taskId } = await call('survey.importReadings', { siteId, source: { path }, floor: floorId });
  const task = await call('tasks.awaitTask', { siteId, taskId });
  expect(task.error).toBeUndefined();
}
const edit = ({ call, siteId }: Surveyor, ...changes: ObjectEdit[]) =>
  call('floorplan.editObjects', { siteId, title: 'Edit', changes });
const row = (scan: string, second: number, x: number, radio: string, rssi: number) =>
  `2026-11-24T09:00:${String(second).padStart(2, '0')}Z,${scan},,${x},1,wifi,${radio},${rssi},5180,laptop`;

/** Everything that people see of a site, without what is only of the file. */
async function contentOf(who: Surveyor) {
  const { call, siteId } = who;
  const info = await call('site.getInfo', { siteId });
  const { objects } = await call('floorplan.listObjects', { siteId });
  const { radios } = await call('site.listRadios', { siteId });
  const out = newFile('.csv');
  const { taskId } = await call('survey.exportReadings', { siteId, out });
  await call('tasks.awaitTask', { siteId, taskId });
  const { readFileSync } = await import('node:fs');
  const walks = await Promise.all(info.floors.map((each) => call('survey.listWalks', { siteId, floor: each.floorId })));
  const tests = await Promise.all(
    info.floors.map((each) => call('survey.listActiveTests', { siteId, floor: each.floorId })),
  );
  expect(await call('site.verifySite', { siteId })).toEqual({ ok: true, problems: [] });
  return {
    name: info.name,
    floors: info.floors.map((each) => ({ ...each })),
    objects: objects.toSorted((a, b) => a.objectId.localeCompare(b.objectId)),
    radios: radios.map(({ radioId: _id, ...radio }) => radio).sort((a, b) => a.key.localeCompare(b.key)),
    rows: readFileSync(out, 'utf8').split('\n').sort(),
    tests: tests.flatMap((each) => each.tests),
    walks: walks.flatMap(({ walks: each }) => each).sort((a, b) => a.walkId.localeCompare(b.walkId)),
  };
}

describe('two surveyors', () => {
  test('their readings are a union, what they drew is all there, and merging again adds nothing', async () => {
    const file = await newSite();
    const other = copyOf(file);
    const [ann, bob] = [await surveyor('ann', file), await surveyor('bob', other, -3_600_000)];
    const shared = row('both', 1, 1, 'aa:00:00:00:00:01', -50);
    await importRows(ann, [shared, row('a', 2, 2, 'aa:00:00:00:00:01', -60)]);
    await importRows(bob, [
      shared,
      row('b', 3, 3, 'aa:00:00:00:00:02', -70),
      row('both2', 4, 4, 'aa:00:00:00:00:01', -80),
    ]);
    const { floors } = await bob.call('site.getInfo', { siteId: bob.siteId });
    const wall = { line: [0, 0, 5, 0], material: 'brick', origin: 'drawn', floor: floors[0]?.floorId };
    await edit(bob, { objectId: ObjectId.parse(randomUUID()), kind: 'wall', set: wall });
    await bob.call('site.addFloor', { siteId: bob.siteId, name: 'Roof' });
    const nobody = { kind: 'http' as const, target: 'http://127.0.0.1:4/' };
    const { taskId } = await bob.call('survey.runActiveTest', { siteId: bob.siteId, floor, ...nobody });
    await bob.call('tasks.awaitTask', { siteId: bob.siteId, taskId });
    await close(bob);
    expect(await merge(ann, other)).toEqual({
      added: { operations: 2, objects: 2, floors: 1, photos: 0, plans: 0, walks: 0, scans: 2, readings: 2, tests: 1 },
      conflicts: [],
    });
    const content = await contentOf(ann);
    expect(content.floors.map(({ name, readings, walls }) => [name, readings, walls])).toEqual([
      ['Ground', 4, 1],
      ['Roof', 0, 0],
    ]);
    expect(content.radios.map(({ readings }) => readings)).toEqual([3, 1]);
    const { added } = await merge(ann, other);
    expect(Object.values(added).every((count) => count === 0)).toBe(true);
    expect(await contentOf(ann)).toEqual(content);
  });

  test('what only the other heard in a scan that both have is added to it', async () => {
    const file = await newSite();
    const other = copyOf(file);
    const [ann, bob] = [await surveyor('ann', file), await surveyor('bob', other)];
    await importRows(ann, [row('s', 1, 1, 'aa:00:00:00:00:01', -50)]);
    await importRows(bob, [
      row('s', 1, 1, 'aa:00:00:00:00:01', -50),
      row('s', 1, 1, 'aa:00:00:00:00:01', -51),
      row('s', 1, 1, 'aa:00:00:00:00:02', -60),
    ]);
    await close(bob);
    expect((await merge(ann, other)).added).toMatchObject({ scans: 0, readings: 2 });
    expect((await contentOf(ann)).radios.map(({ readings }) => readings)).toEqual([2, 1]);
  });

  test('a plan comes to a floor that has none; two different ones are told and ours stays', async () => {
    const file = await newSite();
    const other = copyOf(file);
    const plan = (width: number) => {
      const path = newFile('.svg');
      writeFileSync(path, svgOf(`<rect x="0" y="0" width="${width}" height="90" fill="none" stroke="#000"/>`));
      return { path };
    };
    const put = async (who: Surveyor, source: { path: string }, name: string) => {
      const { taskId } = await who.call('floorplan.importPlan', {
        siteId: who.siteId,
        source,
        floor: name,
        widthM: 20,
      });
      await who.call('tasks.awaitTask', { siteId: who.siteId, taskId });
    };
    const [ann, bob] = [await surveyor('ann', file), await surveyor('bob', other)];
    await put(ann, plan(100), floor);
    await put(bob, plan(200), floor);
    await put(bob, plan(300), 'Roof');
    await close(bob);
    const { added, conflicts } = await merge(ann, other);
    expect(added).toMatchObject({ plans: 1, floors: 1 });
    expect(conflicts).toMatchObject([{ what: 'Plan of Ground', detail: expect.stringMatching(/ours stays/) }]);
    expect(await contentOf(ann)).toMatchObject({ floors: [{ hasPlan: true }, { hasPlan: true }] });
  });

  test('a floor that one removed and the other measured is there again', async () => {
    const file = await newSite();
    const other = copyOf(file);
    const [ann, bob] = [await surveyor('ann', file), await surveyor('bob', other)];
    await ann.call('site.removeFloor', { siteId: ann.siteId, floor });
    await importRows(bob, [row('b', 3, 3, 'aa:00:00:00:00:02', -70)]);
    await close(bob);
    expect((await merge(ann, other)).added).toMatchObject({ scans: 1, readings: 1, floors: 1 });
    expect((await contentOf(ann)).floors).toMatchObject([{ name: floor, readings: 1 }]);
  });
});

describe('conflicts', () => {
  test('one place changed by both: side by side with who and when, decided once for all', async () => {
    const file = await newSite();
    const ann = await surveyor('ann', file);
    const objectId = ObjectId.parse(randomUUID());
    const { floors } = await ann.call('site.getInfo', { siteId: ann.siteId });
    const ap = { floor: floors[0]?.floorId, name: 'AP 1', place: [1, 1], mounting: 'ceiling', radios: [] };
    await edit(ann, { objectId, kind: 'ap', set: ap });
    await close(ann);
    const other = copyOf(file);
    const bob = await surveyor('bob', other, 7_200_000);
    await edit(bob, { objectId, kind: 'ap', set: { place: [9, 9], name: 'AP one' } });
    await close(bob);
    const again = await surveyor('ann', file);
    await edit(again, { objectId, kind: 'ap', set: { place: [2, 2] } });
    const { conflicts } = await merge(again, other);
    expect(conflicts).toHaveLength(1);
    const listed = await again.call('site.listConflicts', { siteId: again.siteId });
    expect(listed.conflicts).toMatchObject([
      {
        name: 'Access point AP one',
        field: 'place',
        versions: [
          { author: 'ann', value: [2, 2] },
          { author: 'bob', value: [9, 9], shown: '[9,9]' },
        ],
      },
    ]);
    const [version] = listed.conflicts[0]?.versions ?? [];
    const decision = { siteId: again.siteId, objectId, field: 'place', operation: version?.operation as never };
    await again.call('site.resolveConflict', decision);
    expect((await again.call('site.listConflicts', { siteId: again.siteId })).conflicts).toEqual([]);
    await expect(again.call('site.resolveConflict', decision)).rejects.toMatchObject({ code: 'conflict_is_decided' });
    await close(again);
    // Who merges the decision has no conflict any more.
    const later = await surveyor('bob', other);
    await merge(later, file);
    expect((await later.call('site.listConflicts', { siteId: later.siteId })).conflicts).toEqual([]);
    const { objects } = await later.call('floorplan.listObjects', { siteId: later.siteId });
    expect(objects.find((each) => each.objectId === objectId)?.fields).toMatchObject({ place: [2, 2], name: 'AP one' });
  });

  test('removed by one and changed by the other: it stays until somebody decides', async () => {
    const file = await newSite();
    const ann = await surveyor('ann', file);
    const objectId = ObjectId.parse(randomUUID());
    const { floors } = await ann.call('site.getInfo', { siteId: ann.siteId });
    const note = { floor: floors[0]?.floorId, place: [1, 1], text: 'Ladder', photos: [] };
    await edit(ann, { objectId, kind: 'note', set: note });
    await close(ann);
    const other = copyOf(file);
    const [again, bob] = [await surveyor('ann', file), await surveyor('bob', other)];
    await edit(bob, { objectId, kind: 'note', set: { text: 'Ladder in room 2' } });
    await edit(again, { objectId, kind: 'note', set: { deleted: true } });
    await close(bob);
    await merge(again, other);
    const { conflicts } = await again.call('site.listConflicts', { siteId: again.siteId });
    expect(conflicts[0]).toMatchObject({
      field: 'deleted',
      versions: [
        { author: 'ann', shown: 'removed' },
        { author: 'bob', shown: 'kept' },
      ],
    });
    const removed = conflicts[0]?.versions[0]?.operation as never;
    await again.call('site.resolveConflict', { siteId: again.siteId, objectId, field: 'deleted', operation: removed });
    expect((await contentOf(again)).objects.some((each) => each.objectId === objectId)).toBe(false);
  });
});

describe('refused, and nothing is changed', () => {
  test('another site, itself, no site at all, a name that is not there', async () => {
    const [file, stranger] = [await newSite(), await newSite()];
    const ann = await surveyor('ann', file);
    const before = await contentOf(ann);
    const text = newFile();
    writeFileSync(text, 'no site');
    await expect(merge(ann, stranger)).rejects.toThrow(/merge_other_site/);
    await expect(merge(ann, file)).rejects.toThrow(/merge_same_file/);
    await expect(merge(ann, text)).rejects.toThrow(/not_a_site_file/);
    await expect(merge(ann, join(folder, 'nowhere.groma'))).rejects.toMatchObject({ code: 'file_not_found' });
    expect(await contentOf(ann)).toEqual(before);
  });
});

test('what another version has otherwise, object by object', async () => {
  const file = await newSite();
  const ann = await surveyor('ann', file);
  const { floors } = await ann.call('site.getInfo', { siteId: ann.siteId });
  const ids = ['m', 'c', 'r'].map(() => ObjectId.parse(randomUUID()));
  const note = (text: string, x: number) => ({ floor: floors[0]?.floorId, place: [x, 0], text, photos: [] });
  await edit(ann, ...ids.map((objectId, at) => ({ objectId, kind: 'note' as const, set: note(`n${at}`, at) })));
  await close(ann);
  const other = copyOf(file);
  const bob = await surveyor('bob', other);
  await edit(bob, { objectId: ids[0] as never, kind: 'note', set: { place: [3, 4] } });
  await edit(bob, { objectId: ids[1] as never, kind: 'note', set: { text: 'other words' } });
  await edit(bob, { objectId: ids[2] as never, kind: 'note', set: { deleted: true } });
  await edit(bob, { objectId: ObjectId.parse(randomUUID()), kind: 'note', set: note('new', 9) });
  await importRows(bob, [row('b', 3, 3, 'aa:00:00:00:00:02', -70)]);
  await close(bob);
  const again = await surveyor('ann', file);
  const { differences, ...scans } = await again.call('site.compareSite', {
    siteId: again.siteId,
    other: { path: other },
  });
  expect(differences.map(({ change, movedM, fields }) => [change, movedM, fields]).sort()).toEqual([
    ['added', undefined, []],
    ['changed', undefined, ['text']],
    ['moved', 5, ['place']],
    ['removed', undefined, []],
  ]);
  expect(scans).toEqual({ scansAdded: 1, scansMissing: 0 });
});

test('any number of copies, merged in any order, some twice, with clocks that are wrong: the same everywhere', async () => {
  const names = ['ann', 'bob', 'cyn'];
  const step = fc.record({
    who: fc.nat(2),
    what: fc.constantFrom('note', 'move', 'remove', 'rename', 'read', 'mergeFrom'),
    pick: fc.nat(5),
    value: fc.nat(9),
  });
  const skews = fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 3, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 10 }), skews, fc.integer(), async (steps, skewMs, seed) => {
      const first = await newSite();
      const files = [first, copyOf(first), copyOf(first)];
      const open = (at: number) => surveyor(names[at] ?? '', files[at] ?? '', skewMs[at]);
      const ids = Array.from({ length: 6 }, (_, at) => ObjectId.parse(`00000000-0000-4000-8000-00000000000${at}`));
      for (const { who, what, pick, value } of steps) {
        const at = await open(who);
        const objectId = ids[pick] ?? (ids[0] as ObjectId);
        const { objects } = await at.call('floorplan.listObjects', { siteId: at.siteId });
        const isThere = objects.some((each) => each.objectId === objectId);
        const { floors } = await at.call('site.getInfo', { siteId: at.siteId });
        const whole = {
          floor: floors[0]?.floorId,
          place: [value, who],
          text: `${what} ${value}`,
          photos: [],
          deleted: false,
        };
        if (what === 'note') await edit(at, { objectId, kind: 'note', set: whole });
        if (what === 'move' && isThere) await edit(at, { objectId, kind: 'note', set: { place: [value, 50 + who] } });
        if (what === 'remove' && isThere) await edit(at, { objectId, kind: 'note', set: { deleted: true } });
        if (what === 'rename')
          await at.call('site.updateFloor', { siteId: at.siteId, floor: floors[0]?.floorId ?? '', name: `F${value}` });
        if (what === 'read')
          await importRows(at, [row(`s${value}`, value, pick, `aa:00:00:00:00:0${who}`, -40 - value)]);
        await close(at);
        if (what !== 'mergeFrom') continue;
        const taker = await open((who + 1) % 3);
        await merge(taker, files[who] ?? '');
        await close(taker);
      }
      // Everybody gets everything, each in an order of their own, the first one twice.
      const contents = [];
      const snapshots = files.map((file) => copyOf(file));
      for (const [at] of files.entries()) {
        const order = [0, 1, 2, (at + Math.abs(seed)) % 3].filter((each) => each !== at);
        if ((seed + at) % 2 === 0) order.reverse();
        const who = await open(at);
        for (const each of order) await merge(who, snapshots[each] ?? '');
        contents.push(await contentOf(who));
        await close(who);
      }
      expect(contents[1]).toEqual(contents[0]);
      expect(contents[2]).toEqual(contents[0]);
    }),
    { numRuns: Number(process.env['GROMA_MERGE_RUNS'] ?? 12) },
  );
}, 120_000);
