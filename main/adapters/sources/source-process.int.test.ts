// The radios in a process of their own: a real one, with what this machine has; and one over a link that the test can cut.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { LiveScan, ReadingSource } from '../../ports/reading-source.ts';
import { serveSources } from './serve-sources.ts';
import { forkSources, SourceProcess, type SourcesListener } from './source-process.ts';

const options = (signal: AbortSignal) => ({ level: 0, speed: 1, signal });

/** A source that gives scans as fast as it is asked. */
class Flood implements ReadingSource {
  readonly id = 'flood';
  readonly kind = 'ble';
  readonly name = 'Flood';
  made = 0;
  ends = 0;
  readonly preflight = async () => ({ state: 'ready' as const });
  async *scans({ signal }: { signal: AbortSignal }): AsyncGenerator<LiveScan> {
    try {
      while (!signal.aborted) {
        for (let index = 0; index < 200; index++) yield { timeMs: this.made++, device: 'd', radios: [] };
        await sleep(1);
      }
    } finally {
      this.ends++;
    }
  }
}

describe('over a link', () => {
  let listener: SourcesListener | undefined;
  let posts = 0;
  const flood = new Flood();
  const start = (isSlow = false) =>
    new SourceProcess((heard) => {
      listener = heard;
      const server = serveSources(
        async () => [flood],
        (message) => {
          posts++;
          queueMicrotask(() => heard.message(structuredClone(message)));
        },
      );
      return {
        post: (message) => {
          // A core that is busy takes nothing.
          if (isSlow && message.type === 'taken') return;
          server.handle(structuredClone(message));
        },
        hold: () => undefined,
        end: () => server.close(),
      };
    });

  test('scans come in batches, in order, and the source ends with its reader', async () => {
    const [source] = await start().list();
    posts = 0;
    const controller = new AbortController();
    const times: number[] = [];
    for await (const { timeMs } of source?.scans(options(controller.signal)) ?? []) {
      times.push(timeMs);
      if (times.length === 5_000) controller.abort();
    }
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(posts).toBeLessThan(200);
    await sleep(120);
    expect(flood.ends).toBe(1);
  });

  test('what a slow core does not take is counted, and memory stays', async () => {
    const [source] = await start(true).list();
    const controller = new AbortController();
    const reader = source?.scans(options(controller.signal))[Symbol.asyncIterator]();
    for (let taken = 0; taken < 1_000; taken++) await reader?.next();
    await sleep(400);
    controller.abort();
    for (let rest = await reader?.next(); rest && !rest.done; rest = await reader?.next());
    expect(source?.dropped?.()).toBeGreaterThanOrEqual(0);
    expect(flood.made).toBeGreaterThan(1_000);
  });

  test('a process that dies loses its sources, and the next question starts it anew', async () => {
    const process = start();
    const [source] = await process.list();
    const reading = source?.scans(options(new AbortController().signal));
    const iterator = reading?.[Symbol.asyncIterator]();
    await iterator?.next();
    listener?.ended('killed');
    const drained = async () => {
      for (;;) if ((await iterator?.next())?.done) return;
    };
    await expect(drained()).rejects.toMatchObject({ code: 'source_lost', params: { reason: 'killed' } });
    expect(await process.list()).toHaveLength(1);
    process.close();
  });

  test('an error of a source comes through as it is', async () => {
    const server = new SourceProcess((heard) => {
      const failing: ReadingSource = {
        id: 'x',
        kind: 'ble',
        name: 'X',
        preflight: async () => ({ state: 'ready' }),
        scans: () => {
          throw new AppError('source_lost', { source: 'X', reason: 'no power' });
        },
      };
      const served = serveSources(
        async () => [failing],
        (message) => heard.message(message),
      );
      return { post: (message) => served.handle(message), hold: () => undefined, end: () => undefined };
    });
    const [source] = await server.list();
    const reading = source?.scans(options(new AbortController().signal))[Symbol.asyncIterator]();
    await expect(reading?.next()).rejects.toMatchObject({ code: 'source_lost', params: { reason: 'no power' } });
  });
});

describe('a real process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'groma-pty-'));
  const [near, far] = [join(folder, 'near'), join(folder, 'far')];
  let socat: ChildProcess | undefined;
  let sources: SourceProcess;

  beforeAll(async () => {
    process.env['GROMA_RECEIVERS'] = `json:${near},nmea:${join(folder, 'none')}`;
    const child = spawn('socat', [`PTY,link=${near},raw,echo=0`, `PTY,link=${far},raw,echo=0`], { stdio: 'ignore' });
    const isThere = await once(child, 'spawn').then(
      () => true,
      () => false,
    );
    if (isThere) {
      socat = child;
      await sleep(300);
    }
  });
  afterEach(() => sources?.close());
  afterAll(() => {
    delete process.env['GROMA_RECEIVERS'];
    socat?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  test('lists what this machine has; each that cannot start says why and what to do', async () => {
    sources = new SourceProcess(forkSources);
    const list = await sources.list();
    expect(list.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['wifi', 'ble']));
    for (const source of list) {
      const { state, problem, action } = await source.preflight();
      if (state === 'ready') continue;
      expect(problem, source.name).toMatch(/^[A-Z].*\.$/);
      expect(action, source.name).toMatch(/^[A-Z].*\.$/);
    }
    const gps = list.find(({ kind }) => kind === 'gps');
    expect((await gps?.preflight())?.state).toBe('portMissing');
  }, 30_000);

  test('reads a scanner on a serial line, and says when it is unplugged', async (context) => {
    if (!socat) return context.skip('socat is not installed');
    sources = new SourceProcess(forkSources);
    const scanner = (await sources.list()).find(({ id }) => id === `json:${near}`);
    expect(await scanner?.preflight()).toEqual({ state: 'ready' });
    const heard: LiveScan[] = [];
    const line = {
      addr: 'aa:bb:cc:00:00:01',
      rssi: -60,
      adv: '1aff4c000215f7826da64fa24e988024bc5b71e0893e0003002ac5',
    };
    const writing = setInterval(() => writeFileSync(far, `${JSON.stringify(line)}\n`), 50);
    const reading = async () => {
      for await (const scan of scanner?.scans(options(new AbortController().signal)) ?? []) {
        heard.push(scan);
        if (heard.length !== 3) continue;
        clearInterval(writing);
        socat?.kill('SIGKILL');
      }
    };
    try {
      await expect(reading()).rejects.toMatchObject({ code: 'source_lost' });
    } finally {
      clearInterval(writing);
    }
    expect(heard[0]?.radios[0]).toMatchObject({ key: 'f7826da6-4fa2-4e98-8024-bc5b71e0893e/3/42', rssiDbm: -60 });
  }, 30_000);
});
