// Eddystone frames (github.com/google/eddystone, protocol specification): service data of UUID 0xFEAA. Offsets count the two bytes of the UUID.

import type { FrameBytes } from '../capture/frame-bytes.ts';
import type { BeaconFrame } from './beacon-frame.ts';

/** Eddystone's power is that at 0 m; 41 dB are lost on the first metre. */
const lossOfFirstMetreDb = 41;
const schemes = ['http://www.', 'https://www.', 'http://', 'https://'];
const endings = [
  '.com/',
  '.org/',
  '.edu/',
  '.net/',
  '.info/',
  '.biz/',
  '.gov/',
  '.com',
  '.org',
  '.edu',
  '.net',
  '.info',
  '.biz',
  '.gov',
];

function powerAt1M(data: FrameBytes): { readonly refRssiDbm?: number } {
  const at0m = data.i8(3);
  return at0m === undefined ? {} : { refRssiDbm: at0m - lossOfFirstMetreDb };
}

function readUrl(data: FrameBytes): string | undefined {
  const scheme = schemes[data.u8(4) ?? 255];
  if (scheme === undefined) return undefined;
  const rest = [...data.bytes.subarray(5)].map((code) => {
    const ending = endings[code];
    // Only printable US-ASCII may stand in a URL; anything else is a broken frame.
    return ending ?? (code > 0x20 && code < 0x7f ? String.fromCharCode(code) : undefined);
  });
  return rest.includes(undefined) ? undefined : scheme + rest.join('');
}

function readTelemetry(data: FrameBytes): BeaconFrame | undefined {
  const version = data.u8(3);
  const batteryMv = data.u16(4);
  const temperature = data.i16(6);
  const advertisements = data.u32(8);
  const uptimeTenths = data.u32(12);
  if (version === 1) return data.length >= 18 ? { format: 'eddystone-tlm', isEncrypted: true } : undefined;
  if (version !== 0 || batteryMv === undefined || temperature === undefined) return undefined;
  if (advertisements === undefined || uptimeTenths === undefined) return undefined;
  return {
    format: 'eddystone-tlm',
    isEncrypted: false,
    ...(batteryMv === 0 ? {} : { batteryMv }),
    // 0x8000 stands for "no sensor".
    ...(temperature === -32_768 ? {} : { temperatureC: temperature / 256 }),
    advertisements,
    uptimeS: uptimeTenths / 10,
  };
}

export function readEddystone(data: FrameBytes): BeaconFrame | undefined {
  switch (data.u8(2)) {
    case 0x00: {
      const namespace = data.hex(4, 10);
      const instance = data.hex(14, 6);
      if (namespace === undefined || instance === undefined) return undefined;
      return { format: 'eddystone-uid', namespace, instance, ...powerAt1M(data) };
    }
    case 0x10: {
      const url = readUrl(data);
      return url === undefined ? undefined : { format: 'eddystone-url', url, ...powerAt1M(data) };
    }
    case 0x20:
      return readTelemetry(data);
    case 0x30: {
      const ephemeralId = data.hex(4, 8);
      return ephemeralId === undefined ? undefined : { format: 'eddystone-eid', ephemeralId, ...powerAt1M(data) };
    }
    default:
      return undefined;
  }
}
