import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HybridClock, type OperationId, timeOf } from './clock.ts';
import { changeOn, type FieldChange, stateOf } from './registers.ts';

const nodes = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb', 'cccccccccccc'];

describe('the clock', () => {
  test('goes on when the wall clock stands, goes back, or another copy is ahead', () => {
    let now = 1_000;
    const clock = new HybridClock(() => now, 'aaaaaaaaaaaa');
    const first = clock.next();
    const second = clock.next();
    now = 10;
    const third = clock.next();
    clock.see('00000000ffff-0007-bbbbbbbbbbbb' as OperationId);
    const fourth = clock.next();
    now = 0x10000;
    const fifth = clock.next();
    expect([first, second, third, fourth, fifth]).toEqual([
      '0000000003e8-0000-aaaaaaaaaaaa',
      '0000000003e8-0001-aaaaaaaaaaaa',
      '0000000003e8-0002-aaaaaaaaaaaa',
      '00000000ffff-0008-aaaaaaaaaaaa',
      '000000010000-0000-aaaaaaaaaaaa',
    ]);
    expect(timeOf(fifth)).toBe(0x10000);
  });

  test('a full counter moves into the next millisecond', () => {
    const clock = new HybridClock(() => 5, 'aaaaaaaaaaaa');
    clock.see('000000000005-ffff-bbbbbbbbbbbb' as OperationId);
    expect(clock.next()).toBe('000000000006-0000-aaaaaaaaaaaa');
  });
});

describe('an object', () => {
  const at = (ms: number, node = 0) => `${ms.toString(16).padStart(12, '0')}-0000-${nodes[node]}` as OperationId;
  const made = changeOn(undefined, at(1), { name: 'AP 1', place: [1, 2] });
  const before = stateOf([made]);

  test('different fields changed apart come together', () => {
    const renamed = changeOn(before, at(5, 0), { name: 'AP 7' });
    const moved = changeOn(before, at(4, 1), { place: [3, 4] });
    const state = stateOf([renamed, made, moved]);
    expect(state.fields).toEqual({ name: 'AP 7', place: [3, 4] });
    expect(state.conflicts).toEqual([]);
  });

  test('one field changed apart is a conflict until somebody decides, and a decision made with one clock behind holds', () => {
    const left = changeOn(before, at(9_000, 0), { name: 'left' });
    const right = changeOn(before, at(4, 1), { name: 'right' });
    const both = stateOf([made, left, right]);
    expect(both.conflicts).toEqual(['name']);
    expect(both.fields['name']).toBe('left');
    const decided = changeOn(both, at(9_001, 2), { name: 'right' });
    expect(stateOf([decided, right, made, left])).toMatchObject({ fields: { name: 'right' }, conflicts: [] });
  });

  test('the same value given twice is no conflict', () => {
    const changes = [made, changeOn(before, at(4, 0), { name: 'x' }), changeOn(before, at(5, 1), { name: 'x' })];
    expect(stateOf(changes).conflicts).toEqual([]);
  });

  test('deleted here and moved there: it stays and is shown', () => {
    const gone = changeOn(before, at(9, 0), { deleted: true });
    expect(stateOf([made, gone]).deleted).toBe(true);
    const moved = changeOn(before, at(4, 1), { place: [3, 4] });
    expect(stateOf([made, gone, moved])).toMatchObject({ deleted: false, conflicts: ['deleted'] });
    const undone = changeOn(stateOf([made, gone]), at(10), { deleted: false });
    expect(stateOf([made, gone, undone])).toMatchObject({ deleted: false, conflicts: [] });
  });

  test('copies that exchange changes in any order, twice or late, come to the same state', () => {
    const step = fc.record({
      copy: fc.nat(2),
      action: fc.oneof(
        fc.record({ field: fc.constantFrom('name', 'place', 'deleted'), value: fc.nat(3) }),
        fc.record({ from: fc.nat(2) }),
      ),
      skewMs: fc.integer({ min: -5_000, max: 5_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.infiniteStream(fc.nat(1_000)), (steps, shuffle) => {
        const copies = nodes.map((node) => ({ changes: [made] as FieldChange[], now: 10_000, node }));
        const clocks = copies.map((copy) => new HybridClock(() => copy.now, copy.node));
        for (const { copy: index, action, skewMs } of steps) {
          const copy = copies[index];
          const clock = clocks[index];
          if (!copy || !clock) continue;
          copy.now = Math.max(0, copy.now + skewMs);
          if ('from' in action) {
            const other = copies[action.from]?.changes ?? [];
            for (const change of other) clock.see(change.operation);
            copy.changes.push(...other.filter((each) => !copy.changes.includes(each)));
          } else {
            const value = action.field === 'deleted' ? action.value > 1 : action.value;
            copy.changes.push(changeOn(stateOf(copy.changes), clock.next(), { [action.field]: value }));
          }
        }
        const all = [...new Set(copies.flatMap((copy) => copy.changes))];
        const wanted = stateOf(all);
        const shuffled = all
          .map((change) => ({ change, at: shuffle.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ change }) => change);
        expect(stateOf(shuffled)).toEqual(wanted);
        // Nothing that somebody wrote last is lost: each unreplaced value is a head.
        for (const name of wanted.conflicts) expect(wanted.heads[name]?.length ?? 0).toBeGreaterThan(0);
        const resolved = stateOf([
          ...all,
          changeOn(wanted, 'ffffffffffff-0000-aaaaaaaaaaaa' as OperationId, {
            ...wanted.fields,
            deleted: wanted.deleted,
          }),
        ]);
        expect(resolved.conflicts).toEqual([]);
        expect(resolved.fields).toEqual(wanted.fields);
      }),
      { numRuns: 300 },
    );
  });
});
