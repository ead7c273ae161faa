// An advertisement as it is on the air: AD structures (Bluetooth Core Specification, Vol 3, Part C, 11), each a length, a type and data.
import { hexOf } from '../capture/frame-bytes.ts';

export interface AdStructure {
  readonly type: number;
  readonly data: Uint8Array;
}

export const adType = {
  incompleteUuids16: 0x02,
  completeUuids16: 0x03,
  shortName: 0x08,
  name: 0x09,
  txPower: 0x0a,
  serviceData16: 0x16,
  manufacturer: 0xff,
} as const;

/** Stops at a length of 0 or one that runs past the end; what was whole before it counts. */
export function readAdStructures(payload: Uint8Array): AdStructure[] {
  const structures: AdStructure[] = [];
  let at = 0;
  while (at < payload.length) {
    const length = payload[at] ?? 0;
    const end = at + 1 + length;
    if (length === 0 || end > payload.length) break;
    structures.push({ type: payload[at + 1] ?? 0, data: payload.subarray(at + 2, end) });
    at = end;
  }
  return structures;
}

/** `public` where the controller says so or where it says nothing (macOS hides addresses altogether). */
export type AddressType = 'public' | 'random';

/** 6 bytes, the least significant first as on the air, as `aa:bb:cc:dd:ee:ff`. */
export const addressText = (littleEndian: Uint8Array): string =>
  hexOf(littleEndian.toReversed()).replace(/(..)(?=.)/g, '$1:');

/**
 * Whether a random address changes by itself (every quarter of an hour as a rule): a phone's, a watch's. The two highest bits are 11
 * for an address that stays until the device starts anew (Vol 6, Part B, 1.3.2).
 */
export function isRotating(address: string, type: AddressType): boolean {
  return type === 'random' && Number.parseInt(address.slice(0, 2), 16) < 0xc0;
}
