// Rows into scans: adjacent rows of one label (or, without labels, of one time) at one place are one observation.
import type { NewReading, NewScan, ReaderItem } from '../scan.ts';

/** A "scan" longer than this is a file without scans; it is cut, so that memory stays constant. */
const maxReadings = 5_000;

export class ScanGrouper {
  #scan: Omit<NewScan, 'readings'> | undefined;
  #readings: NewReading[] = [];

  /** Takes a row and gives the scan before it, when this row begins another one. A row without a reading heard nothing. */
  *add(scan: Omit<NewScan, 'readings'>, reading: NewReading | undefined): Generator<ReaderItem> {
    if (!this.#scan || !this.#isSame(scan) || this.#readings.length >= maxReadings) {
      yield* this.end();
      this.#scan = scan;
    }
    if (!reading) return;
    const offsetMs = scan.timeMs - (this.#scan?.timeMs ?? scan.timeMs);
    this.#readings.push(offsetMs === 0 ? reading : { ...reading, offsetMs });
  }

  *end(): Generator<ReaderItem> {
    if (this.#scan) yield { scan: { ...this.#scan, readings: this.#readings } };
    this.#scan = undefined;
    this.#readings = [];
  }

  #isSame(scan: Omit<NewScan, 'readings'>): boolean {
    const open = this.#scan;
    if (!open) return false;
    const isOneMoment = scan.label === undefined ? scan.timeMs === open.timeMs : scan.label === open.label;
    return (
      isOneMoment &&
      scan.label === open.label &&
      scan.floor === open.floor &&
      scan.xM === open.xM &&
      scan.yM === open.yM &&
      scan.device === open.device
    );
  }
}
