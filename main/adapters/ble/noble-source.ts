// Bluetooth through noble, on every system. Loaded only when it is asked for: it looks for adapters at once, and on some systems it ends the
// process where there is none.
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AddressType } from '../../../shared/ble/advertisement.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { LiveScan, Preflight, ReadingSource, ScanOptions } from '../../ports/reading-source.ts';
import { FrameChanges, type MergedAdvertisement } from './frame-changes.ts';
import { batchMs, ReportBatches } from './report-batches.ts';

/** The part of noble that is used; a stand-in in tests has it as well. */
export interface NobleLike {
  readonly state: string;
  on(event: string, listener: (...words: unknown[]) => void): unknown;
  removeListener(event: string, listener: (...words: unknown[]) => void): unknown;
  startScanningAsync(services: string[], allowDuplicates: boolean): Promise<void>;
  stopScanningAsync(): Promise<void>;
  stop(): void;
  /** Forgets what was discovered: it is never forgotten otherwise, and every changed address is another entry. */
  _cleanupPeriperals?(): void;
  readonly _bindings?: {
    /** Of the raw HCI binding: each report as it came over the air. */
    readonly _hci?: { on(event: 'leAdvertisingReport', listener: (...words: unknown[]) => void): unknown };
  };
}

interface Discovered {
  readonly id: string;
  readonly address: string;
  readonly addressType: AddressType;
  readonly rssi: number;
  readonly advertisement: MergedAdvertisement;
}

export type NobleBinding = 'default' | 'dbus' | 'hci';

export interface NobleOptions {
  readonly id: string;
  readonly name: string;
  readonly device: string;
  readonly load: () => NobleLike;
  readonly check: () => Promise<Preflight>;
}

const require = createRequire(import.meta.url);

/** The package's own entry makes a binding as soon as it is loaded; this one only when it is called. */
export function loadNoble(binding: NobleBinding, options: object = {}): NobleLike {
  const withBindings = require('@stoprocent/noble/lib/resolve-bindings') as (
    type: string,
    options: object,
  ) => NobleLike;
  return withBindings(binding, options);
}

const powerOnMs = 6_000;
const forgetMs = 60_000;
const retryStates = new Set(['poweredOff', 'unauthorized', 'unsupported', 'resetting']);

export class NobleSource implements ReadingSource {
  readonly kind = 'ble';
  readonly id: string;
  readonly name: string;
  readonly #options: NobleOptions;
  #batches: ReportBatches | undefined;

  constructor(options: NobleOptions) {
    this.#options = options;
    this.id = options.id;
    this.name = options.name;
  }

  preflight(): Promise<Preflight> {
    return this.#options.check();
  }

  dropped(): number {
    return this.#batches?.dropped ?? 0;
  }

  async *scans({ signal }: ScanOptions): AsyncGenerator<LiveScan> {
    const noble = this.#load();
    const batches = new ReportBatches(this.#options.device);
    this.#batches = batches;
    let gone: string | undefined;
    const onState = (state: string) => {
      gone = retryStates.has(state) ? state : undefined;
    };
    noble.on('stateChange', onState as never);
    try {
      await this.#poweredOn(noble, signal);
      const stopListening = listen(noble, batches);
      await noble.startScanningAsync([], true);
      let forgottenMs = Date.now();
      while (!signal.aborted) {
        await sleep(batchMs, undefined, { signal }).catch(() => undefined);
        const scan = batches.take();
        if (scan) yield scan;
        if (gone !== undefined) throw this.#lost(gone);
        if (Date.now() - forgottenMs < forgetMs) continue;
        noble._cleanupPeriperals?.();
        forgottenMs = Date.now();
      }
      stopListening();
    } finally {
      noble.removeListener('stateChange', onState as never);
      await noble.stopScanningAsync().catch(() => undefined);
      noble.stop();
    }
  }

  #load(): NobleLike {
    try {
      return this.#options.load();
    } catch (error) {
      throw this.#lost(error instanceof Error ? error.message : String(error));
    }
  }

  /** With a limit of its own: a missing serial port, for one, is never told. */
  async #poweredOn(noble: NobleLike, signal: AbortSignal): Promise<void> {
    const endMs = Date.now() + powerOnMs;
    while (noble.state !== 'poweredOn' && !signal.aborted) {
      if (noble.state === 'unauthorized' || Date.now() > endMs) throw this.#lost(noble.state);
      await sleep(100, undefined, { signal }).catch(() => undefined);
    }
  }

  #lost(reason: string): AppError {
    return new AppError('source_lost', { source: this.name, reason });
  }
}

/** Copies what an event holds at once: the object is written over by the next. Returns what ends it. */
function listen(noble: NobleLike, batches: ReportBatches): () => void {
  const hci = noble._bindings?._hci;
  if (hci) return listenRaw(hci, batches);
  const changes = new FrameChanges();
  const onDiscover = ({ id, address, addressType, rssi, advertisement }: Discovered) =>
    batches.add({
      timeMs: Date.now(),
      address: address || id,
      addressType: addressType ?? 'public',
      rssiDbm: rssi,
      payload: changes.heard(id, advertisement),
    });
  noble.on('discover', onDiscover as never);
  return () => noble.removeListener('discover', onDiscover as never);
}

/** Status, type of the event, then what counts. */
type RawReport = [
  status: number,
  type: number,
  address: string,
  addressType: AddressType,
  payload: Uint8Array,
  rssiDbm: number,
];

function listenRaw(
  hci: { on(event: 'leAdvertisingReport', listener: (...words: unknown[]) => void): unknown },
  batches: ReportBatches,
): () => void {
  let isListening = true;
  const onReport = (...[, , address, addressType, payload, rssiDbm]: RawReport) => {
    if (isListening)
      batches.add({ timeMs: Date.now(), address, addressType, rssiDbm, payload: Uint8Array.from(payload) });
  };
  hci.on('leAdvertisingReport', onReport as never);
  return () => {
    isListening = false;
  };
}
