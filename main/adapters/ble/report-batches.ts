// Advertisements one by one into scans: what is infrastructure with its signal, what is personal as a number.
import type { AddressType } from '../../../shared/ble/advertisement.ts';
import { readAdvertisement } from '../../../shared/ble/frames.ts';
import { beaconsOf, isUsableRssi } from '../../../shared/ble/identity.ts';
import type { HeardRadio, LiveScan } from '../../ports/reading-source.ts';
import { PersonalDevices } from './personal-devices.ts';

export interface Report {
  readonly timeMs: number;
  readonly address: string;
  readonly addressType: AddressType;
  readonly rssiDbm: number;
  readonly payload: Uint8Array;
}

/** 20 batches a second are as many as anybody looks at. */
export const batchMs = 50;
const maxWaiting = 20_000;

export class ReportBatches {
  readonly #device: string;
  readonly #personal = new PersonalDevices();
  #startMs = 0;
  #radios: HeardRadio[] = [];
  #toldPersonal = 0;
  dropped = 0;

  constructor(device: string) {
    this.#device = device;
  }

  add({ timeMs, address, addressType, rssiDbm, payload }: Report): void {
    if (!isUsableRssi(rssiDbm)) return;
    const beacons = beaconsOf(readAdvertisement(payload), { address, addressType });
    if (beacons.length === 0) this.#personal.add(address);
    if (this.#radios.length >= maxWaiting) {
      this.dropped += beacons.length;
      return;
    }
    if (this.#radios.length === 0) this.#startMs = timeMs;
    for (const { key } of beacons)
      this.#radios.push({ key, kind: 'ble', name: '', rssiDbm, offsetMs: timeMs - this.#startMs });
  }

  /** What came since the last time; undefined where nothing did. */
  take(): LiveScan | undefined {
    const { count } = this.#personal;
    if (this.#radios.length === 0 && count === this.#toldPersonal) return undefined;
    const radios = this.#radios;
    this.#radios = [];
    this.#toldPersonal = count;
    // A scan without radios means that nothing was heard there; this one only counts.
    if (radios.length === 0) return undefined;
    return { timeMs: this.#startMs, device: this.#device, radios, personalDevices: count };
  }
}
