// Wi-Fi as a source: lists of networks, one after the other. Systems repeat what they heard before; a signal counts once, when it was measured.
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { LiveScan, Preflight, ReadingSource, ScanOptions } from '../../ports/reading-source.ts';
import type { HeardNetwork } from './listings/listing.ts';

/** What an operating system can do for one adapter. */
export interface WifiScanner {
  readonly interfaceName: string;
  preflight(): Promise<Preflight>;
  /** Asks for a new scan where it may, and gives what the system knows then. @throws AppError `source_lost` */
  scan(signal: AbortSignal): Promise<readonly HeardNetwork[]>;
}

/** Two tellings of one measurement differ by the rounding of its age. */
const sameMeasurementMs = 150;
/** Between two lists: what the system itself needs is on top of it. */
const restMs = 300;
/** Older than this, a signal is of another place. */
const maxAgeMs = 5_000;

/** Passes on what was measured since the list before. */
export class FreshOnly {
  readonly #measuredMs = new Map<string, number>();
  #lastList = '';

  /** @param nowMs when the list was made */
  take(
    networks: readonly HeardNetwork[],
    nowMs: number,
  ): { readonly network: HeardNetwork; readonly timeMs: number }[] {
    const list = JSON.stringify(networks.map(({ bssid, rssiDbm }) => [bssid, rssiDbm]).sort());
    const isRepeated = list === this.#lastList;
    this.#lastList = list;
    return networks.flatMap((network) => {
      const { bssid, rssiDbm, freqMhz, ageMs } = network;
      if (bssid === undefined || rssiDbm === undefined || freqMhz === undefined) return [];
      // Without ages a list that says the same of every network is the one from before.
      if (ageMs === undefined) return isRepeated ? [] : [{ network, timeMs: nowMs }];
      const timeMs = nowMs - ageMs;
      const known = this.#measuredMs.get(bssid);
      if (ageMs > maxAgeMs || (known !== undefined && timeMs - known < sameMeasurementMs)) return [];
      this.#measuredMs.set(bssid, timeMs);
      return [{ network, timeMs }];
    });
  }
}

function toScan(fresh: ReturnType<FreshOnly['take']>, nowMs: number, device: string): LiveScan {
  return {
    timeMs: nowMs,
    device,
    radios: fresh.map(({ network: { bssid = '', ssid, rssiDbm = 0, freqMhz }, timeMs }) => ({
      key: bssid,
      kind: 'wifi',
      name: ssid,
      rssiDbm,
      freqMhz,
      offsetMs: timeMs - nowMs,
    })),
  };
}

export class WifiSource implements ReadingSource {
  readonly id: string;
  readonly kind = 'wifi';
  readonly name: string;
  readonly #scanner: WifiScanner;
  readonly #device: string;

  constructor(scanner: WifiScanner, host: string) {
    this.#scanner = scanner;
    this.id = `wifi:${scanner.interfaceName}`;
    this.name = `Wi-Fi ${scanner.interfaceName}`;
    this.#device = `${host} ${scanner.interfaceName}`;
  }

  preflight(): Promise<Preflight> {
    return this.#scanner.preflight();
  }

  async *scans({ signal }: ScanOptions): AsyncGenerator<LiveScan> {
    const fresh = new FreshOnly();
    while (!signal.aborted) {
      let networks: readonly HeardNetwork[];
      try {
        networks = await this.#scanner.scan(signal);
      } catch (error) {
        if (signal.aborted) return;
        throw error;
      }
      const nowMs = Date.now();
      const found = fresh.take(networks, nowMs);
      // An empty list is a place where nothing was heard; a list of what is known already says nothing.
      if (found.length > 0 || networks.length === 0) yield toScan(found, nowMs, this.#device);
      await sleep(restMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

export const lost = (source: string, reason: string): AppError => new AppError('source_lost', { source, reason });
