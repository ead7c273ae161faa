// LE advertising reports out of HCI events (Bluetooth Core Specification, Vol 4, Part E, 7.7.65.2 and .13): from traces and from dongles.

import { FrameBytes } from '../capture/frame-bytes.ts';
import { type AddressType, addressText } from './advertisement.ts';

export interface AdvertisingReport {
  readonly address: string;
  readonly addressType: AddressType;
  /** Undefined where the controller does not know it. */
  readonly rssiDbm: number | undefined;
  readonly payload: Uint8Array;
}

const leMeta = 0x3e;
const legacyReport = 0x02;
const extendedReport = 0x0d;
const notKnown = 127;

interface Layout {
  /** Bytes before the payload. */
  readonly head: number;
  readonly addressType: number;
  readonly address: number;
  readonly length: number;
  /** Where the RSSI stands: after the payload in the old report, before it in the extended one. */
  readonly rssi: number | 'after';
}
const layouts: Readonly<Record<number, Layout>> = {
  [legacyReport]: { head: 9, addressType: 1, address: 2, length: 8, rssi: 'after' },
  [extendedReport]: { head: 24, addressType: 2, address: 3, length: 23, rssi: 13 },
};

/**
 * Reports of one event; none for another event, and only the whole ones of one that is cut off.
 * @param event from its event code on, without the packet type
 */
export function readAdvertisingReports(event: Uint8Array): AdvertisingReport[] {
  const data = new FrameBytes(event);
  const layout = layouts[data.u8(2) ?? 0];
  const reports: AdvertisingReport[] = [];
  if (data.u8(0) !== leMeta || !layout) return reports;
  let at = 4;
  for (let left = data.u8(3) ?? 0; left > 0; left--) {
    const length = data.u8(at + layout.length);
    const address = data.part(at + layout.address, 6);
    const payload = length === undefined ? undefined : data.part(at + layout.head, length);
    if (!address || !payload) break;
    const rssi = data.i8(layout.rssi === 'after' ? at + layout.head + payload.length : at + layout.rssi);
    if (rssi === undefined) break;
    reports.push({
      address: addressText(address),
      addressType: ((data.u8(at + layout.addressType) ?? 0) & 1) === 0 ? 'public' : 'random',
      rssiDbm: rssi === notKnown ? undefined : rssi,
      payload,
    });
    at += layout.head + payload.length + (layout.rssi === 'after' ? 1 : 0);
  }
  return reports;
}
