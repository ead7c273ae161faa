// Inverse distance weighting over the nearest 12 places; WebAssembly where it runs, its typed-array twin elsewhere.
import { idwTyped } from './idw-typed.ts';
import { loadIdwWasm } from './idw-wasm.ts';
import { type CellGrid, type MeasuredPlaces, sortPlaces } from './places.ts';

/** Weight of a place at distance d: 1 / (d^2 + 1e-4). Shepard 1968; k and the constant as in docs/adr. */
export const nearestPlaces = 12;

/**
 * Maps of all radios that were measured at the same places: geometry is worked out once.
 * @returns one plane of `columns * rows` values a radio, dBm; NaN farther than `reachM` from every place
 */
export function interpolateIdw(
  places: MeasuredPlaces,
  grid: CellGrid,
  reachM: number,
  kernel: 'auto' | 'typed' = 'auto',
): Float32Array<ArrayBuffer> {
  const cells = grid.columns * grid.rows;
  const radios = places.valuesDbm.length;
  if (places.xM.length === 0 || cells === 0 || radios === 0) return new Float32Array(cells * radios).fill(Number.NaN);
  const sorted = sortPlaces(places);
  const k = Math.min(nearestPlaces, sorted.count);
  const wasm = kernel === 'auto' ? loadIdwWasm() : undefined;
  return wasm ? wasm.run(sorted, grid, k, reachM) : idwTyped(sorted, grid, k, reachM);
}
