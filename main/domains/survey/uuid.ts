// UUIDs of our own making (RFC 9562).

/** Version and variant into 16 bytes; the other bits stay. */
export function stampUuid(bytes: Uint8Array<ArrayBuffer>, version: 7 | 8): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer);
  view.setUint8(6, (view.getUint8(6) & 0x0f) | (version << 4));
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
  return bytes;
}

/** Version 7: the time in front, so that ids sort by it. */
export function stampUuid7(bytes: Uint8Array<ArrayBuffer>, timeMs: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(timeMs / 0x10000));
  view.setUint16(4, timeMs % 0x10000);
  return stampUuid(bytes, 7);
}

export function uuidText(uuid: Uint8Array): string {
  const hex = Buffer.from(uuid).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
