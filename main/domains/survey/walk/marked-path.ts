// The marks of a walk that goes on: made, taken back, written at once.
import type { WalkMark, WalkMode, WalkState } from '../../../../shared/contract/walk.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { MarkId } from '../../../../shared/model/ids.ts';
import { type MarkKind, type PlaceM, WalkPath } from '../../../../shared/survey/walk-path.ts';
import type { Database } from '../../../ports/database.ts';
import type { Floor, SiteSession } from '../../../ports/sites.ts';
import * as store from './walk-store.ts';

export interface MarkedPathOptions {
  readonly site: SiteSession;
  readonly floor: Floor;
  readonly mode: Exclude<WalkMode, 'guided'>;
  readonly dwellMs: number;
  readonly startedMs: number;
  readonly person: string;
  readonly now: () => number;
  /** Told after marks have changed and places with them. */
  readonly changed: () => void;
}

const isPlaced = ({ kind }: WalkMark): boolean => kind === 'start' || kind === 'turn' || kind === 'stop';

export class MarkedPath {
  readonly row: store.WalkRow;
  readonly #options: MarkedPathOptions;
  readonly #database: Database;
  #marks: readonly WalkMark[] = [];
  #path = new WalkPath([]);
  /** Where the person goes back to. */
  #returningTo: PlaceM | undefined;
  #isClosed = false;
  revision = 0;

  constructor(options: MarkedPathOptions) {
    this.#options = options;
    this.#database = options.site.database;
    this.row = store.addWalk(this.#database, options);
  }

  get state(): WalkState {
    if (this.#returningTo) return 'returning';
    if (this.isPaused) return 'paused';
    return this.lastPlace === undefined ? 'waiting' : 'recording';
  }

  get isPaused(): boolean {
    return this.#marks.findLast(({ kind }) => kind === 'pause' || kind === 'resume')?.kind === 'pause';
  }

  /** Of the newest mark that says where; also the place to be gone back to. */
  get lastPlace(): PlaceM | undefined {
    const { xM, yM } = this.#returningTo ?? this.#marks.findLast(isPlaced) ?? {};
    return xM === undefined || yM === undefined ? undefined : { xM, yM };
  }

  get isTaking(): boolean {
    return this.isWanted(this.#options.now());
  }

  /** What was measured while nobody stood or walked anywhere is of no use: before the first mark, in a pause, on the way between stops. */
  isWanted(timeMs: number): boolean {
    if (this.#isClosed || this.#returningTo || this.isPaused || this.#path.isPausedAt(timeMs)) return false;
    const first = this.#marks[0];
    if (first === undefined || timeMs < first.timeMs) return false;
    return this.#options.mode === 'stop' ? this.#path.placeAt(timeMs) !== undefined : true;
  }

  placeAt({ timeMs }: { readonly timeMs: number }): PlaceM | { xM: undefined; yM: undefined } {
    return this.#path.placeAt(timeMs) ?? { xM: undefined, yM: undefined };
  }

  mark(place: PlaceM, timeMs: number, kind: MarkKind = this.#kindOfNext()): MarkId {
    const markId = this.#database.transaction(() => {
      if (this.isPaused) this.#write({ kind: 'resume', timeMs });
      return this.#write({ kind, timeMs, place });
    });
    this.#returningTo = undefined;
    this.#reload();
    return markId;
  }

  #kindOfNext(): MarkKind {
    const { mode } = this.#options;
    if (mode === 'stop' || mode === 'fixed') return 'stop';
    // After a pause the person may be anywhere: only going on where they stood continues the leg.
    return this.#returningTo || this.isPaused || !this.#marks.some(isPlaced) ? 'start' : 'turn';
  }

  pause(): void {
    if (this.isPaused) return;
    this.#write({ kind: 'pause', timeMs: this.#options.now() });
    this.#reload();
  }

  /** Goes on where the person stands; after a leg was taken back, at its beginning. */
  resume(): void {
    if (this.#returningTo) this.mark(this.#returningTo, this.#options.now(), 'start');
    else if (this.isPaused) {
      this.#write({ kind: 'resume', timeMs: this.#options.now() });
      this.#reload();
    }
  }

  leave(timeMs: number): void {
    this.#write({ kind: 'leave', timeMs });
    this.#reload();
  }

  /** A mark that was set at the wrong place: as if it had not been made. @throws AppError `walk_nothing_to_undo` */
  undoMark(): void {
    const last = this.#marks.findLast(isPlaced);
    if (!last) throw new AppError('walk_nothing_to_undo');
    this.#undo(this.#marks.filter((mark) => mark === last || (mark.kind === 'leave' && mark.timeMs >= last.timeMs)));
    this.#reload();
  }

  /** The leg that is walked does not count: back to where it began, and from there anew. @throws AppError `walk_nothing_to_undo` */
  undoLeg(): void {
    if (this.#options.mode === 'stop') {
      this.undoMark();
      return;
    }
    const [last, before] = this.#marks.filter(isPlaced).reverse();
    const hasMore = last !== undefined && (!this.#returningTo || (last.kind === 'turn' && before !== undefined));
    if (!hasMore) throw new AppError('walk_nothing_to_undo');
    // Asked again on the way back: one leg more.
    const { xM, yM } = this.#returningTo && before ? before : last;
    if (this.#returningTo) this.#undo([last]);
    if (xM !== undefined && yM !== undefined) this.#returningTo = { xM, yM };
    this.#reload();
  }

  #undo(marks: readonly WalkMark[]): void {
    this.#database.transaction(() => {
      for (const mark of marks) store.undoMark(this.#database, this.row.number, mark);
    });
  }

  /** When the person was to leave the stop where they stand; undefined while it is not over. */
  dueLeaveMs(nowMs: number): number | undefined {
    const stop = this.stop(nowMs);
    return stop && stop.dwellMs > 0 && stop.elapsedMs >= stop.dwellMs ? nowMs : undefined;
  }

  stop(nowMs: number): { elapsedMs: number; dwellMs: number } | undefined {
    if (this.#options.mode !== 'stop' || this.isPaused) return undefined;
    const last = this.#marks.findLast((mark) => isPlaced(mark) || mark.kind === 'leave');
    return last?.kind === 'stop' ? { elapsedMs: nowMs - last.timeMs, dwellMs: this.#options.dwellMs } : undefined;
  }

  elapsedMs(nowMs: number): number {
    const [first] = this.#marks;
    if (!first) return 0;
    let ms = nowMs - first.timeMs;
    let pausedMs: number | undefined;
    for (const { kind, timeMs } of this.#marks) {
      if (kind === 'pause') pausedMs ??= timeMs;
      if (kind !== 'resume' || pausedMs === undefined) continue;
      ms -= timeMs - pausedMs;
      pausedMs = undefined;
    }
    return Math.max(0, pausedMs === undefined ? ms : ms - (nowMs - pausedMs));
  }

  /** Nothing is taken after; a stop ends. */
  close(nowMs: number): void {
    if (this.stop(nowMs)) this.leave(nowMs);
    this.#isClosed = true;
  }

  #write(mark: store.NewMark): MarkId {
    return store.addMark(this.#database, this.row.number, mark);
  }

  #reload(): void {
    this.#marks = store.listMarks(this.#database, this.row.number);
    this.#path = new WalkPath(this.#marks);
    this.revision++;
    this.#options.changed();
  }
}
