// A receiver on a serial port: a scanner that prints JSON, Nordic's sniffer, a receiver of satellites.
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { LiveScan, Preflight, ReadingSource, ScanOptions } from '../../ports/reading-source.ts';
import { batchMs, type Report, ReportBatches } from '../ble/report-batches.ts';
import { LineJson } from './line-json.ts';
import { Nmea } from './nmea.ts';
import { NrfSniffer } from './nrf-sniffer.ts';
import { problems, ready, unknownProblem } from './problems.ts';

export const serialProtocols = ['json', 'nrf', 'nmea'] as const;
export type SerialProtocol = (typeof serialProtocols)[number];

/** An open port, as far as it is needed. */
export interface OpenPort {
  on(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  on(event: 'close', listener: (error?: Error | null) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

export type OpenSerial = (path: string, baudRate: number) => Promise<OpenPort>;

const names: Readonly<Record<SerialProtocol, string>> = {
  json: 'BLE scanner',
  nrf: 'nRF Sniffer',
  nmea: 'GPS receiver',
};
const usualBaud: Readonly<Record<SerialProtocol, number>> = { json: 115_200, nrf: 1_000_000, nmea: 9_600 };
const maxFixes = 100;

/** Why a port cannot be opened, out of what the system says. */
export function portProblem(error: unknown): Preflight {
  const text = error instanceof Error ? error.message : String(error);
  if (/ENOENT|ENXIO|no such|File not found/i.test(text)) return problems.portMissing;
  if (/EACCES|permission|Access denied/i.test(text)) return problems.portForbidden;
  if (/EBUSY|busy|lock|Resource temporarily/i.test(text)) return problems.portBusy;
  return unknownProblem(text);
}

/** Passes bytes on to what the protocol makes of them. */
class SerialReader {
  readonly batches: ReportBatches;
  readonly #device: string;
  readonly #add: (bytes: Uint8Array) => void;
  #fixes: LiveScan[] = [];

  constructor(protocol: SerialProtocol, device: string) {
    this.#device = device;
    this.batches = new ReportBatches(device);
    const reports = (parser: { add(bytes: Uint8Array, nowMs: number): Report[] }) => (bytes: Uint8Array) => {
      for (const report of parser.add(bytes, Date.now())) this.batches.add(report);
    };
    if (protocol === 'nmea') {
      const nmea = new Nmea();
      this.#add = (bytes) => {
        for (const fix of nmea.add(bytes))
          this.#fixes.push({ timeMs: Date.now(), device: this.#device, radios: [], fix });
        this.#fixes.splice(0, this.#fixes.length - maxFixes);
      };
    } else this.#add = reports(protocol === 'json' ? new LineJson() : new NrfSniffer());
  }

  add(bytes: Uint8Array): void {
    this.#add(bytes);
  }

  *take(): Generator<LiveScan> {
    yield* this.#fixes.splice(0);
    const scan = this.batches.take();
    if (scan) yield scan;
  }
}

export class SerialSource implements ReadingSource {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly #path: string;
  readonly #protocol: SerialProtocol;
  readonly #open: OpenSerial;
  #reader: SerialReader | undefined;
  #isOpen = false;

  constructor(path: string, protocol: SerialProtocol, open: OpenSerial) {
    this.#path = path;
    this.#protocol = protocol;
    this.#open = open;
    this.id = `${protocol}:${path}`;
    this.kind = protocol === 'nmea' ? 'gps' : 'ble';
    this.name = `${names[protocol]} on ${path.split('/').at(-1)}`;
  }

  async preflight(): Promise<Preflight> {
    if (this.#isOpen) return ready;
    try {
      const port = await this.#open(this.#path, usualBaud[this.#protocol]);
      await port.close();
      return ready;
    } catch (error) {
      return portProblem(error);
    }
  }

  dropped(): number {
    return this.#reader?.batches.dropped ?? 0;
  }

  async *scans({ signal }: ScanOptions): AsyncGenerator<LiveScan> {
    const port = await this.#open(this.#path, usualBaud[this.#protocol]).catch((error: unknown) => {
      throw this.#lost(portProblem(error).problem ?? String(error));
    });
    this.#isOpen = true;
    const reader = new SerialReader(this.#protocol, this.name);
    this.#reader = reader;
    let gone: string | undefined;
    port.on('data', (bytes) => reader.add(bytes));
    port.on('close', () => {
      gone ??= 'it was unplugged';
    });
    port.on('error', (error) => {
      gone = error.message;
    });
    try {
      while (!signal.aborted) {
        await sleep(batchMs, undefined, { signal }).catch(() => undefined);
        yield* reader.take();
        if (gone !== undefined) throw this.#lost(gone);
      }
    } finally {
      this.#isOpen = false;
      await port.close().catch(() => undefined);
    }
  }

  #lost(reason: string): AppError {
    return new AppError('source_lost', { source: this.name, reason: reason.replace(/\.$/, '') });
  }
}
