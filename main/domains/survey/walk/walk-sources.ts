// The sources of one walk, run together. One that is gone comes back when it can: a loose plug must not end a survey.
import { setTimeout as sleep } from 'node:timers/promises';
import type { WalkUpdate } from '../../../../shared/contract/walk.ts';
import { AppError, isAppError } from '../../../../shared/errors/app-error.ts';
import type { LiveScan, ReadingSource, ScanOptions } from '../../../ports/reading-source.ts';

const backoffMs = [1_000, 2_000, 5_000, 10_000];

interface Running {
  readonly source: ReadingSource;
  state: WalkUpdate['sources'][number]['state'];
  problem: string | undefined;
  device: string | undefined;
}

export interface SourceListener {
  scan(source: string, scan: LiveScan): void;
  readingsPerSecond(source: string): number;
}

export class WalkSources {
  readonly #running: readonly Running[];
  readonly #listener: SourceListener;

  constructor(sources: readonly ReadingSource[], listener: SourceListener) {
    this.#listener = listener;
    this.#running = sources.map((source) => ({ source, state: 'starting', problem: undefined, device: undefined }));
  }

  /** Until all have ended or `signal` aborts. @throws AppError of a source that could not even begin */
  async run(options: ScanOptions): Promise<void> {
    await Promise.all(this.#running.map((running) => this.#runOne(running, options)));
  }

  async #runOne(running: Running, options: ScanOptions): Promise<void> {
    for (let failures = 0; !options.signal.aborted; failures++) {
      try {
        for await (const scan of running.source.scans(options)) {
          failures = 0;
          running.state = 'running';
          running.device = scan.device;
          this.#listener.scan(running.source.id, scan);
        }
        running.state = 'ended';
        return;
      } catch (error) {
        if (options.signal.aborted) return;
        if (!isAppError(error, 'source_lost')) throw error;
        running.state = 'lost';
        running.problem = `${error.message} ${error.step}`;
        await sleep(backoffMs[Math.min(failures, backoffMs.length - 1)], undefined, { signal: options.signal }).catch(
          () => undefined,
        );
      }
    }
  }

  /** Devices of those that run. */
  get devices(): string[] {
    return this.#running.flatMap(({ state, device }) => (state === 'running' && device !== undefined ? [device] : []));
  }

  get dropped(): number {
    return this.#running.reduce((sum, { source }) => sum + (source.dropped?.() ?? 0), 0);
  }

  list(): WalkUpdate['sources'] {
    return this.#running.map(({ source, state, problem }) => ({
      id: source.id,
      name: source.name,
      state,
      readingsPerSecond: this.#listener.readingsPerSecond(source.id),
      dropped: source.dropped?.() ?? 0,
      ...(state === 'lost' && problem !== undefined ? { problem } : {}),
    }));
  }
}

/** Whether every source could start now. @throws AppError `source_not_ready` */
export async function requireReady(sources: readonly ReadingSource[]): Promise<void> {
  for (const source of sources) {
    const {
      state,
      problem = state,
      action = 'Look at the list of sources, then try again.',
    } = await source.preflight();
    if (state !== 'ready') throw new AppError('source_not_ready', { source: source.name, problem, action });
  }
}
