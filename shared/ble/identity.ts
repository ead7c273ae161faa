// Who is heard, and whether it may be stored. Beacons that somebody hung up are infrastructure. Everything else on the air is somebody's
// phone, watch or earphone: counted and forgotten.
import { type AddressType, isRotating } from './advertisement.ts';
import type { BeaconFrame } from './beacon-frame.ts';
import type { Advertisement } from './frames.ts';

export interface HeardBeacon {
  /** `uuid/major/minor`, `namespace/instance`, or the address; lower case. */
  readonly key: string;
  /** What kind of beacon it is, for the list. */
  readonly format: BeaconFrame['format'];
  readonly refRssiDbm?: number;
}

export interface Sender {
  /** Absent on macOS, which tells a number of its own instead. */
  readonly address?: string | undefined;
  readonly addressType?: AddressType | undefined;
}

function keyOf(frame: BeaconFrame, { address, addressType }: Sender): string | undefined {
  switch (frame.format) {
    case 'ibeacon':
    case 'altbeacon':
      return `${frame.uuid}/${frame.major}/${frame.minor}`;
    case 'eddystone-uid':
      return `${frame.namespace}/${frame.instance}`;
    case 'ruuvi':
    case 'eddystone-url': {
      // These carry no whole identity of their own, so the address must be one that stays.
      if (address !== undefined && !isRotating(address, addressType ?? 'public')) return address.toLowerCase();
      return frame.format === 'ruuvi' && frame.sensor?.length === 12
        ? frame.sensor.replace(/(..)(?=.)/g, '$1:')
        : undefined;
    }
    // An ephemeral identity is made so that nobody can follow it; telemetry belongs to the frame beside it.
    case 'eddystone-eid':
    case 'eddystone-tlm':
      return undefined;
  }
}

/** The beacons of one advertisement; none: a personal device, or nothing that a map could use. */
export function beaconsOf(advertisement: Advertisement, sender: Sender): HeardBeacon[] {
  return advertisement.frames.flatMap((frame): HeardBeacon[] => {
    const key = keyOf(frame, sender);
    if (key === undefined) return [];
    const refRssiDbm = 'refRssiDbm' in frame ? frame.refRssiDbm : undefined;
    return [{ key, format: frame.format, ...(refRssiDbm === undefined ? {} : { refRssiDbm }) }];
  });
}

/** Controllers say 127 for "not known", operating systems 0; a positive one is nonsense. */
export const isUsableRssi = (rssiDbm: number): boolean => Number.isFinite(rssiDbm) && rssiDbm < 0 && rssiDbm >= -127;
