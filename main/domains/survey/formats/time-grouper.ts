// Readings that come one by one with their times into scans of a second.
import { createHash } from 'node:crypto';
import type { NewReading, ReaderItem } from '../scan.ts';

const scanMs = 1_000;

export interface WhereHeard {
  readonly xM?: number | undefined;
  readonly yM?: number | undefined;
  readonly device?: string | undefined;
}

export class TimeGrouper {
  #startMs = Number.NaN;
  #where: WhereHeard = {};
  #readings: NewReading[] = [];

  /** Gives the scan before, when this reading begins another one. A capture may go back in time. */
  *add(timeMs: number, reading: Omit<NewReading, 'offsetMs'>, where: WhereHeard = {}): Generator<ReaderItem> {
    const startMs = Math.floor(timeMs / scanMs) * scanMs;
    const { xM, yM, device } = this.#where;
    if (startMs !== this.#startMs || where.xM !== xM || where.yM !== yM || where.device !== device) {
      yield* this.end();
      this.#startMs = startMs;
      this.#where = where;
    }
    this.#readings.push({ ...reading, offsetMs: Math.round(timeMs - startMs) });
  }

  *end(): Generator<ReaderItem> {
    if (this.#readings.length > 0) {
      const { xM, yM, device } = this.#where;
      // Two receivers of one second are two scans, and the same file read again is the same scans.
      const heard = JSON.stringify(this.#readings.map(({ key, rssiDbm, offsetMs }) => [key, rssiDbm, offsetMs]));
      const label = createHash('sha256').update(heard).digest('hex').slice(0, 12);
      yield { scan: { label, floor: undefined, timeMs: this.#startMs, xM, yM, device, readings: this.#readings } };
    }
    this.#readings = [];
  }
}
