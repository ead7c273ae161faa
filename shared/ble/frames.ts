// What beacons say: iBeacon, AltBeacon, Eddystone, Ruuvi. Mist's vBLE is an iBeacon with the organisation's own UUID.
// Whatever comes over the air may be broken: nothing here throws, and what is not whole is no frame.

import { FrameBytes, uuidOf } from '../capture/frame-bytes.ts';
import { adType, readAdStructures } from './advertisement.ts';
import type { BeaconFrame } from './beacon-frame.ts';
import { readEddystone } from './eddystone.ts';
import { readRuuvi } from './ruuvi.ts';

const apple = [0x4c, 0x00] as const;
const ruuvi = [0x99, 0x04] as const;

function readIdentified(data: FrameBytes, format: 'ibeacon' | 'altbeacon'): BeaconFrame | undefined {
  const uuid = data.hex(4, 16);
  const major = data.u16(20);
  const minor = data.u16(22);
  const refRssiDbm = data.i8(24);
  if (uuid === undefined || major === undefined || minor === undefined || refRssiDbm === undefined) return undefined;
  return { format, uuid: uuidOf(uuid), major, minor, refRssiDbm };
}

function readManufacturer(data: FrameBytes): BeaconFrame | undefined {
  if (data.startsWith(...apple, 0x02, 0x15)) return readIdentified(data, 'ibeacon');
  if (data.u16(2) === 0xbeac) return readIdentified(data, 'altbeacon');
  if (data.startsWith(...ruuvi)) return readRuuvi(data);
  return undefined;
}

export interface Advertisement {
  readonly frames: readonly BeaconFrame[];
  /** Transmit power that the advertisement names, dBm. */
  readonly txPowerDbm?: number;
  /** Company identifiers of its manufacturer data. */
  readonly companies: readonly number[];
}

/** All that an advertisement's payload says, of the AD structures that are whole. */
export function readAdvertisement(payload: Uint8Array): Advertisement {
  const frames: BeaconFrame[] = [];
  const companies: number[] = [];
  let txPowerDbm: number | undefined;
  for (const { type, data: bytes } of readAdStructures(payload)) {
    const data = new FrameBytes(bytes);
    let frame: BeaconFrame | undefined;
    if (type === adType.manufacturer) {
      const company = data.u16le(0);
      if (company !== undefined) companies.push(company);
      frame = readManufacturer(data);
    } else if (type === adType.serviceData16 && data.u16le(0) === 0xfeaa) frame = readEddystone(data);
    else if (type === adType.txPower) txPowerDbm = data.i8(0);
    if (frame) frames.push(frame);
  }
  return { frames, companies, ...(txPowerDbm === undefined ? {} : { txPowerDbm }) };
}
