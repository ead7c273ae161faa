// A map of the signal: one map for each radio, then the strongest of them in each cell. Per-radio maps are interpolated;
// "strongest" is worked out from them and never interpolated itself.

import { extentOf } from '../geometry/extent.ts';
import { interpolateIdw } from './kernels/idw.ts';
import type { CellGrid, MeasuredPlaces } from './kernels/places.ts';
import { leaveOneOutRmseDb } from './leave-one-out.ts';
import { type RadioPlaces, type ReadingColumns, radioPlaces } from './radio-places.ts';

export interface HeatmapJob {
  readonly readings: ReadingColumns;
  readonly grid: CellGrid;
  /** Nothing is painted farther than this from a reading of the radio, metres. */
  readonly reachM: number;
  /** Of a larger map: its error is not asked for. */
  readonly isPart?: boolean;
}

export interface Heatmap {
  /** Row by row from the top, dBm; NaN = beyond reach. */
  readonly valuesDbm: Float32Array<ArrayBuffer>;
  /** Radio behind each value, 0 = none. */
  readonly radio: Int32Array<ArrayBuffer>;
  /** Distinct places that went into it. */
  readonly places: number;
  readonly looRmseDb: number | undefined;
}

/** Radios heard at exactly the same places share their geometry. */
function groupByGeometry(radios: readonly RadioPlaces[]): RadioPlaces[][] {
  const groups = new Map<string, RadioPlaces[]>();
  for (const radio of radios) {
    const key = `${radio.xM.join()};${radio.yM.join()}`;
    groups.set(key, [...(groups.get(key) ?? []), radio]);
  }
  return [...groups.values()];
}

/** Cells of all maps that are worked out together: 128 MB. Thousands of radios on a large floor would not fit into memory at once. */
const maxValuesAtOnce = 32 * 1024 * 1024;

interface Window {
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
}

/** The part of the grid that a group's places can reach: most radios are heard on a part of a floor only. */
function window(places: Pick<MeasuredPlaces, 'xM' | 'yM'>, grid: CellGrid, reachM: number): Window {
  const [x, y] = [extentOf(places.xM), extentOf(places.yM)];
  const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value));
  const column = clamp(Math.floor((x.low - reachM - grid.leftM) / grid.cellM), grid.columns);
  const row = clamp(Math.floor((y.low - reachM - grid.topM) / grid.cellM), grid.rows);
  const lastColumn = clamp(Math.ceil((x.high + reachM - grid.leftM) / grid.cellM), grid.columns);
  const lastRow = clamp(Math.ceil((y.high + reachM - grid.topM) / grid.cellM), grid.rows);
  return { column, row, columns: Math.max(0, lastColumn - column), rows: Math.max(0, lastRow - row) };
}

export function computeHeatmap(job: HeatmapJob): Heatmap {
  const { grid, reachM } = job;
  const radios = radioPlaces(job.readings);
  const valuesDbm = new Float32Array(grid.columns * grid.rows).fill(Number.NaN);
  const radio = new Int32Array(grid.columns * grid.rows);
  for (const group of groupByGeometry(radios)) {
    const [first] = group;
    if (!first) continue;
    const part = window(first, grid, reachM);
    const most = Math.max(1, Math.floor(maxValuesAtOnce / Math.max(1, part.columns * part.rows)));
    for (let start = 0; start < group.length; start += most)
      paintGroup(group.slice(start, start + most), part, { grid, reachM, valuesDbm, radio });
  }
  const places = new Set<string>();
  for (const { cell } of radios) {
    for (const each of cell) places.add(each);
  }
  return {
    valuesDbm,
    radio,
    places: places.size,
    looRmseDb: job.isPart ? undefined : leaveOneOutRmseDb(radios, reachM),
  };
}

function paintGroup(
  group: readonly RadioPlaces[],
  part: Window,
  to: { grid: CellGrid; reachM: number; valuesDbm: Float32Array; radio: Int32Array },
): void {
  const [first] = group;
  if (!first) return;
  const { grid, reachM } = to;
  const places = { xM: first.xM, yM: first.yM, valuesDbm: group.map((each) => each.rssiDbm) };
  const leftM = grid.leftM + part.column * grid.cellM;
  const topM = grid.topM + part.row * grid.cellM;
  const maps = interpolateIdw(
    places,
    { columns: part.columns, rows: part.rows, cellM: grid.cellM, leftM, topM },
    reachM,
  );
  const plane = part.columns * part.rows;
  group.forEach(({ radioId }, index) => {
    for (let row = 0; row < part.rows; row++) {
      for (let column = 0; column < part.columns; column++) {
        const value = maps[index * plane + row * part.columns + column] ?? Number.NaN;
        const cell = (part.row + row) * grid.columns + part.column + column;
        const known = to.valuesDbm[cell] ?? Number.NaN;
        if (!(value > known || (Number.isNaN(known) && !Number.isNaN(value)))) continue;
        to.valuesDbm[cell] = value;
        to.radio[cell] = radioId;
      }
    }
  });
}

/** Least, greatest and mean of the painted cells, dBm; undefined where nothing is painted. */
export function summarise(valuesDbm: Float32Array): { min?: number; max?: number; mean?: number; painted: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let painted = 0;
  for (const value of valuesDbm) {
    if (Number.isNaN(value)) continue;
    painted++;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return painted === 0 ? { painted } : { min, max, mean: sum / painted, painted };
}
