// A walk that goes on: what is heard comes in, what the person says comes in, and both go into the site.
import type { WalkMode, WalkState, WalkUpdate } from '../../../../shared/contract/walk.ts';
import { AppError, isAppError } from '../../../../shared/errors/app-error.ts';
import type { MarkId } from '../../../../shared/model/ids.ts';
import type { PlaceM } from '../../../../shared/survey/walk-path.ts';
import type { GeoFix, LiveScan } from '../../../ports/reading-source.ts';
import type { Floor, SiteSession } from '../../../ports/sites.ts';
import { ScanAppender } from '../append.ts';
import type { NewScan } from '../scan.ts';
import { FixMarks } from './fix-marks.ts';
import { HeardNow } from './heard-now.ts';
import { MarkedPath } from './marked-path.ts';
import { ScanBuckets, wholeScan } from './scan-buckets.ts';

/** A source silent for so long has heard nothing there, and that is a result. */
const silenceMs = 2_000;
const shownRadios = 12;

export interface LiveWalkOptions {
  readonly site: SiteSession;
  readonly floor: Floor;
  readonly mode: WalkMode;
  readonly dwellMs: number;
  readonly person: string;
  readonly now: () => number;
  readonly toPlan: ((fix: GeoFix) => PlaceM) | undefined;
}

export class LiveWalk {
  readonly mode: WalkMode;
  readonly floor: Floor;
  /** Undefined for a source that knows its own place. */
  readonly path: MarkedPath | undefined;
  readonly #heard: HeardNow;
  readonly #site: SiteSession;
  readonly #appender: ScanAppender;
  readonly #now: () => number;
  readonly #fixes: FixMarks | undefined;
  readonly #buckets = new ScanBuckets();
  #whole: NewScan[] = [];
  readonly #startedMs: number;
  #readings = 0;
  #scans = 0;
  #stopScans = 0;
  #lastHeardMs: number;
  #notTaken = 0;
  #isDiskFull = false;
  #isFinished = false;
  #personal = new Map<string, number>();
  #at: PlaceM | undefined;

