// The sources' side: runs what the core asks for, hands scans on in batches, and keeps a bounded number of them when the core is slow.
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, isAppError } from '../../../shared/errors/app-error.ts';
import type { LiveScan, ReadingSource } from '../../ports/reading-source.ts';
import type { FromSources, ToSources } from './messages.ts';

const sendEveryMs = 50;
/** Batches on the way at the same time. */
const maxUntaken = 4;
const maxWaiting = 5_000;

interface Run {
  readonly controller: AbortController;
  waiting: LiveScan[];
  untaken: number;
  dropped: number;
}

export interface SourcesServer {
  handle(message: ToSources): void;
  close(): void;
}

/** @param list what is plugged in now */
export function serveSources(
  list: () => Promise<readonly ReadingSource[]>,
  post: (message: FromSources) => void,
): SourcesServer {
  let known: readonly ReadingSource[] = [];
  const runs = new Map<number, Run>();

  async function tell(id: number): Promise<void> {
    // A source that runs stays the object that it is: another one would open its device a second time.
    const found = await list();
    known = found.map((source) => known.find((each) => each.id === source.id) ?? source);
    const sources = await Promise.all(
      known.map(async (source) => ({
        id: source.id,
        kind: source.kind,
        name: source.name,
        found: await source.preflight(),
      })),
    );
    post({ type: 'listed', id, sources });
  }

  async function start(number: number, id: string, level: number): Promise<void> {
    const run: Run = { controller: new AbortController(), waiting: [], untaken: 0, dropped: 0 };
    runs.set(number, run);
    const { signal } = run.controller;
    const sending = sendAlways(number, run);
    try {
      if (known.length === 0) known = await list();
      const source = known.find((each) => each.id === id);
      if (!source) throw new AppError('source_lost', { source: id, reason: 'it is not plugged in' });
      for await (const scan of source.scans({ level, speed: 1, signal })) {
        run.waiting.push(scan);
        if (run.waiting.length > maxWaiting)
          run.dropped += run.waiting.splice(0, run.waiting.length - maxWaiting).length;
      }
      run.controller.abort();
      await sending;
      post({ type: 'ended', run: number });
    } catch (error) {
      run.controller.abort();
      await sending;
      const known = isAppError(error) ? error : new AppError('source_lost', { source: id, reason: String(error) });
      post({ type: 'ended', run: number, error: known.toShape() });
    } finally {
      runs.delete(number);
    }
  }

  async function sendAlways(number: number, run: Run): Promise<void> {
    const { signal } = run.controller;
    while (!signal.aborted || run.waiting.length > 0) {
      if (run.waiting.length > 0 && (run.untaken < maxUntaken || signal.aborted)) {
        run.untaken++;
        post({ type: 'scans', run: number, scans: run.waiting.splice(0), dropped: run.dropped });
      }
      if (!signal.aborted) await sleep(sendEveryMs, undefined, { signal }).catch(() => undefined);
    }
  }

  return {
    handle: (message) => {
      const run = 'run' in message ? runs.get(message.run) : undefined;
      if (message.type === 'list') void tell(message.id);
      else if (message.type === 'start') void start(message.run, message.source, message.level);
      else if (message.type === 'taken' && run) run.untaken--;
      else if (message.type === 'stop') run?.controller.abort();
    },
    close: () => {
      for (const { controller } of runs.values()) controller.abort();
    },
  };
}
