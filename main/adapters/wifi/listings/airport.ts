// `airport -s` of macOS up to 14: columns by their places, the name right-aligned before the BSSID, which may be missing.
import { type HeardNetwork, linesOf, macPattern, mhzOfChannel, usableDbm } from './listing.ts';

const row = new RegExp(String.raw`^\s*(.{0,64}?)\s+(${macPattern}|\s{17})\s+(-?\d+)\s+(\d+)(?:,[+-]\d)?\s+[YN-]`);

export function readAirport(text: string): HeardNetwork[] {
  return linesOf(text).flatMap((line): HeardNetwork[] => {
    const [whole, ssid = '', bssid = '', dbm = '', channel = ''] = row.exec(line) ?? [];
    if (whole === undefined) return [];
    return [
      {
        bssid: bssid.trim() === '' ? undefined : bssid.toLowerCase(),
        ssid,
        rssiDbm: usableDbm(dbm),
        quality: 'measured',
        freqMhz: mhzOfChannel(Number(channel)),
      },
    ];
  });
}