  constructor(options: LiveWalkOptions) {
    this.#site = options.site;
    this.#now = options.now;
    this.mode = options.mode;
    this.floor = options.floor;
    this.#startedMs = options.now();
    this.#lastHeardMs = this.#startedMs;
    this.#heard = new HeardNow(this.#startedMs);
    this.#appender = new ScanAppender(options.site.database);
    const { mode } = options;
    this.path =
      mode === 'guided'
        ? undefined
        : new MarkedPath({ ...options, mode, startedMs: this.#startedMs, changed: () => this.#tellPlaces() });
    this.#fixes = this.path && options.toPlan ? new FixMarks(this.path, options.toPlan) : undefined;
  }

  // What is heard

  take(source: string, scan: LiveScan): void {
    const now = this.#now();
    this.#heard.add(source, scan, now);
    if (scan.personalDevices !== undefined) this.#personal.set(source, scan.personalDevices);
    if (scan.xM !== undefined && scan.yM !== undefined) this.#at = { xM: scan.xM, yM: scan.yM };
    if (scan.fix) {
      this.#fixes?.add(scan.fix, scan.timeMs);
      return;
    }
    if (this.#isDiskFull) this.#notTaken += Math.max(1, scan.radios.length);
    else if (!this.path) this.#whole.push(wholeScan(scan));
    else {
      const { path } = this;
      const kept = this.#buckets.add(scan, (timeMs) => path.isWanted(timeMs));
      if (kept > 0 || (scan.radios.length === 0 && path.isWanted(scan.timeMs))) {
        this.#lastHeardMs = now;
        this.#stopScans++;
      }
    }
  }

  /** What has to happen with time: the end of a stop, and the record of silence. @param devices of the sources that run */
  tick(devices: readonly string[]): void {
    const now = this.#now();
    const { path } = this;
    if (!path || this.#isDiskFull) return;
    const leftMs = path.dueLeaveMs(now);
    const [device] = devices;
    if (device !== undefined && path.isTaking && now - this.#lastHeardMs >= silenceMs) this.#keepSilence(now, device);
    if (leftMs !== undefined) this.#leave(leftMs, device);
  }

  #keepSilence(nowMs: number, device: string): void {
    this.#buckets.add({ timeMs: nowMs, device, radios: [] }, () => true);
    this.#lastHeardMs = nowMs;
    this.#stopScans++;
  }

  #leave(atMs: number, device: string | undefined): void {
    const { path } = this;
    if (!path) return;
    if (this.#stopScans === 0 && device !== undefined) this.#keepSilence(atMs, device);
    path.leave(atMs);
  }

  // What the person says

  /** @throws AppError `walk_needs_no_mark` */
  mark(place: PlaceM, timeMs: number): MarkId {
    if (!this.path || this.mode === 'gps') throw new AppError('walk_needs_no_mark');
    this.#stopScans = 0;
    this.#lastHeardMs = this.#now();
    return this.path.mark(place, timeMs);
  }

  leave(): void {
    this.#leave(this.#now(), undefined);
  }

  // Into the site

  /**
   * Saves what is complete; acknowledged is only what this has written.
   * @param isLast also what is still coming in
   */
  save(isLast = false): void {
    const untilMs = isLast ? Number.POSITIVE_INFINITY : this.#now() - 500;
    const { path } = this;
    const walk = path?.row;
    const scans = walk ? this.#buckets.before(untilMs).map((scan) => ({ ...scan, walk, ...path.placeAt(scan) })) : [];
    const batch = [...this.#whole, ...scans];
    if (batch.length === 0) return;
    this.#site.requireWritable();
    const added = this.#append(batch);
    if (!added) return;
    this.#whole = [];
    this.#buckets.drop(untilMs);
    this.#readings += added.readings;
    this.#scans += added.scans;
    this.#site.changed({ what: 'readings', floorId: this.floor.floorId });
  }

  /** Undefined while the disk is full: everything stays in memory, and it is tried again. */
  #append(batch: readonly NewScan[]) {
    try {
      const added = this.#appender.append(batch.map((scan) => ({ floor: this.floor, scan })));
      if (this.#isDiskFull) this.#diskIsBack();
      return added;
    } catch (error) {
      if (!isAppError(error, 'disk_full') || this.#isFinished) throw error;
      this.#isDiskFull = true;
      return undefined;
    }
  }

  /** What came while nothing could be written is missing, so the person decides where to go on. */
  #diskIsBack(): void {
    this.#isDiskFull = false;
    this.path?.pause();
  }

  get nowMs(): number {
    return this.#now();
  }

  get isDiskFull(): boolean {
    return this.#isDiskFull;
  }

  finish(): void {
    this.#isFinished = true;
    this.path?.close(this.#now());
    this.save(true);
  }

  #tellPlaces(): void {
    this.#site.changed({ what: 'readings', floorId: this.floor.floorId });
  }

  // What others see

  get counts(): { readonly readings: number; readonly scans: number; readonly notTaken: number } {
    return { readings: this.#readings, scans: this.#scans, notTaken: this.#notTaken };
  }

  readingsPerSecond(source: string): number {
    return this.#heard.readingsPerSecond(this.#now(), source);
  }

  #state(): WalkState {
    if (this.#isFinished) return 'finished';
    if (this.#isDiskFull) return 'diskFull';
    return this.path?.state ?? 'recording';
  }

  update(): Omit<WalkUpdate, 'sources' | 'dropped' | 'freeBytes'> {
    const now = this.#now();
    const { path } = this;
    const stop = path?.stop(now);
    return {
      floorId: this.floor.floorId,
      ...(path ? { walkId: path.row.walkId } : {}),
      mode: this.mode,
      state: this.#state(),
      ...this.#at,
      elapsedMs: path ? path.elapsedMs(now) : now - this.#startedMs,
      readings: this.#readings,
      scans: this.#scans,
      readingsPerSecond: this.#heard.readingsPerSecond(now),
      marks: path?.revision ?? 0,
      ...(stop ? { stop } : {}),
      radios: this.#heard.radios,
      personalDevices: [...this.#personal.values()].reduce((sum, each) => sum + each, 0),
      strongest: this.#heard.strongest(now, shownRadios),
    };
  }
}
