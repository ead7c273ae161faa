// Packets out of capture files, in pieces as they are read: pcap and pcapng (https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-05.html and
// draft-ietf-opsawg-pcapng), btsnoop (RFC 1761 with the link types of Bluetooth).

export interface Packet {
  readonly timeMs: number;
  /** Of pcap (https://www.tcpdump.org/linktypes.html); of btsnoop, 10,000 higher. */
  readonly linkType: number;
  readonly bytes: Uint8Array;
  /** Of btsnoop; of the monitor link the kind of packet. */
  readonly flags: number;
}

export const linkType = {
  radiotap: 127,
  hciH4: 187,
  hciH4WithDirection: 201,
  lePacket: 256,
  snoopHci: 11_001,
  snoopH4: 11_002,
  snoopMonitor: 12_001,
} as const;

export type CaptureKind = 'pcap' | 'btsnoop';

const magics: readonly (readonly [bytes: readonly number[], kind: CaptureKind])[] = [
  [[0xa1, 0xb2, 0xc3, 0xd4], 'pcap'],
  [[0xd4, 0xc3, 0xb2, 0xa1], 'pcap'],
  [[0xa1, 0xb2, 0x3c, 0x4d], 'pcap'],
  [[0x4d, 0x3c, 0xb2, 0xa1], 'pcap'],
  [[0x0a, 0x0d, 0x0d, 0x0a], 'pcap'],
  [[0x62, 0x74, 0x73, 0x6e, 0x6f, 0x6f, 0x70, 0x00], 'btsnoop'],
];

/** By the first bytes of a file. */
export const captureKind = (head: Uint8Array): CaptureKind | undefined =>
  magics.find(([magic]) => magic.every((byte, at) => head[at] === byte))?.[1];

/** Longer packets are no radio frames: the file is broken there. */
const maxPacket = 1 << 20;
const sectionHead = 0x0a0d0d0a;
const blockType = { interface: 1, simple: 3, enhanced: 6 } as const;
const optionTimeResolution = 9;
/** From the year 0 to 1970, µs. */
const snoopEpochUs = 0x00dcddb30f2f8000n;

interface Interface {
  readonly linkType: number;
  readonly ticksPerMs: number;
}

/** What stands at the start of the view, and how long it is; undefined where it is not there whole. */
type Next = (view: DataView) => { readonly bytes: number; readonly packet?: Packet } | undefined;

export class CaptureBroken extends Error {}

/** Takes the bytes of a file in pieces of any size and gives the packets that are whole. @throws CaptureBroken where the file cannot be gone on with */
export class CaptureReader {
  #waiting: Uint8Array = new Uint8Array(0);
  /** Undefined before the head of the file was read. */
  #next: Next | undefined;

  add(piece: Uint8Array): Packet[] {
    const joined = new Uint8Array(this.#waiting.length + piece.length);
    joined.set(this.#waiting);
    joined.set(piece, this.#waiting.length);
    const packets: Packet[] = [];
    let at = 0;
    for (;;) {
      const view = new DataView(joined.buffer, at);
      const step = this.#next ? this.#next(view) : this.#head(view);
      if (!step) break;
      at += step.bytes;
      if (step.packet) packets.push(step.packet);
    }
    this.#waiting = joined.slice(at);
    return packets;
  }

  /** Whether the file ended within a packet. */
  get isCutOff(): boolean {
    return this.#waiting.length > 0;
  }

  #head(view: DataView): ReturnType<Next> {
    if (view.byteLength < 24) return undefined;
    const magic = view.getUint32(0);
    if (magic === sectionHead) {
      this.#next = blocks();
      return { bytes: 0 };
    }
    if (magic === 0x62_74_73_6e) {
      this.#next = snoopRecords(10_000 + view.getUint32(12));
      return { bytes: 16 };
    }
    const isLittle = magic === 0xd4c3b2a1 || magic === 0x4d3cb2a1;
    const isNano = magic === 0xa1b23c4d || magic === 0x4d3cb2a1;
    this.#next = records({
      isLittle,
      linkType: view.getUint32(20, isLittle) & 0xffff,
      perMs: isNano ? 1e6 : 1e3,
    });
    return { bytes: 24 };
  }
}

