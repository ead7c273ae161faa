// Beacons and probe responses of Wi-Fi (IEEE 802.11, 9.3.3): the frames that an access point sends with its name, at a basic rate, so
// that their signals can be compared. What clients send is not looked at.
import { FrameBytes, hexOf } from './frame-bytes.ts';

export interface AccessPointFrame {
  /** Lower case. */
  readonly bssid: string;
  /** Empty for a hidden network. */
  readonly ssid: string;
}

const subtypes = { probeResponse: 0x50, beacon: 0x80 } as const;
const headBytes = 24;
/** Timestamp, interval, capabilities. */
const fixedBytes = 12;
const ssidElement = 0;

/** @param frame from its frame control on; a frame with a broken end gives what is whole */
export function readAccessPointFrame(frame: Uint8Array): AccessPointFrame | undefined {
  const data = new FrameBytes(frame);
  const control = data.u8(0);
  const bssid = data.part(16, 6);
  if ((control !== subtypes.beacon && control !== subtypes.probeResponse) || !bssid) return undefined;
  if (frame.length < headBytes + fixedBytes) return undefined;
  return { bssid: hexOf(bssid).replace(/(..)(?=.)/g, '$1:'), ssid: ssidOf(data) };
}

function ssidOf(data: FrameBytes): string {
  for (let at = headBytes + fixedBytes; ; ) {
    const [id, length] = [data.u8(at), data.u8(at + 1)];
    if (id === undefined || length === undefined) return '';
    if (id === ssidElement) return textOf(data.part(at + 2, Math.min(length, 32)));
    at += 2 + length;
  }
}

/** A hidden network sends nothing, or as many zeros as its name has letters. */
function textOf(bytes: Uint8Array | undefined): string {
  if (!bytes?.some((byte) => byte !== 0)) return '';
  return new TextDecoder().decode(bytes);
}
