// H1 and H2: maps of 40 radios measured at the same places, with the kernel that the app uses.
import { interpolateIdw } from '../../../shared/rf/kernels/idw.ts';
import { floorHeightM, floorWidthM, surveyedFloor } from '../inputs.ts';
import { type BenchItem, medianMs } from '../item.ts';

interface Work {
  readonly readings: number;
  readonly cellM: number;
  /** Mean of all cells, dBm; the typed arrays give the same number. */
  readonly expected: number;
}

function heatmapItem(id: string, { readings, cellM, expected }: Work, kernel: 'auto' | 'typed'): BenchItem {
  return {
    id,
    expected,
    run: async () => {
      const places = surveyedFloor(readings);
      const grid = {
        columns: Math.round(floorWidthM / cellM),
        rows: Math.round(floorHeightM / cellM),
        cellM,
        leftM: 0,
        topM: 0,
      };
      let maps = new Float32Array(0);
      const ms = await medianMs(
        () => {
          maps = interpolateIdw(places, grid, Number.POSITIVE_INFINITY, kernel);
          // Until the engine has compiled the kernel for speed, some runs are slow: an app is past that after its first map.
        },
        kernel === 'auto' ? { runs: 15, warmUps: 10 } : {},
      );
      let sum = 0;
      for (const value of maps) sum += value;
      const cells = grid.columns * grid.rows;
      return {
        ms,
        rate: Math.round(maps.length / ms / 10) / 100,
        unit: 'M cell values/s',
        check: Number((sum / maps.length).toFixed(4)),
        n: cells,
        kernel: kernel === 'auto' ? 'wasm-simd' : 'typed-arrays',
      };
    },
  };
}

const h1: Work = { readings: 2_000, cellM: 0.25, expected: -77.5566 };
const h2: Work = { readings: 20_000, cellM: 0.1, expected: -77.5733 };
export const heatmapItems: readonly BenchItem[] = [heatmapItem('H1', h1, 'auto'), heatmapItem('H2', h2, 'auto')];
export const heatmapVariants: readonly BenchItem[] = [
  heatmapItem('H1-typed', h1, 'typed'),
  heatmapItem('H2-typed', h2, 'typed'),
];
