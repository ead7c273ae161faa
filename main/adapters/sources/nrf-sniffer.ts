// Frames of Nordic's nRF Sniffer for Bluetooth LE (UART protocol of its firmware, versions 1 to 3): SLIP-like, with start, end and escape bytes of
// its own. Of each packet: when, on which channel, how strong, and the advertisement inside.
import { addressText } from '../../../shared/ble/advertisement.ts';
import { FrameBytes } from '../../../shared/capture/frame-bytes.ts';
import type { Report } from '../ble/report-batches.ts';

const [start, end, escapeNext] = [0xab, 0xbc, 0xcd];
const escaped: Readonly<Record<number, number>> = { 172: 0xab, 189: 0xbc, 206: 0xcd };
const maxFrame = 600;
/** EVENT_PACKET_ADV_PDU of version 3; EVENT_PACKET of the others. */
const packetTypes = new Set([0x02, 0x06]);
const headBytes = 6;
const advertisingAccess = 0x8e89bed6;
/** PDU types that carry advertising data: ADV_IND, ADV_NONCONN_IND, SCAN_RSP, ADV_SCAN_IND. */
const withData = new Set([0, 2, 4, 6]);

export class NrfSniffer {
  #frame: number[] | undefined;
  #isEscaped = false;
  unreadable = 0;

  add(bytes: Uint8Array, nowMs: number): Report[] {
    const reports: Report[] = [];
    for (const byte of bytes) {
      const frame = this.#take(byte);
      if (!frame) continue;
      const report = readFrame(frame, nowMs);
      if (report) reports.push(report);
    }
    return reports;
  }

  /** A whole frame, when this byte ends one. */
  #take(byte: number): Uint8Array | undefined {
    if (byte === start) {
      this.#frame = [];
      this.#isEscaped = false;
    } else if (!this.#frame) return undefined;
    else if (byte === end) {
      const frame = Uint8Array.from(this.#frame);
      this.#frame = undefined;
      return frame;
    } else if (byte === escapeNext && !this.#isEscaped) this.#isEscaped = true;
    else {
      const plain = this.#isEscaped ? escaped[byte] : byte;
      this.#isEscaped = false;
      if (plain === undefined || this.#frame.length >= maxFrame) {
        this.#frame = undefined;
        this.unreadable++;
      } else this.#frame.push(plain);
    }
    return undefined;
  }
}

/** Undefined for what is no advertisement that was received whole. */
function readFrame(bytes: Uint8Array, nowMs: number): Report | undefined {
  const frame = new FrameBytes(bytes);
  const version = frame.u8(2);
  if (version === undefined || version < 1 || version > 3 || !packetTypes.has(frame.u8(5) ?? 0)) return undefined;
  const infoBytes = frame.u8(headBytes) ?? 0;
  const flags = frame.u8(headBytes + 1) ?? 0;
  const strength = frame.u8(headBytes + 3);
  const isWhole = (flags & 1) === 1;
  const at = headBytes + infoBytes;
  const access = frame.part(at, 4);
  if (!isWhole || strength === undefined || !access || infoBytes < 10) return undefined;
  if (new DataView(access.buffer, access.byteOffset).getUint32(0, true) !== advertisingAccess) return undefined;
  const kind = frame.u8(at + 4) ?? 0;
  const length = frame.u8(at + 5) ?? 0;
  // Two bytes of head, one of padding that the firmware puts in.
  const address = frame.part(at + 7, 6);
  const payload = frame.part(at + 13, Math.max(0, length - 6));
  if (!withData.has(kind & 0x0f) || !address || !payload) return undefined;
  return {
    timeMs: nowMs,
    address: addressText(address),
    addressType: (kind & 0x40) === 0 ? 'public' : 'random',
    rssiDbm: -strength,
    payload,
  };
}
