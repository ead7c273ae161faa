// Walks that go on, so that windows can watch and steer them and a source is not used twice.
import type { WalkUpdate } from '../../../../shared/contract/walk.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { TaskId } from '../../../../shared/model/ids.ts';
import { Broadcast } from '../../../../shared/rpc/broadcast.ts';
import type { PlaceM } from '../../../../shared/survey/walk-path.ts';
import type { ReadingSource } from '../../../ports/reading-source.ts';
import type { LiveWalk } from './live-walk.ts';

/** Where a receiver is when, from the start of a recording on. */
export type Schedule = readonly { readonly afterMs: number; readonly place: PlaceM }[];

export interface PreparedWalk {
  readonly walk: LiveWalk;
  readonly sources: readonly ReadingSource[];
  readonly schedule: Schedule;
  readonly durationMs: number | undefined;
  /** Aborts when the person has finished. */
  readonly finished: AbortController;
}

interface Going extends PreparedWalk {
  readonly broadcast: Broadcast<WalkUpdate>;
  last: WalkUpdate;
}

export class Walks {
  readonly #going = new Map<TaskId, Going>();

  isBusy(source: string): boolean {
    return [...this.#going.values()].some(({ sources }) => sources.some(({ id }) => id === source));
  }

  /** Takes the sources for a walk until its task ends. */
  begin(taskId: TaskId, prepared: PreparedWalk): void {
    const last: WalkUpdate = { ...prepared.walk.update(), sources: [], dropped: 0 };
    this.#going.set(taskId, { ...prepared, broadcast: new Broadcast(), last });
  }

  /** @throws AppError `task_not_found` */
  prepared(taskId: TaskId): PreparedWalk {
    const going = this.#going.get(taskId);
    if (!going) throw new AppError('task_not_found');
    return going;
  }

  publish(taskId: TaskId, update: WalkUpdate): void {
    const going = this.#going.get(taskId);
    if (!going) return;
    going.last = update;
    going.broadcast.publish(update);
  }

  /** Who watches learns of the end also where nothing was heard, or where the last scans could not be saved. */
  end(taskId: TaskId): void {
    const last = this.#going.get(taskId)?.last;
    if (last && last.state !== 'finished') this.publish(taskId, { ...last, state: 'finished' });
    this.#going.delete(taskId);
  }

  async *watch(taskId: TaskId, signal: AbortSignal): AsyncGenerator<WalkUpdate> {
    const going = this.#going.get(taskId);
    if (!going) throw new AppError('task_not_found');
    for await (const update of going.broadcast.listen(signal, { first: [going.last], limit: 100 })) {
      yield update;
      if (update.state === 'finished') return;
    }
  }
}
