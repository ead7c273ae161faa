// Ids of objects that follow from what they are: two people who import one list, or upgrade two copies, make one object of it.
import type { ObjectId } from '../model/ids.ts';

/**
 * UUIDv8 (RFC 9562) of a digest.
 * @param digest at least 16 bytes of a cryptographic hash
 */
export function objectIdOf(digest: Uint8Array): ObjectId {
  const hex = [...digest.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const variant = (8 + (Number.parseInt(hex[16] ?? '0', 16) % 4)).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-') as ObjectId;
}
