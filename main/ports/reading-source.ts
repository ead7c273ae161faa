// A source of live readings: a radio of this laptop, a dongle, a replayed file, or the practice world.
import type { RadioKind } from '../../shared/model/radio.ts';

export interface HeardRadio {
  readonly key: string;
  readonly kind: RadioKind;
  readonly name: string;
  readonly rssiDbm: number;
  readonly freqMhz?: number | undefined;
  /** When this radio was measured, relative to the scan's time, ms. */
  readonly offsetMs?: number | undefined;
}

/** One observation: everything heard at one time, and the place where the person stood, if it is known. */
export interface LiveScan {
  readonly timeMs: number;
  readonly xM?: number | undefined;
  readonly yM?: number | undefined;
  readonly device: string;
  readonly radios: readonly HeardRadio[];
}

export interface ReadingSource {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  state(): { readonly state: 'ready' | 'unavailable'; readonly action?: string };
  /**
   * Scans as they are made, until the source ends or `signal` aborts.
   * @param level storey that is walked (the practice world needs to know; a real radio does not)
   * @param speed 1 is life; a simulated source may run faster
   * @throws AppError `source_without_floor` for a storey that the source does not know
   */
  scans(options: { level: number; speed: number; signal: AbortSignal }): AsyncIterable<LiveScan>;
  /** Scans that were made but not taken in time, of the walk that runs. Absent: the source waits for its reader. */
  dropped?(): number;
}
