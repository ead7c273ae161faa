// Coverage: maps of the signal.
import * as z from 'zod';
import { FloorId, RadioId } from '../model/ids.ts';
import { RadioKind } from '../model/radio.ts';
import { FilePath, Finite, Float32Column, FloorRef, Int32Column, inSite, Metres } from './common.ts';
import { command, query } from './define.ts';

/** `strongest` of all radios, or one radio's `rssi`. Both in dBm. */
export const HeatmapMetric = z.enum(['strongest', 'rssi']);
export type HeatmapMetric = z.infer<typeof HeatmapMetric>;

const request = {
  ...inSite,
  floor: FloorRef,
  metric: HeatmapMetric.default('strongest').describe('strongest of all radios, or the rssi of one'),
  radio: z.string().min(1).max(200).optional().describe('BSSID, beacon identity or name; the metric rssi needs it'),
  kind: RadioKind.optional().describe('only radios of this kind'),
  method: z.enum(['auto', 'idw']).default('auto').describe('interpolation'),
  cellM: Finite.min(0.05).max(20).default(0.5).describe('edge of a cell, metres'),
  reachM: Finite.min(0.1).max(100).default(5).describe('nothing is painted farther than this from a reading, metres'),
};

const summary = {
  cells: z.int(),
  /** Of the cells within reach; undefined where there are none. dBm. */
  min: z.number().optional(),
  max: z.number().optional(),
  mean: z.number().optional(),
  /** Leave-one-out error of the map at the places measured, dB; undefined below three places. */
  looRmseDb: z.number().optional(),
  method: z.enum(['idw']),
};

const heatmapErrors = [
  'site_not_open',
  'floor_not_found',
  'no_readings',
  'readings_without_place',
  'radio_not_found',
  'radio_needed',
  'heatmap_too_large',
] as const;

export const coverageContract = {
  computeHeatmap: query({
    summary: 'A map of the signal in cells.',
    input: z.strictObject({
      ...request,
      region: z
        .tuple([Metres, Metres, Finite.positive(), Finite.positive()])
        .optional()
        .describe('left, top, width and height of a part, metres: the same cells as of the whole, without its error'),
    }),
    output: z.strictObject({
      ...summary,
      floorId: FloorId,
      columns: z.int(),
      rows: z.int(),
      cellM: z.number(),
      reachM: z.number(),
      /** Top-left corner of the first cell, metres. */
      originXM: z.number(),
      originYM: z.number(),
      /** Row by row from the top, dBm; NaN = beyond reach of any reading. */
      valuesDbm: Float32Column,
      /** Radio behind each value (its radioId), 0 where there is none. */
      radio: Int32Column,
      places: z.int(),
      radioId: RadioId.optional(),
    }),
    errors: heatmapErrors,
  }),
  exportHeatmap: command({
    summary: 'Write a map of the signal to a picture (.png) or a table (.csv: x_m,y_m,value per cell).',
    input: z.strictObject({
      ...request,
      out: FilePath.describe('.png or .csv; a file that is there is replaced'),
      bare: z
        .boolean()
        .default(false)
        .describe('a picture of the colours alone, transparent where nothing was measured, without the plan'),
    }),
    output: z.strictObject({ ...summary, file: z.string() }),
    errors: [
      ...heatmapErrors,
      'plan_damaged',
      'file_not_writable',
      'folder_not_found',
      'disk_full',
      'export_unknown_format',
    ],
  }),
};
