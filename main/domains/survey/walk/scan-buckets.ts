// What is heard, on its way into the site: cut into pieces short enough to have one place, by the time of measuring.
import type { LiveScan } from '../../../ports/reading-source.ts';
import type { NewReading, NewScan } from '../scan.ts';

/** A person walks 0.7 m in it: less than any receiver can tell apart. */
export const bucketMs = 500;

const toReading = (radio: LiveScan['radios'][number], offsetMs: number): NewReading => ({
  key: radio.key.toLowerCase(),
  kind: radio.kind,
  name: radio.name,
  rssiDbm: radio.rssiDbm,
  freqMhz: radio.freqMhz,
  offsetMs,
  notes: undefined,
});

/** A source that knows its place gives whole scans: they stay what they are. */
export function wholeScan(scan: LiveScan): NewScan {
  return {
    timeMs: Math.round(scan.timeMs),
    label: undefined,
    floor: undefined,
    xM: scan.xM,
    yM: scan.yM,
    device: scan.device,
    readings: scan.radios.map((radio) => toReading(radio, Math.round(radio.offsetMs ?? 0))),
  };
}

interface Bucket {
  readonly startMs: number;
  readonly device: string;
  readonly readings: NewReading[];
}

/** Collects readings of several sources into buckets of time, one a device. */
export class ScanBuckets {
  readonly #open = new Map<string, Bucket>();
  #readings = 0;

  /** @param isWanted says of a time of measuring whether it is to be kept. Returns how many readings were kept. */
  add(scan: LiveScan, isWanted: (timeMs: number) => boolean): number {
    const before = this.#readings;
    for (const radio of scan.radios) {
      const timeMs = Math.round(scan.timeMs + (radio.offsetMs ?? 0));
      if (!isWanted(timeMs)) continue;
      const bucket = this.#bucket(timeMs, scan.device);
      bucket.readings.push(toReading(radio, timeMs - bucket.startMs));
      this.#readings++;
    }
    // A place where nothing was heard was measured as well.
    if (scan.radios.length === 0 && isWanted(scan.timeMs)) this.#bucket(Math.round(scan.timeMs), scan.device);
    return this.#readings - before;
  }

  #bucket(timeMs: number, device: string): Bucket {
    const startMs = Math.floor(timeMs / bucketMs) * bucketMs;
    const key = `${startMs} ${device}`;
    const bucket = this.#open.get(key) ?? { startMs, device, readings: [] };
    this.#open.set(key, bucket);
    return bucket;
  }

  get waiting(): number {
    return this.#readings;
  }

  /** Buckets that began before a time, oldest first. They stay until `drop`: what could not be saved is not lost. */
  before(timeMs: number): readonly NewScan[] {
    return [...this.#open.values()]
      .filter(({ startMs }) => startMs < timeMs)
      .sort((a, b) => a.startMs - b.startMs)
      .map(({ startMs, device, readings }) => ({
        timeMs: startMs,
        label: undefined,
        floor: undefined,
        xM: undefined,
        yM: undefined,
        device,
        readings,
      }));
  }

  drop(timeMs: number): void {
    for (const [key, { startMs, readings }] of this.#open) {
      if (startMs >= timeMs) continue;
      this.#open.delete(key);
      this.#readings -= readings.length;
    }
  }
}