const part = (view: DataView, at: number, size: number): Uint8Array =>
  new Uint8Array(view.buffer, view.byteOffset + at, size);

function checkSize(bytes: number): void {
  if (bytes > maxPacket) throw new CaptureBroken(`a packet of ${bytes} bytes`);
}

function records({ isLittle, linkType: type, perMs }: { isLittle: boolean; linkType: number; perMs: number }): Next {
  return (view) => {
    if (view.byteLength < 16) return undefined;
    const size = view.getUint32(8, isLittle);
    checkSize(size);
    if (view.byteLength < 16 + size) return undefined;
    const timeMs = view.getUint32(0, isLittle) * 1_000 + view.getUint32(4, isLittle) / perMs;
    return { bytes: 16 + size, packet: { timeMs, linkType: type, bytes: part(view, 16, size), flags: 0 } };
  };
}

function snoopRecords(type: number): Next {
  return (view) => {
    if (view.byteLength < 24) return undefined;
    const size = view.getUint32(4);
    checkSize(size);
    if (view.byteLength < 24 + size) return undefined;
    const timeMs = Number(view.getBigInt64(16) - snoopEpochUs) / 1_000;
    const packet = { timeMs, linkType: type, bytes: part(view, 24, size), flags: view.getUint32(8) };
    return { bytes: 24 + size, packet };
  };
}

/** Blocks of pcapng; each section has its own order of bytes and its own interfaces. */
function blocks(): Next {
  let isLittle = true;
  let interfaces: Interface[] = [];
  return (view) => {
    if (view.byteLength < 12) return undefined;
    if (view.getUint32(0) === sectionHead) {
      const order = view.getUint32(8);
      if (order !== 0x1a2b3c4d && order !== 0x4d3c2b1a) throw new CaptureBroken('a section without an order of bytes');
      isLittle = order === 0x4d3c2b1a;
      interfaces = [];
    }
    const bytes = view.getUint32(4, isLittle);
    checkSize(bytes - 64);
    if (bytes < 12 || bytes % 4 !== 0) throw new CaptureBroken(`a block of ${bytes} bytes`);
    if (view.byteLength < bytes) return undefined;
    const type = view.getUint32(0, isLittle);
    const body = new DataView(view.buffer, view.byteOffset + 8, bytes - 12);
    if (type === blockType.interface && body.byteLength >= 8) interfaces.push(readInterface(body, isLittle));
    const packet = type === blockType.enhanced ? readEnhanced(body, isLittle, interfaces) : undefined;
    return packet ? { bytes, packet } : { bytes };
  };
}

function readInterface(body: DataView, isLittle: boolean): Interface {
  let ticksPerMs = 1_000;
  for (let at = 8; at + 4 <= body.byteLength; ) {
    const [code, length] = [body.getUint16(at, isLittle), body.getUint16(at + 2, isLittle)];
    if (code === 0) break;
    if (code === optionTimeResolution && length >= 1 && at + 4 < body.byteLength) {
      const value = body.getUint8(at + 4);
      ticksPerMs = (value & 0x80 ? 2 ** (value & 0x7f) : 10 ** value) / 1_000;
    }
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return { linkType: body.getUint16(0, isLittle), ticksPerMs };
}

function readEnhanced(body: DataView, isLittle: boolean, interfaces: readonly Interface[]): Packet | undefined {
  if (body.byteLength < 20) return undefined;
  const known = interfaces[body.getUint32(0, isLittle)];
  const size = body.getUint32(12, isLittle);
  if (!known || size > body.byteLength - 20) return undefined;
  const ticks = body.getUint32(4, isLittle) * 2 ** 32 + body.getUint32(8, isLittle);
  return { timeMs: ticks / known.ticksPerMs, linkType: known.linkType, bytes: part(body, 20, size), flags: 0 };
}
