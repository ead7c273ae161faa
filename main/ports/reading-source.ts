// A source of live readings: a radio of this laptop, a dongle, a replayed file, or the practice world.
import type { Preflight } from '../../shared/contract/walk.ts';
import type { RadioKind } from '../../shared/model/radio.ts';
import type { PlaceM } from '../../shared/survey/walk-path.ts';

export type { Preflight } from '../../shared/contract/walk.ts';

export interface HeardRadio {
  readonly key: string;
  readonly kind: RadioKind;
  readonly name: string;
  readonly rssiDbm: number;
  readonly freqMhz?: number | undefined;
  /** When this radio was measured, relative to the scan's time, ms. */
  readonly offsetMs?: number | undefined;
}

/** Where a receiver of satellites says that it is. */
export interface GeoFix {
  readonly latDeg: number;
  readonly lonDeg: number;
  /** About how far off it may be, metres; undefined: not told. */
  readonly accuracyM?: number | undefined;
}

/**
 * Something heard: all at one time (a list of Wi-Fi networks), or over a moment (advertisements, each with its own offset). Times are those of
 * measuring, not of delivery.
 */
export interface LiveScan {
  readonly timeMs: number;
  /** Where the source itself knows to be. */
  readonly xM?: number | undefined;
  readonly yM?: number | undefined;
  readonly device: string;
  readonly radios: readonly HeardRadio[];
  /** Instead of radios. */
  readonly fix?: GeoFix | undefined;
  /** Different phones, watches and earphones heard since the source was started: counted, never told apart from outside. */
  readonly personalDevices?: number | undefined;
}

export interface ScanOptions {
  /** Storey that is walked (the practice world needs to know; a real radio does not). */
  readonly level: number;
  /** 1 is life; a simulated source may run faster. */
  readonly speed: number;
  readonly signal: AbortSignal;
  /** A simulated source goes where the person says to be. `undefined`: it walks by itself and knows its place. */
  readonly person?: {
    /** The place of the last mark; undefined before the first. */
    place(): PlaceM | undefined;
    /** Whether the person says where they are only at turns, and walks in between. */
    readonly isWalking: boolean;
    isPaused(): boolean;
  };
}

export interface ReadingSource {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** Knows its own place without anybody's marks. */
  readonly knowsPlace?: boolean;
  /** Whether it could start now, and the next step where it could not. Never throws, never starts the radio. */
  preflight(): Promise<Preflight>;
  /**
   * Scans as they are made, until the source ends or `signal` aborts.
   * @throws AppError `source_without_floor` for a storey that the source does not know, `source_lost` when it is gone
   */
  scans(options: ScanOptions): AsyncIterable<LiveScan>;
  /** Scans that were made but not taken in time, of the walk that runs. Absent: the source waits for its reader. */
  dropped?(): number;
}
