// For tests and benches: a source that hears so many readings a second, each with a time of its own, and counts them.
import { setTimeout as sleep } from 'node:timers/promises';
import type { HeardRadio, LiveScan, ReadingSource, ScanOptions } from '../../../ports/reading-source.ts';

const batchMs = 50;
const beacons = 150;

export class SteadySource implements ReadingSource {
  readonly id = 'steady';
  readonly kind = 'ble';
  readonly name = 'Steady source';
  readonly #perSecond: number;
  made = 0;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  readonly preflight = async () => ({ state: 'ready' as const });

  async *scans({ signal }: ScanOptions): AsyncGenerator<LiveScan> {
    const startMs = Date.now();
    const before = this.made;
    while (!signal.aborted) {
      await sleep(batchMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      // Late timers are caught up with: the rate is what was asked for.
      const due = before + Math.floor(((Date.now() - startMs) * this.#perSecond) / 1_000);
      const timeMs = Date.now();
      const radios: HeardRadio[] = [];
      for (; this.made < due; this.made++) {
        const beacon = this.made % beacons;
        const rssiDbm = -40 - ((this.made * 7) % 50);
        radios.push({ key: `beacon/${beacon}/0`, kind: 'ble', name: '', rssiDbm, offsetMs: -(this.made % batchMs) });
      }
      if (radios.length > 0) yield { timeMs, device: 'steady', radios };
    }
  }
}
