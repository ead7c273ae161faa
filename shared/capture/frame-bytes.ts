// Bytes of a radio frame, read without ever going past their end: what is not there is undefined.

export class FrameBytes {
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  #has(at: number, size: number): boolean {
    return at >= 0 && at + size <= this.bytes.length;
  }

  u8(at: number): number | undefined {
    return this.#has(at, 1) ? this.#view.getUint8(at) : undefined;
  }
  i8(at: number): number | undefined {
    return this.#has(at, 1) ? this.#view.getInt8(at) : undefined;
  }
  u16(at: number): number | undefined {
    return this.#has(at, 2) ? this.#view.getUint16(at) : undefined;
  }
  u16le(at: number): number | undefined {
    return this.#has(at, 2) ? this.#view.getUint16(at, true) : undefined;
  }
  i16(at: number): number | undefined {
    return this.#has(at, 2) ? this.#view.getInt16(at) : undefined;
  }
  u32(at: number): number | undefined {
    return this.#has(at, 4) ? this.#view.getUint32(at) : undefined;
  }
  u32le(at: number): number | undefined {
    return this.#has(at, 4) ? this.#view.getUint32(at, true) : undefined;
  }
  part(at: number, size: number): Uint8Array | undefined {
    return this.#has(at, size) ? this.bytes.subarray(at, at + size) : undefined;
  }
  hex(at: number, size: number): string | undefined {
    const part = this.part(at, size);
    return part && hexOf(part);
  }
  startsWith(...head: readonly number[]): boolean {
    return head.every((byte, at) => this.u8(at) === byte);
  }
}

export const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Hex digits with or without separators. Undefined for any other text. */
export function bytesOfHex(text: string): Uint8Array<ArrayBuffer> | undefined {
  const digits = text.replace(/[\s:-]/g, '');
  if (digits.length % 2 !== 0 || !/^[\da-f]*$/i.test(digits)) return undefined;
  return Uint8Array.from({ length: digits.length / 2 }, (_, at) =>
    Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16),
  );
}

/** 16 bytes as 8-4-4-4-12 hex digits. */
export const uuidOf = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
