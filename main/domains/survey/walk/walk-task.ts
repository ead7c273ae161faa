// Recording a walk as a task: small transactions as it goes on, so that what was heard is saved when anything ends it.
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { WalkResult, WalkUpdate } from '../../../../shared/contract/walk.ts';
import type { TaskDefinition, TaskRun } from '../../../ports/tasks.ts';
import { WalkSources } from './walk-sources.ts';
import type { PreparedWalk, Walks } from './walks.ts';

/** What is journaled of a walk; it cannot be resumed, and what it needs lives in `Walks`. */
export interface WalkInput {
  readonly floor: string;
  readonly speed: number;
}

const saveEveryMs = 500;
/** 20 updates a second are as many as an eye can use. */
const updateEveryMs = 50;
const diskEveryMs = 10_000;

class Recording {
  readonly #task: TaskRun<WalkInput>;
  readonly #walks: Walks;
  readonly #prepared: PreparedWalk;
  readonly #sources: WalkSources;
  #updatedMs = 0;
  #freeBytes: number | undefined;

  constructor(task: TaskRun<WalkInput>, walks: Walks, prepared: PreparedWalk) {
    this.#task = task;
    this.#walks = walks;
    this.#prepared = prepared;
    const { walk } = prepared;
    this.#sources = new WalkSources(prepared.sources, {
      scan: (source, scan) => {
        walk.take(source, scan);
        this.#tell();
      },
      readingsPerSecond: (source) => walk.readingsPerSecond(source),
    });
  }

  async run(): Promise<WalkResult> {
    const { walk, finished } = this.#prepared;
    const { input, signal } = this.#task;
    const failed = new AbortController();
    const ends = AbortSignal.any([signal, finished.signal, failed.signal]);
    const timers = this.#timers(failed);
    this.#task.site.database.setDurable(true);
    try {
      const { path } = walk;
      const person = path && {
        place: () => path.lastPlace,
        isWalking: walk.mode === 'continuous',
        isPaused: () => path.isPaused,
      };
      await this.#sources.run({
        level: walk.floor.level,
        speed: path ? 1 : input.speed,
        signal: ends,
        ...(person ? { person } : {}),
      });
      failed.signal.throwIfAborted();
    } finally {
      for (const timer of timers) clearTimeout(timer);
      try {
        walk.finish();
      } finally {
        this.#task.site.database.setDurable(false);
        this.#tell(true);
      }
    }
    const { readings, scans, notTaken } = walk.counts;
    return { readings, scans, dropped: this.#sources.dropped + notTaken };
  }

  /** What happens with time, whether anything is heard or not. A save that fails ends the walk with its reason. */
  #timers(failed: AbortController): NodeJS.Timeout[] {
    const { walk, schedule, durationMs, finished } = this.#prepared;
    const guarded = (work: () => void) => () => {
      try {
        work();
      } catch (error) {
        failed.abort(error);
      }
    };
    void this.#lookAtDisk();
    const fromMs = walk.nowMs;
    return [
      setInterval(
        guarded(() => walk.save()),
        saveEveryMs,
      ),
      setInterval(
        guarded(() => {
          walk.tick(this.#sources.devices);
          this.#tell();
        }),
        250,
      ),
      setInterval(() => void this.#lookAtDisk(), diskEveryMs),
      ...schedule.map(({ afterMs, place }) =>
        setTimeout(
          // The time that was planned: a busy machine comes late, whoever walks by the plan does not.
          guarded(() => walk.mark(place, fromMs + afterMs)),
          afterMs,
        ),
      ),
      ...(durationMs === undefined ? [] : [setTimeout(() => finished.abort(), durationMs)]),
    ];
  }

  async #lookAtDisk(): Promise<void> {
    try {
      const { bavail, bsize } = await statfs(dirname(this.#task.site.file));
      this.#freeBytes = bavail * bsize;
    } catch {
      this.#freeBytes = undefined;
    }
  }

  #tell(isLast = false): void {
    const now = Date.now();
    if (!isLast && now - this.#updatedMs < updateEveryMs) return;
    this.#updatedMs = now;
    const { walk } = this.#prepared;
    const update: WalkUpdate = {
      ...walk.update(),
      sources: this.#sources.list(),
      dropped: this.#sources.dropped + walk.counts.notTaken,
      ...(this.#freeBytes === undefined ? {} : { freeBytes: this.#freeBytes }),
    };
    this.#walks.publish(this.#task.taskId, update);
    this.#task.progress('Recording', update.readings, 0, 'readings');
  }
}

export function walkTask(walks: Walks): TaskDefinition<WalkInput, WalkResult> {
  return {
    kind: 'survey.startWalk',
    title: (input) => `Walk on ${input.floor}`,
    run: async (task) => {
      try {
        return await new Recording(task, walks, walks.prepared(task.taskId)).run();
      } finally {
        walks.end(task.taskId);
      }
    },
  };
}
