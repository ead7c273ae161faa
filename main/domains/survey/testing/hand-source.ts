// For tests: a source that hears what the test says, when it says it.
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { HeardRadio, LiveScan, Preflight, ReadingSource, ScanOptions } from '../../../ports/reading-source.ts';

type Item = LiveScan | Error | 'end';

export class HandSource implements ReadingSource {
  readonly id: string;
  readonly kind = 'wifi';
  readonly name: string;
  readonly device: string;
  /** What a preflight finds. */
  found: Preflight = { state: 'ready' };
  droppedScans = 0;
  starts = 0;
  #queue: Item[] = [];
  #wake: () => void = () => undefined;

  constructor(id = 'hand') {
    this.id = id;
    this.name = `Radio ${id}`;
    this.device = `device of ${id}`;
  }

  async preflight(): Promise<Preflight> {
    return this.found;
  }

  dropped(): number {
    return this.droppedScans;
  }

  put(item: Item): void {
    this.#queue.push(item);
    this.#wake();
  }

  /** Radios heard just now, all at one time. */
  hear(rssiDbm: Readonly<Record<string, number>>, timeMs = Date.now()): void {
    const radios = Object.entries(rssiDbm).map(
      ([key, dbm]): HeardRadio => ({ key, kind: 'wifi', name: `net ${key}`, rssiDbm: dbm, freqMhz: 5180 }),
    );
    this.put({ timeMs, device: this.device, radios });
  }

  lose(): void {
    this.put(new AppError('source_lost', { source: this.name, reason: 'unplugged' }));
  }

  async *scans({ signal }: ScanOptions): AsyncGenerator<LiveScan> {
    this.starts++;
    signal.addEventListener('abort', () => this.#wake());
    while (!signal.aborted) {
      const item = this.#queue.shift();
      if (item === 'end') return;
      if (item instanceof Error) throw item;
      if (item) yield item;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}
