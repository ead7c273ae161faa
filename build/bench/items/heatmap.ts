// H1 and H2: maps of 40 radios measured at the same places, with the kernel that the app uses.
import { interpolateIdw } from '../../../shared/rf/kernels/idw.ts';
import { floorHeightM, floorWidthM, surveyedFloor } from '../inputs.ts';
import { type BenchItem, medianMs } from '../item.ts';

function heatmapItem(id: string, readings: number, cellM: number, kernel: 'auto' | 'typed'): BenchItem {
  return {
    id,
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

export const heatmapItems: readonly BenchItem[] = [
  heatmapItem('H1', 2_000, 0.25, 'auto'),
  heatmapItem('H2', 20_000, 0.1, 'auto'),
];
export const heatmapVariants: readonly BenchItem[] = [
  heatmapItem('H1-typed', 2_000, 0.25, 'typed'),
  heatmapItem('H2-typed', 20_000, 0.1, 'typed'),
];
