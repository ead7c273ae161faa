// Frames of the WebSocket channel: JSON text where a message is plain, one binary frame where it holds typed arrays.
// Binary frame: uint32 LE length of the JSON, the JSON, zeros up to a multiple of 8, then each array at a multiple of 8.
const arrayTypes = { Uint8Array, Int32Array, Float32Array, Float64Array } as const;
type ArrayName = keyof typeof arrayTypes;
type BinaryArray = InstanceType<(typeof arrayTypes)[ArrayName]>;

/** Stands in the JSON for an array: type, offset in the binary part, number of elements. */
const marker = '$array';
const align = (offset: number): number => Math.ceil(offset / 8) * 8;

function nameOf(value: object): ArrayName | undefined {
  return (Object.keys(arrayTypes) as ArrayName[]).find((name) => value instanceof arrayTypes[name]);
}

/** A message as one WebSocket frame. @throws TypeError for binary data of a kind that does not travel */
export function encodeFrame(message: unknown): string | Uint8Array<ArrayBuffer> {
  const arrays: BinaryArray[] = [];
  let size = 0;
  const json = JSON.stringify(message, function (this: Record<string, unknown>, key, encoded: unknown) {
    if (key === marker) throw new TypeError(`a field may not be named ${marker}`);
    // What the field holds, not what its toJSON makes of it: Node's Buffers are bytes like any others.
    const value = ArrayBuffer.isView(this[key]) ? this[key] : encoded;
    if (typeof value !== 'object' || value === null || !ArrayBuffer.isView(value)) return value;
    const name = nameOf(value);
    if (!name) throw new TypeError('only Uint8Array, Int32Array, Float32Array and Float64Array travel');
    const array = value as BinaryArray;
    const offset = size;
    size = align(size + array.byteLength);
    arrays.push(array);
    return [marker, name, offset, array.length];
  });
  if (arrays.length === 0) return json;
  const text = new TextEncoder().encode(json);
  const start = align(4 + text.length);
  const frame = new Uint8Array(start + size);
  new DataView(frame.buffer).setUint32(0, text.length, true);
  frame.set(text, 4);
  let offset = start;
  for (const array of arrays) {
    frame.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
    offset += align(array.byteLength);
  }
  return frame;
}

/** The message of a frame. @throws Error for a frame that is not one of ours */
export function decodeFrame(frame: string | Uint8Array<ArrayBuffer>): unknown {
  if (typeof frame === 'string') return JSON.parse(frame);
  if (frame.byteLength < 4) throw new Error('frame too short');
  const length = new DataView(frame.buffer, frame.byteOffset).getUint32(0, true);
  const start = align(4 + length);
  if (4 + length > frame.byteLength) throw new Error('frame shorter than its header says');
  const text = new TextDecoder('utf-8', { fatal: true }).decode(frame.subarray(4, 4 + length));
  return JSON.parse(text, (_key, value: unknown) => {
    if (!Array.isArray(value) || value.length !== 4 || value[0] !== marker) return value;
    return readArray(frame, start, value);
  });
}

function readArray(frame: Uint8Array<ArrayBuffer>, start: number, reference: readonly unknown[]): BinaryArray {
  const [, name, offset, length] = reference;
  const ArrayType =
    typeof name === 'string' && Object.hasOwn(arrayTypes, name) ? arrayTypes[name as ArrayName] : undefined;
  if (!ArrayType || !Number.isSafeInteger(offset) || !Number.isSafeInteger(length))
    throw new Error('bad array reference');
  const first = start + (offset as number);
  const last = first + (length as number) * ArrayType.BYTES_PER_ELEMENT;
  if ((offset as number) < 0 || (length as number) < 0 || last > frame.byteLength)
    throw new Error('array outside of the frame');
  // A copy of its own: the frame may lie at any address, and a reader may keep the array for long.
  return new ArrayType(frame.slice(first, last).buffer);
}
