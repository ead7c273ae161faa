// Frames: whatever is sent comes out the same, and no bytes from outside are believed without a look.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame } from './frame.ts';

const roundTrip = (message: unknown) => decodeFrame(encodeFrame(message));

const anyArray = fc.oneof(
  fc.uint8Array({ maxLength: 40 }).map((array) => new Uint8Array(array)),
  fc.int32Array({ maxLength: 20 }).map((array) => new Int32Array(array)),
  fc.float32Array({ maxLength: 20 }).map((array) => new Float32Array(array)),
  fc.float64Array({ maxLength: 20 }).map((array) => new Float64Array(array)),
);
const plain = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null));
const fieldName = fc
  .string({ minLength: 1, maxLength: 8 })
  .filter((name) => !name.startsWith('__') && name !== '$array');
const message = fc.dictionary(
  fieldName,
  fc.oneof(anyArray, plain, fc.array(fc.oneof(anyArray, plain), { maxLength: 3 }), fc.dictionary(fieldName, anyArray)),
  { maxKeys: 6, noNullPrototype: true },
);

function frameOf(json: string, body: Uint8Array = new Uint8Array()): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(json);
  const start = Math.ceil((4 + text.length) / 8) * 8;
  const frame = new Uint8Array(start + body.length);
  new DataView(frame.buffer).setUint32(0, text.length, true);
  frame.set(text, 4);
  frame.set(body, start);
  return frame;
}

describe('frames', () => {
  it('bring any message to the other side as it was', () => {
    fc.assert(
      fc.property(message, (value) => {
        expect(roundTrip(value)).toEqual(value);
      }),
    );
  });

  it('keep not-a-number, infinities and negative zero in arrays', () => {
    const valuesDbm = new Float32Array([Number.NaN, Number.POSITIVE_INFINITY, -0, -67.5]);
    expect(roundTrip({ valuesDbm })).toEqual({ valuesDbm });
  });

  it('are text where nothing is binary', () => {
    expect(encodeFrame({ a: [1, 'zwei'] })).toBe('{"a":[1,"zwei"]}');
  });

  it('carry a view of a larger buffer without the rest of it', () => {
    const large = new Uint8Array(100).fill(7);
    const frame = encodeFrame({ bytes: large.subarray(10, 13) }) as Uint8Array;
    expect(frame.length).toBeLessThan(100);
    expect(decodeFrame(frame as Uint8Array<ArrayBuffer>)).toEqual({ bytes: new Uint8Array([7, 7, 7]) });
  });

  it("carry Node's Buffers as the bytes they are", () => {
    expect(roundTrip({ bytes: Buffer.from('Groma') })).toEqual({ bytes: new Uint8Array(Buffer.from('Groma')) });
  });

  it('are read from any address in memory', () => {
    const values = new Float64Array([1.5, -2.5]);
    const frame = encodeFrame({ values }) as Uint8Array;
    for (let shift = 1; shift < 8; shift++) {
      const memory = new Uint8Array(frame.length + 8);
      memory.set(frame, shift);
      expect(decodeFrame(memory.subarray(shift, shift + frame.length))).toEqual({ values });
    }
  });

  it('refuse to send kinds of arrays that the other side would not know', () => {
    expect(() => encodeFrame({ values: new BigInt64Array(1) })).toThrow(TypeError);
    expect(() => encodeFrame({ values: new DataView(new ArrayBuffer(8)) })).toThrow(TypeError);
    expect(() => encodeFrame({ $array: 1, values: new Uint8Array(1) })).toThrow(TypeError);
  });
});

describe('frames that are none of ours', () => {
  const refused: readonly [string, () => Uint8Array<ArrayBuffer> | string][] = [
    ['text that is no JSON', () => '{'],
    ['nothing', () => new Uint8Array()],
    ['three bytes', () => new Uint8Array([1, 2, 3])],
    ['a header that promises more than there is', () => frameOf('{}').map((byte, index) => (index === 0 ? 200 : byte))],
    ['a header that promises a little more than there is', () => new Uint8Array([4, 0, 0, 0, 0x7b, 0x7d, 0x20])],
    [
      'a header of 4 GiB',
      () => new Uint8Array([0xff, 0xff, 0xff, 0xff, ...new TextEncoder().encode('{"type":"request"}')]),
    ],
    ['bytes that are no UTF-8', () => new Uint8Array([4, 0, 0, 0, 0x22, 0xff, 0xfe, 0x22])],
    ['an array past the end', () => frameOf('{"a":["$array","Uint8Array",0,9]}', new Uint8Array(8))],
    ['an array before the start', () => frameOf('{"a":["$array","Uint8Array",-8,4]}', new Uint8Array(8))],
    ['an array of negative length', () => frameOf('{"a":["$array","Uint8Array",0,-1]}', new Uint8Array(8))],
    ['an array of half a length', () => frameOf('{"a":["$array","Uint8Array",0,0.5]}', new Uint8Array(8))],
    ['an array of a length beyond numbers', () => frameOf('{"a":["$array","Float64Array",0,9007199254740991]}')],
    ['an array of an unknown type', () => frameOf('{"a":["$array","Function",0,1]}', new Uint8Array(8))],
    ['an array of a type from the prototype', () => frameOf('{"a":["$array","constructor",0,1]}', new Uint8Array(8))],
  ];
  it.each(refused)('%s', (_what, make) => {
    expect(() => decodeFrame(make())).toThrow();
  });

  it('random bytes give a value or an error, never a hang or an array out of nowhere', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decodeFrame(new Uint8Array(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });

  it('a frame with one byte changed never reads outside of itself', () => {
    const frame = encodeFrame({ a: new Float32Array([1, 2, 3]), b: new Uint8Array(9) }) as Uint8Array;
    fc.assert(
      fc.property(fc.nat(frame.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const changed = new Uint8Array(frame);
        changed[at] = byte;
        try {
          const arrays = Object.values(decodeFrame(changed) as Record<string, unknown>).filter(ArrayBuffer.isView);
          for (const array of arrays) expect(array.byteLength).toBeLessThanOrEqual(frame.length);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });
});
