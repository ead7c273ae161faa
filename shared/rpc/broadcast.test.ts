// One event to many listeners, each at its own pace.
import { describe, expect, it } from 'vitest';
import { Broadcast } from './broadcast.ts';

async function take<T>(events: AsyncIterable<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  for await (const event of events) {
    taken.push(event);
    if (taken.length === count) break;
  }
  return taken;
}

describe('a broadcast', () => {
  it('reaches every listener from the moment it listens, not from its first read', async () => {
    const broadcast = new Broadcast<number>();
    const { signal } = new AbortController();
    broadcast.publish(1);
    const early = broadcast.listen(signal, { first: [-1] });
    broadcast.publish(2);
    const late = broadcast.listen(signal);
    broadcast.publish(3);
    expect(await take(early, 3)).toEqual([-1, 2, 3]);
    expect(await take(late, 1)).toEqual([3]);
  });

  it('wakes a reader that waits', async () => {
    const broadcast = new Broadcast<string>();
    const next = broadcast.listen(new AbortController().signal).next();
    broadcast.publish('now');
    expect(await next).toEqual({ done: false, value: 'now' });
  });

  it('keeps a bounded number for a slow reader: the newest', async () => {
    const broadcast = new Broadcast<number>();
    const events = broadcast.listen(new AbortController().signal, { limit: 3 });
    for (let number = 0; number < 100_000; number++) broadcast.publish(number);
    expect(await take(events, 3)).toEqual([99_997, 99_998, 99_999]);
  });

  it('one slow reader takes nothing from another', async () => {
    const broadcast = new Broadcast<number>();
    const { signal } = new AbortController();
    const slow = broadcast.listen(signal, { limit: 1 });
    const quick = broadcast.listen(signal);
    for (const number of [1, 2, 3]) broadcast.publish(number);
    expect(await take(quick, 3)).toEqual([1, 2, 3]);
    expect(await take(slow, 1)).toEqual([3]);
  });

  it('ends for a listener whose signal aborts, waiting or not', async () => {
    const broadcast = new Broadcast<number>();
    const controller = new AbortController();
    const waiting = broadcast.listen(controller.signal).next();
    controller.abort();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await broadcast.listen(controller.signal).next()).toEqual({ done: true, value: undefined });
  });

  it('forgets a listener that stopped reading', async () => {
    const broadcast = new Broadcast<number>();
    const events = broadcast.listen(new AbortController().signal);
    broadcast.publish(1);
    expect(await take(events, 1)).toEqual([1]);
    broadcast.publish(2);
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });
});

describe('a slow reader', () => {
  it('is told how many events were dropped', async () => {
    const broadcast = new Broadcast<number>();
    const events = broadcast.listen(new AbortController().signal, { limit: 2 });
    for (const event of [1, 2, 3, 4, 5]) broadcast.publish(event);
    expect((await events.next()).value).toBe(4);
    expect(events.dropped).toBe(3);
  });
});
