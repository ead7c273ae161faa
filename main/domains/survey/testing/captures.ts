// For tests: captures made here, byte by byte.

export interface FramePlan {
  readonly timeMs: number;
  readonly bssid: string;
  readonly ssid: string;
  readonly signalDbm: number;
  readonly freqMhz: number;
  /** Signals of single antennas, each in a present word of its own. */
  readonly chainsDbm?: readonly number[];
  /** 8 beacon, 5 probe response, 0 association request of a client. */
  readonly subtype?: number;
  readonly isBad?: boolean;
  readonly withTsft?: boolean;
}

const mac = (text: string): number[] => text.split(':').map((each) => Number.parseInt(each, 16));
const int8 = (value: number): number => value & 0xff;
const u16 = (value: number): number[] => [value & 0xff, value >> 8];
const u32 = (value: number): number[] => [...u16(value & 0xffff), ...u16(value >>> 16)];

export function radiotapFrame(plan: FramePlan): Uint8Array {
  const chains = plan.chainsDbm ?? [];
  const first = (plan.withTsft ? 1 : 0) | 0b1010 | 0b100000;
  const words = [
    first | (chains.length > 0 ? 0xa000_0000 : 0),
    ...chains.map((_, at) => (0b1000_0010_0000 | (at + 1 < chains.length ? 0xa000_0000 : 0)) >>> 0),
  ];
  const fields: number[] = [];
  const start = 4 + words.length * 4;
  const align = (to: number) => {
    while ((start + fields.length) % to !== 0) fields.push(0);
  };
  if (plan.withTsft) {
    align(8);
    fields.push(...u32(123_456), ...u32(0));
  }
  fields.push(plan.isBad ? 0x50 : 0x10);
  align(2);
  fields.push(...u16(plan.freqMhz), ...u16(0x0080), int8(plan.signalDbm));
  for (const [at, dbm] of chains.entries()) fields.push(int8(dbm), at);
  const head = [0, 0, ...u16(start + fields.length), ...words.flatMap((word) => u32(word >>> 0)), ...fields];
  const ssid = [...new TextEncoder().encode(plan.ssid)];
  const frame = [
    (plan.subtype ?? 8) << 4,
    0,
    0,
    0,
    ...mac('ff:ff:ff:ff:ff:ff'),
    ...mac(plan.bssid),
    ...mac(plan.bssid),
    0,
    0,
    ...u32(1),
    ...u32(0),
    100,
    0,
    0x11,
    0,
    0,
    ssid.length,
    ...ssid,
    1,
    1,
    0x82,
  ];
  return Uint8Array.from([...head, ...frame, 1, 2, 3, 4]);
}

export interface PcapOptions {
  readonly linkType?: number;
  readonly isBigEndian?: boolean;
  readonly isNano?: boolean;
}

export function pcap(packets: readonly { timeMs: number; bytes: Uint8Array }[], options: PcapOptions = {}): Uint8Array {
  const { linkType = 127, isBigEndian = false, isNano = false } = options;
  const isLittle = !isBigEndian;
  const size = 24 + packets.reduce((sum, { bytes }) => sum + 16 + bytes.length, 0);
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  view.setUint32(0, isNano ? 0xa1b23c4d : 0xa1b2c3d4, isLittle);
  view.setUint16(4, 2, isLittle);
  view.setUint16(6, 4, isLittle);
  view.setUint32(16, 65_535, isLittle);
  view.setUint32(20, linkType, isLittle);
  let at = 24;
  for (const { timeMs, bytes } of packets) {
    view.setUint32(at, Math.floor(timeMs / 1_000), isLittle);
    view.setUint32(at + 4, Math.round((timeMs % 1_000) * (isNano ? 1e6 : 1e3)), isLittle);
    view.setUint32(at + 8, bytes.length, isLittle);
    view.setUint32(at + 12, bytes.length, isLittle);
    out.set(bytes, at + 16);
    at += 16 + bytes.length;
  }
  return out;
}

const block = (type: number, body: readonly number[]): number[] => {
  const padded = [...body, ...Array.from({ length: (4 - (body.length % 4)) % 4 }, () => 0)];
  const length = u32(padded.length + 12);
  return [...u32(type), ...length, ...padded, ...length];
};

/** Nanoseconds, as newer tools write. */
export function pcapng(packets: readonly { timeMs: number; bytes: Uint8Array }[], linkType = 127): Uint8Array {
  const out = [
    ...block(0x0a0d0d0a, [...u32(0x1a2b3c4d), ...u16(1), ...u16(0), ...u32(0xffffffff), ...u32(0xffffffff)]),
    ...block(1, [...u16(linkType), 0, 0, ...u32(0), ...u16(9), ...u16(1), 9, 0, 0, 0, ...u32(0)]),
  ];
  for (const { timeMs, bytes } of packets) {
    const ticks = BigInt(Math.round(timeMs * 1_000)) * 1_000n;
    const times = [...u32(Number(ticks >> 32n)), ...u32(Number(ticks & 0xffffffffn))];
    out.push(...block(6, [...u32(0), ...times, ...u32(bytes.length), ...u32(bytes.length), ...bytes]));
  }
  return Uint8Array.from(out);
}

/** A legacy advertising report in an H4 event. */
export function advertisingEvent(address: string, rssiDbm: number, payload: readonly number[]): Uint8Array {
  const report = [3, 1, ...mac(address).reverse(), payload.length, ...payload, int8(rssiDbm)];
  return Uint8Array.from([4, 0x3e, report.length + 2, 2, 1, ...report]);
}

export const iBeacon = (major: number, minor: number): number[] => [
  0x1a,
  0xff,
  0x4c,
  0x00,
  0x02,
  0x15,
  ...Array.from({ length: 16 }, (_, at) => at),
  major >> 8,
  major & 0xff,
  minor >> 8,
  minor & 0xff,
  int8(-59),
];

export function btsnoop(packets: readonly { timeMs: number; bytes: Uint8Array }[]): Uint8Array {
  const size = 16 + packets.reduce((sum, { bytes }) => sum + 24 + bytes.length, 0);
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  out.set(new TextEncoder().encode('btsnoop\0'));
  view.setUint32(8, 1);
  view.setUint32(12, 1002);
  let at = 16;
  for (const { timeMs, bytes } of packets) {
    view.setUint32(at, bytes.length);
    view.setUint32(at + 4, bytes.length);
    view.setUint32(at + 8, 3);
    view.setBigInt64(at + 16, BigInt(Math.round(timeMs * 1_000)) + 0x00dcddb30f2f8000n);
    out.set(bytes, at + 24);
    at += 24 + bytes.length;
  }
  return out;
}
