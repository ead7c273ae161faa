// noble keeps one advertisement a device and writes each new frame over it, so an event shows the frames of before as well. What has changed
// is what was just heard; where nothing has, it was the same frame again.
import { adType } from '../../../shared/ble/advertisement.ts';

/** What noble tells of an advertisement, whatever is behind it. */
export interface MergedAdvertisement {
  readonly manufacturerData?: Uint8Array | undefined;
  readonly serviceData?: readonly { readonly uuid: string; readonly data: Uint8Array }[] | undefined;
  readonly txPowerLevel?: number | undefined;
}

interface Part {
  readonly key: string;
  readonly hex: string;
  readonly structure: Uint8Array;
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function structureOf(type: number, ...data: readonly Uint8Array[]): Uint8Array {
  const whole = Buffer.concat(data);
  return Buffer.concat([Uint8Array.of(Math.min(255, whole.length + 1), type), whole.subarray(0, 254)]);
}

function partsOf({ manufacturerData, serviceData = [] }: MergedAdvertisement): Part[] {
  const parts: Part[] = [];
  if (manufacturerData && manufacturerData.length > 0)
    parts.push({
      key: 'manufacturer',
      hex: hexOf(manufacturerData),
      structure: structureOf(adType.manufacturer, manufacturerData),
    });
  for (const { uuid, data } of serviceData) {
    // 16-bit identifiers only: all beacons use them.
    const short = /^(?:0000)?([\da-f]{4})(?:00001000800000805f9b34fb)?$/i.exec(uuid.replaceAll('-', ''))?.[1];
    if (short === undefined) continue;
    const id = Buffer.from(short, 'hex').reverse();
    parts.push({ key: short, hex: hexOf(data), structure: structureOf(adType.serviceData16, id, data) });
  }
  return parts;
}

/** Devices whose last frames are kept; a phone changes its address every quarter of an hour, and thousands may pass. */
const maxDevices = 5_000;

export class FrameChanges {
  readonly #last = new Map<string, ReadonlyMap<string, string>>();

  /** AD structures that were just heard from a device: the changed ones, or the first one again. */
  heard(device: string, advertisement: MergedAdvertisement): Uint8Array {
    const parts = partsOf(advertisement);
    const before = this.#last.get(device);
    this.#last.delete(device);
    this.#last.set(device, new Map(parts.map(({ key, hex }) => [key, hex])));
    if (this.#last.size > maxDevices) {
      const [oldest] = this.#last.keys();
      if (oldest !== undefined) this.#last.delete(oldest);
    }
    const changed = parts.filter(({ key, hex }) => before?.get(key) !== hex);
    const said = changed.length > 0 ? changed : parts.slice(0, 1);
    return Buffer.concat(said.map(({ structure }) => structure));
  }

  get devices(): number {
    return this.#last.size;
  }
}
