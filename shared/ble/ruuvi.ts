// Ruuvi sensors (docs.ruuvi.com, data formats): manufacturer data of company 0x0499. Offsets count the two bytes of the company.
// Only what a survey can use is read: which sensor it is, and its battery.

import type { FrameBytes } from '../capture/frame-bytes.ts';
import type { BeaconFrame } from './beacon-frame.ts';

interface RuuviFormat {
  readonly length: number;
  /** Offset of the sensor's address, as many bytes of it as the format has. */
  readonly address?: readonly [at: number, size: number];
  readonly batteryMv?: (data: FrameBytes) => number | undefined;
}

/** 11 bits of mV above 1,600; all ones: not known. */
function batteryAt(at: number): (data: FrameBytes) => number | undefined {
  return (data) => {
    const power = data.u16(at);
    return power === undefined || power >> 5 === 0x7ff ? undefined : 1_600 + (power >> 5);
  };
}

const formats: Readonly<Record<number, RuuviFormat>> = {
  3: { length: 16, batteryMv: (data) => data.u16(14) },
  5: { length: 26, address: [20, 6], batteryMv: batteryAt(15) },
  6: { length: 22, address: [19, 3] },
  197: { length: 20, address: [14, 6], batteryMv: batteryAt(7) },
  225: { length: 42, address: [36, 6] },
  240: { length: 22 },
};

export function readRuuvi(data: FrameBytes): BeaconFrame | undefined {
  const version = data.u8(2);
  const format = version === undefined ? undefined : formats[version];
  if (version === undefined || !format || data.length < format.length) return undefined;
  const batteryMv = format.batteryMv?.(data);
  const address = format.address && data.hex(...format.address);
  const isKnown = address !== undefined && !/^f+$/.test(address);
  return {
    format: 'ruuvi',
    version,
    ...(batteryMv === undefined ? {} : { batteryMv }),
    ...(isKnown ? { sensor: address } : {}),
  };
}
