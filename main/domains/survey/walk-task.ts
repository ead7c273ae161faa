// Recording a walk from a live source: small transactions as it goes on, so that what was heard is saved when anything ends it.
import type { ParsedInputOf } from '../../../shared/contract/contract.ts';
import type { WalkResult, WalkUpdate } from '../../../shared/contract/survey.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { FloorId, TaskId } from '../../../shared/model/ids.ts';
import { Broadcast } from '../../../shared/rpc/broadcast.ts';
import type { LiveScan, ReadingSource } from '../../ports/reading-source.ts';
import type { Floor, SiteSession } from '../../ports/sites.ts';
import type { TaskDefinition, TaskRun } from '../../ports/tasks.ts';
import { ScanAppender } from './append.ts';
import type { NewScan } from './scan.ts';

export type WalkInput = Omit<ParsedInputOf<'survey.startWalk'>, 'siteId'>;

const saveEveryMs = 500;
/** 20 updates a second are as many as an eye can use. */
const updateEveryMs = 50;
const rateWindowMs = 5_000;
const shownRadios = 4;
const nothingHeard = {
  elapsedMs: 0,
  readings: 0,
  scans: 0,
  readingsPerSecond: 0,
  dropped: 0,
  state: 'recording' as const,
  strongest: [],
};

/** Walks that go on, so that windows can watch them and a source is not used twice. */
export class Walks {
  readonly #updates = new Map<TaskId, { source: string; broadcast: Broadcast<WalkUpdate>; last: WalkUpdate }>();

  isBusy(source: string): boolean {
    return [...this.#updates.values()].some((walk) => walk.source === source);
  }

  /** Takes the source for a walk until its task ends. */
  begin(taskId: TaskId, source: string, floorId: FloorId): void {
    const last: WalkUpdate = { floorId, ...nothingHeard };
    this.#updates.set(taskId, { source, broadcast: new Broadcast(), last });
  }

  publish(taskId: TaskId, update: WalkUpdate): void {
    const walk = this.#updates.get(taskId);
    if (!walk) return;
    walk.last = update;
    walk.broadcast.publish(update);
  }

  /** Who watches learns of the end also where nothing was heard, or where the last scans could not be saved. */
  end(taskId: TaskId): void {
    const last = this.#updates.get(taskId)?.last;
    if (last && last.state !== 'finished') this.publish(taskId, { ...last, state: 'finished' });
    this.#updates.delete(taskId);
  }

  async *watch(taskId: TaskId, signal: AbortSignal): AsyncGenerator<WalkUpdate> {
    const walk = this.#updates.get(taskId);
    if (!walk) throw new AppError('task_not_found');
    for await (const update of walk.broadcast.listen(signal, { first: [walk.last], limit: 100 })) {
      yield update;
      if (update.state === 'finished') return;
    }
  }
}

function toScan(scan: LiveScan): NewScan {
  return {
    timeMs: Math.round(scan.timeMs),
    label: undefined,
    floor: undefined,
    xM: scan.xM,
    yM: scan.yM,
    device: scan.device,
    readings: scan.radios.map((radio) => ({
      key: radio.key.toLowerCase(),
      kind: radio.kind,
      name: radio.name,
      rssiDbm: radio.rssiDbm,
      freqMhz: radio.freqMhz,
      offsetMs: Math.round(radio.offsetMs ?? 0),
      notes: undefined,
    })),
  };
}

class Recording {
  readonly #task: TaskRun<WalkInput>;
  readonly #walks: Walks;
  readonly #floor: Floor;
  readonly #appender: ScanAppender;
  readonly #startedMs = Date.now();
  #waiting: NewScan[] = [];
  #recent: { atMs: number; readings: number }[] = [];
  #savedMs = 0;
  #updatedMs = 0;
  #readings = 0;
  #scans = 0;
  #lastScan: LiveScan | undefined;
  #dropped = (): number => 0;

  constructor(task: TaskRun<WalkInput>, walks: Walks, floor: Floor) {
    this.#task = task;
    this.#walks = walks;
    this.#floor = floor;
    this.#appender = new ScanAppender(task.site.database);
  }

  async run(source: ReadingSource): Promise<WalkResult> {
    const { input, signal } = this.#task;
    this.#dropped = () => source.dropped?.() ?? 0;
    try {
      for await (const scan of source.scans({ level: this.#floor.level, speed: input.speed, signal })) this.#take(scan);
    } finally {
      this.#save();
      this.#update('finished');
    }
    return { readings: this.#readings, scans: this.#scans, dropped: this.#dropped() };
  }

  #take(scan: LiveScan): void {
    const now = Date.now();
    this.#lastScan = scan;
    this.#waiting.push(toScan(scan));
    this.#recent = [
      ...this.#recent.filter((each) => now - each.atMs < rateWindowMs),
      { atMs: now, readings: scan.radios.length },
    ];
    if (now - this.#savedMs >= saveEveryMs) this.#save();
    if (now - this.#updatedMs >= updateEveryMs) this.#update('recording');
    this.#task.progress('Recording', this.#readings, 0, 'readings');
  }

  #save(): void {
    this.#savedMs = Date.now();
    if (this.#waiting.length === 0) return;
    this.#task.site.requireWritable();
    const added = this.#appender.append(this.#waiting.map((scan) => ({ floor: this.#floor, scan })));
    this.#waiting = [];
    this.#readings += added.readings;
    this.#scans += added.scans;
    this.#task.site.changed({ what: 'readings', floorId: this.#floor.floorId });
  }

  #update(state: WalkUpdate['state']): void {
    const scan = this.#lastScan;
    if (!scan) return;
    this.#updatedMs = Date.now();
    const windowS = Math.min(rateWindowMs, Math.max(1_000, this.#updatedMs - this.#startedMs)) / 1000;
    this.#walks.publish(this.#task.taskId, {
      floorId: this.#floor.floorId,
      ...(scan.xM === undefined || scan.yM === undefined ? {} : { xM: scan.xM, yM: scan.yM }),
      elapsedMs: this.#updatedMs - this.#startedMs,
      readings: this.#readings,
      scans: this.#scans,
      readingsPerSecond: Math.round((this.#recent.reduce((sum, each) => sum + each.readings, 0) / windowS) * 10) / 10,
      dropped: this.#dropped(),
      state,
      strongest: scan.radios
        .toSorted((a, b) => b.rssiDbm - a.rssiDbm)
        .slice(0, shownRadios)
        .map(({ key, name, rssiDbm }) => ({ key, name, rssiDbm })),
    });
  }
}

export function walkTask(
  walks: Walks,
  findSource: (site: SiteSession, id: string) => ReadingSource,
): TaskDefinition<WalkInput, WalkResult> {
  return {
    kind: 'survey.startWalk',
    title: (input) => `Walk on ${input.floor}`,
    run: async (task) => {
      try {
        const source = findSource(task.site, task.input.source);
        return await new Recording(task, walks, task.site.findFloor(task.input.floor)).run(source);
      } finally {
        walks.end(task.taskId);
      }
    },
  };
}
