// Radiotap headers: what a Wi-Fi receiver says of a frame. https://www.radiotap.org/fields/defined
import { FrameBytes } from './frame-bytes.ts';

export interface Radiotap {
  /** Bytes of the header: the frame comes after. */
  readonly bytes: number;
  /** Signal at the antenna, dBm: the whole receiver's, else the strongest chain's. */
  readonly signalDbm?: number;
  /** Centre of the primary channel, MHz. */
  readonly freqMhz?: number;
  /** The checksum at the frame's end did not fit. */
  readonly isBad: boolean;
  readonly hasChecksum: boolean;
}

/** Alignment and size of each field by its bit, as far as one that is needed can come after it. */
const fields: readonly (readonly [align: number, size: number])[] = [
  [8, 8], // TSFT
  [1, 1], // flags
  [1, 1], // rate
  [2, 4], // channel
  [2, 2], // FHSS
  [1, 1], // antenna signal, dBm
  [1, 1], // antenna noise, dBm
  [2, 2], // lock quality
  [2, 2], // TX attenuation
  [2, 2], // TX attenuation, dB
  [1, 1], // TX power, dBm
  [1, 1], // antenna
  [1, 1], // antenna signal, dB
  [1, 1], // antenna noise, dB
  [2, 2], // RX flags
  [2, 2], // TX flags
  [1, 1], // RTS retries
  [1, 1], // data retries
  [4, 8], // XChannel
  [1, 3], // MCS
  [4, 8], // A-MPDU status
  [2, 12], // VHT
  [8, 12], // timestamp
  [2, 12], // HE
  [2, 12], // HE-MU
  [2, 6], // HE-MU other user
  [1, 1], // zero-length PSDU
  [2, 4], // L-SIG
  [4, 4], // TLVs (announced by a bit of the present word, they come after everything)
];
const bit = { flags: 1, channel: 3, signal: 5, radiotapNamespace: 29, vendorNamespace: 30, more: 31 } as const;
const flag = { checksum: 0x10, badChecksum: 0x40 } as const;
/** Present words that follow one another; more are an attack. */
const maxWords = 32;

function presentWords(data: FrameBytes): number[] | undefined {
  const words: number[] = [];
  for (;;) {
    const word = data.u32le(4 + words.length * 4);
    if (word === undefined || words.length >= maxWords) return undefined;
    words.push(word);
    if ((word >>> bit.more) % 2 === 0) return words;
  }
}

/** Undefined for a header that is none, or cut off before its fields. A field that is not known ends what can be read. */
export function readRadiotap(frame: Uint8Array): Radiotap | undefined {
  const head = new FrameBytes(frame);
  const bytes = head.u16le(2);
  if (head.u8(0) !== 0 || bytes === undefined || bytes < 8 || bytes > frame.length) return undefined;
  const data = new FrameBytes(frame.subarray(0, bytes));
  const words = presentWords(data);
  if (!words) return undefined;
  let at = 4 + words.length * 4;
  let flags = 0;
  let freqMhz: number | undefined;
  let whole: number | undefined;
  let strongest: number | undefined;
  read: for (const [index, word] of words.entries()) {
    // Words after the first are of one antenna each.
    for (let field = 0; field < bit.radiotapNamespace; field++) {
      if ((word >>> field) % 2 === 0) continue;
      const [align, size] = fields[field] ?? [];
      if (align === undefined || size === undefined) break read;
      at = Math.ceil(at / align) * align;
      if (field === bit.flags) flags = data.u8(at) ?? 0;
      if (field === bit.channel) freqMhz ??= data.u16le(at) || undefined;
      if (field === bit.signal) {
        const dbm = data.i8(at);
        if (dbm !== undefined && index === 0) whole = dbm;
        if (dbm !== undefined) strongest = Math.max(strongest ?? dbm, dbm);
      }
      at += size;
    }
    if ((word >>> bit.vendorNamespace) % 2 === 1) break;
  }
  const signalDbm = whole ?? strongest;
  return {
    bytes,
    ...(signalDbm === undefined ? {} : { signalDbm }),
    ...(freqMhz === undefined ? {} : { freqMhz }),
    isBad: (flags & flag.badChecksum) !== 0,
    hasChecksum: (flags & flag.checksum) !== 0,
  };
}
