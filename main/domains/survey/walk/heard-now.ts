// What is on the air around the person just now, for the eye: the newest value of each radio, and how fast they come.
import type { WalkUpdate } from '../../../../shared/contract/walk.ts';
import type { HeardRadio, LiveScan } from '../../../ports/reading-source.ts';

/** Not heard for so long, a radio is no more among the strongest. */
const forgetMs = 8_000;
const rateWindowMs = 5_000;

export class HeardNow {
  readonly #radios = new Map<string, { readonly radio: HeardRadio; readonly atMs: number }>();
  readonly #known = new Set<string>();
  #recent: { readonly atMs: number; readonly source: string; readonly readings: number }[] = [];
  #startedMs: number;

  constructor(nowMs: number) {
    this.#startedMs = nowMs;
  }

  add(source: string, scan: LiveScan, nowMs: number): void {
    for (const radio of scan.radios) {
      const key = `${radio.kind} ${radio.key}`;
      this.#radios.set(key, { radio, atMs: nowMs });
      this.#known.add(key);
    }
    if (scan.radios.length > 0) this.#recent.push({ atMs: nowMs, source, readings: scan.radios.length });
  }

  get radios(): number {
    return this.#known.size;
  }

  /** @param source of one; of all without */
  readingsPerSecond(nowMs: number, source?: string): number {
    this.#recent = this.#recent.filter((each) => nowMs - each.atMs < rateWindowMs);
    const windowS = Math.min(rateWindowMs, Math.max(1_000, nowMs - this.#startedMs)) / 1_000;
    const readings = this.#recent
      .filter((each) => source === undefined || each.source === source)
      .reduce((sum, each) => sum + each.readings, 0);
    return Math.round((readings / windowS) * 10) / 10;
  }

  strongest(nowMs: number, count: number): WalkUpdate['strongest'] {
    for (const [key, { atMs }] of this.#radios) if (nowMs - atMs > forgetMs) this.#radios.delete(key);
    return [...this.#radios.values()]
      .sort((a, b) => b.radio.rssiDbm - a.radio.rssiDbm)
      .slice(0, count)
      .map(({ radio: { key, name, kind, rssiDbm, freqMhz } }) => ({
        key,
        name,
        kind,
        rssiDbm,
        ...(freqMhz === undefined ? {} : { freqMhz }),
      }));
  }
}
