// Survey: readings in, readings out, and the points on the plan.
import * as z from 'zod';
import { FloorId, RadioId, ScanId } from '../model/ids.ts';
import { RadioKind } from '../model/radio.ts';
import { activeTestContract } from './active-test.ts';
import {
  FilePath,
  FileSource,
  Float32Column,
  FloorRef,
  Int32Column,
  inSite,
  SkippedRow,
  TaskStarted,
} from './common.ts';
import { command, query } from './define.ts';
import { deviceContract } from './device.ts';
import { walkContract } from './walk.ts';

export const ReadingsFormat = z.enum(['groma', 'ilc20', 'wigle', 'pcap', 'btsnoop', 'kismet', 'wide']);
export type ReadingsFormat = z.infer<typeof ReadingsFormat>;

/** How the columns of a foreign CSV are to be read. Names are the file's own column names. */
export const WideMapping = z.strictObject({
  xM: z.string(),
  yM: z.string(),
  /** Metres per unit of the x and y columns: 1 for metres, 0.3048 for feet, the plan's scale for pixels. */
  metresPerUnit: z.number().positive().default(1),
  time: z.string().optional(),
  device: z.string().optional(),
  /** One column per radio, RSSI in dBm. Empty, NaN, or at `notHeardDbm` and above 0: not heard. */
  radioColumns: z.array(z.string()).optional(),
  /** Or one row per radio: */
  radio: z.string().optional(),
  rssiDbm: z.string().optional(),
  freqMhz: z.string().optional(),
  kind: RadioKind.default('wifi'),
  notHeardDbm: z.number().optional(),
});
export type WideMapping = z.infer<typeof WideMapping>;

const readingsFileErrors = [
  'file_not_found',
  'file_not_readable',
  'file_too_large',
  'upload_not_found',
  'readings_unknown_format',
  'capture_without_signal',
  'no_usable_rows',
  'readings_mapping_needed',
] as const;

export const ReadingsImportResult = z.strictObject({
  readings: z.int(),
  scans: z.int(),
  /** Radios that the site did not know. */
  radios: z.int(),
  /** Readings that the site already had. */
  duplicates: z.int(),
  /** Added scans whose place is not known: no map can show them. */
  withoutPlace: z.int(),
  /** What should be known of how the file was read. */
  warnings: z.array(z.string()),
  format: ReadingsFormat,
  skipped: z.array(SkippedRow),
  /** All rows left out; `skipped` lists the first 1,000. */
  skippedCount: z.int(),
});
export type ReadingsImportResult = z.infer<typeof ReadingsImportResult>;

export const surveyContract = {
  inspectReadings: query({
    summary: 'Look into a readings file before importing it: format, columns, a guess at the mapping.',
    input: z.strictObject({ source: FileSource }),
    output: z.strictObject({
      /** Undefined: no known format, a mapping is needed. */
      format: ReadingsFormat.optional(),
      fileName: z.string(),
      sizeBytes: z.int(),
      columns: z.array(z.string()),
      sample: z.array(z.array(z.string())),
      /** Where to start from; columns that its names do not tell are ''. */
      mapping: WideMapping.optional(),
    }),
    errors: readingsFileErrors,
  }),
  importReadings: command({
    summary:
      'Import readings from a file: Groma CSV, ILC-20 trace, WiGLE CSV, a capture (pcap, pcapng, btsnoop), a Kismet log, an Ekahau project, or a wide CSV with a mapping.',
    input: z.strictObject({
      ...inSite,
      source: FileSource.describe('the readings'),
      floor: FloorRef.describe('floor of rows that name none'),
      format: z
        .union([z.literal('auto'), z.literal('esx'), ReadingsFormat])
        .default('auto')
        .describe('auto looks into the file'),
      mapping: WideMapping.optional().describe(
        'columns of another CSV: {"xM":"x","yM":"y","radio":"bssid","rssiDbm":"rssi"}, or radioColumns for one column a radio',
      ),
    }),
    output: TaskStarted,
    errors: ['site_not_open', 'site_read_only', 'floor_not_found', 'plan_no_scale', ...readingsFileErrors],
  }),
  exportReadings: command({
    summary:
      'Write the readings to an open format: .csv (Groma), .geojson, .gpkg (GeoPackage) or .parquet; .esx is the whole site as an Ekahau project.',
    input: z.strictObject({
      ...inSite,
      floor: FloorRef.optional().describe('only of this floor'),
      out: FilePath.describe('file to write; one that is there is replaced'),
      format: z
        .enum(['csv', 'geojson', 'gpkg', 'parquet', 'esx'])
        .optional()
        .describe('else by the ending of the file'),
    }),
    output: TaskStarted,
    errors: [
      'site_not_open',
      'floor_not_found',
      'file_not_writable',
      'folder_not_found',
      'disk_full',
      'export_unknown_format',
    ],
  }),
  listPoints: query({
    summary: 'Places where something was measured, as columns of equal length.',
    input: z.strictObject({ ...inSite, floor: FloorRef, radioId: RadioId.optional() }),
    output: z.strictObject({
      /** Row number of the scan, to ask for it with `getPoint`. */
      scan: Int32Column,
      xM: Float32Column,
      yM: Float32Column,
      /** Strongest RSSI of the scan (of the radio asked for), dBm; NaN where nothing was heard. */
      rssiDbm: Float32Column,
      /** Scans without a place. */
      withoutPlace: z.int(),
    }),
    errors: ['site_not_open', 'floor_not_found'],
  }),
  getPoint: query({
    summary: 'Everything heard in one scan, strongest first.',
    input: z.strictObject({ ...inSite, scan: z.int().positive() }),
    output: z.strictObject({
      scanId: ScanId,
      floorId: FloorId,
      time: z.iso.datetime(),
      xM: z.number().optional(),
      yM: z.number().optional(),
      device: z.string().optional(),
      /** What maps add to the device's readings, dB; below they stand as they were measured. */
      offsetDb: z.strictObject({ wifi: z.number(), ble: z.number() }).optional(),
      label: z.string().optional(),
      readings: z.array(
        z.strictObject({
          radioId: RadioId,
          key: z.string(),
          name: z.string(),
          kind: RadioKind,
          rssiDbm: z.number(),
          freqMhz: z.number().optional(),
        }),
      ),
    }),
    errors: ['site_not_open', 'scan_not_found'],
  }),
  ...walkContract,
  ...activeTestContract,
  ...deviceContract,
};
