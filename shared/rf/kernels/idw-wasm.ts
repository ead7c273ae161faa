// The WebAssembly kernel (idw.c): memory layout and calls.

import { idwWasmBase64 } from './idw-wasm.generated.ts';
import type { CellGrid, SortedPlaces } from './places.ts';

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly __heap_base: { readonly value: number };
  idw(places: number, grid: number, scratch: number, firstRow: number, lastRow: number): void;
}

const pageBytes = 65_536;
const align = (offset: number): number => (offset + 15) & ~15;

function decode(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
}

let cached: Exports | undefined;

/** The kernel, or undefined where WebAssembly or its vector instructions are missing. */
export function loadIdwWasm(): IdwWasm | undefined {
  if (typeof WebAssembly === 'undefined') return undefined;
  if (!cached) {
    const bytes = decode(idwWasmBase64);
    if (!WebAssembly.validate(bytes)) return undefined;
    cached = new WebAssembly.Instance(new WebAssembly.Module(bytes), {}).exports as unknown as Exports;
  }
  return new IdwWasm(cached);
}

export class IdwWasm {
  readonly #exports: Exports;

  constructor(exports: Exports) {
    this.#exports = exports;
  }

  /** One plane of `grid` for each radio, dBm; NaN farther than `reachM` from every place. */
  run(places: SortedPlaces, grid: CellGrid, k: number, reachM: number): Float32Array<ArrayBuffer> {
    const { count, radios, stride } = places;
    const buckets = places.start.length;
    const cells = grid.columns * grid.rows;
    const sizes = {
      places: 48,
      grid: 32,
      x: count * 4,
      y: count * 4,
      values: count * stride * 4,
      start: buckets * 4,
      scratch: count * 24,
      out: cells * radios * 4,
    };
    const at = this.#reserve(sizes);
    const { buffer } = this.#exports.memory;
    new Float32Array(buffer, at.x, count).set(places.xM);
    new Float32Array(buffer, at.y, count).set(places.yM);
    new Float32Array(buffer, at.values, count * stride).set(places.valuesDbm);
    new Int32Array(buffer, at.start, buckets).set(places.start);
    const view = new DataView(buffer);
    const integers = (offset: number, values: readonly number[]) => {
      for (const [index, value] of values.entries()) view.setInt32(offset + index * 4, value, true);
    };
    const floats = (offset: number, values: readonly number[]) => {
      for (const [index, value] of values.entries()) view.setFloat32(offset + index * 4, value, true);
    };
    const reach = Math.fround(reachM);
    integers(at.places, [
      count,
      radios,
      stride,
      at.x,
      at.y,
      at.values,
      at.start,
      places.bucketColumns,
      places.bucketRows,
    ]);
    floats(at.places + 36, [places.bucketM, places.leftM, places.topM]);
    integers(at.grid, [grid.columns, grid.rows, k]);
    floats(at.grid + 12, [grid.cellM, grid.leftM, grid.topM, Math.fround(reach * reach)]);
    integers(at.grid + 28, [at.out]);
    this.#exports.idw(at.places, at.grid, at.scratch, 0, grid.rows);
    return new Float32Array(buffer, at.out, cells * radios).slice();
  }

  /** Offsets of blocks of these sizes, one after the other, in memory that is large enough. */
  #reserve<Name extends string>(sizes: Record<Name, number>): Record<Name, number> {
    let offset = align(this.#exports.__heap_base.value);
    const offsets = {} as Record<Name, number>;
    for (const [name, size] of Object.entries(sizes) as [Name, number][]) {
      offsets[name] = offset;
      // Room for a whole vector behind the last element.
      offset = align(offset + size + 16);
    }
    const { memory } = this.#exports;
    const missing = offset - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    return offsets;
  }
}
