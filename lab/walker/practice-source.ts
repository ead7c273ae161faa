// The practice walk as a live source: scans arrive as a person would make them.

import type { LiveScan, ReadingSource } from '../../main/ports/reading-source.ts';
import { AppError } from '../../shared/errors/app-error.ts';

/** Resolves after `delayMs`, or at once when the signal aborts. */
export function sleep(delayMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, delayMs);
    signal.addEventListener('abort', finish, { once: true });
  });
}

/** Gives each scan at its own time after `startMs`; `speed` makes the clock run faster. */
export async function* inRealTime(
  scans: Iterable<LiveScan>,
  startMs: number,
  options: { speed: number; signal: AbortSignal },
): AsyncGenerator<LiveScan> {
  const began = performance.now();
  for (const scan of scans) {
    const dueMs = (scan.timeMs - startMs) / options.speed;
    await sleep(Math.max(0, dueMs - (performance.now() - began)), options.signal);
    if (options.signal.aborted) return;
    yield scan;
  }
}

const name = 'Practice walk';

export function practiceSource(
  scansOf: (level: number, startMs: number) => Iterable<LiveScan> | undefined,
): ReadingSource {
  return {
    id: 'practice-walk',
    kind: 'practice',
    name,
    state: () => ({ state: 'ready' }),
    scans: ({ level, speed, signal }) => {
      const startMs = Date.now();
      const scans = scansOf(level, startMs);
      if (!scans) throw new AppError('source_without_floor', { source: name, level });
      return inRealTime(scans, startMs, { speed, signal });
    },
  };
}
