// Bluetooth LE advertisements as a sniffer has captured them: the pseudo header of LINKTYPE_BLUETOOTH_LE_LL_WITH_PHDR, then the packet.
// https://www.tcpdump.org/linktypes/LINKTYPE_BLUETOOTH_LE_LL_WITH_PHDR.html
import { addressText } from '../ble/advertisement.ts';
import type { AdvertisingReport } from '../ble/hci.ts';
import { FrameBytes } from './frame-bytes.ts';

const pseudoBytes = 10;
const flag = { signalIsValid: 0x0002, checksumChecked: 0x0400, checksumValid: 0x0800 } as const;
const advertisingAccess = 0x8e89bed6;
/** ADV_IND, ADV_NONCONN_IND, SCAN_RSP, ADV_SCAN_IND: those with an address of the sender and data. */
const withData = new Set([0, 2, 4, 6]);

/** Undefined for what is no advertisement, or was not received whole. */
export function readLePacket(bytes: Uint8Array): AdvertisingReport | undefined {
  const data = new FrameBytes(bytes);
  const flags = data.u16le(8) ?? 0;
  const isBroken = (flags & flag.checksumChecked) !== 0 && (flags & flag.checksumValid) === 0;
  if (isBroken || data.u32le(pseudoBytes) !== advertisingAccess) return undefined;
  const kind = data.u8(pseudoBytes + 4) ?? 0;
  const length = data.u8(pseudoBytes + 5) ?? 0;
  const address = data.part(pseudoBytes + 6, 6);
  const payload = data.part(pseudoBytes + 12, Math.max(0, length - 6));
  if (!withData.has(kind & 0x0f) || !address || !payload) return undefined;
  return {
    address: addressText(address),
    addressType: (kind & 0x40) === 0 ? 'public' : 'random',
    rssiDbm: (flags & flag.signalIsValid) === 0 ? undefined : data.i8(1),
    payload,
  };
}
