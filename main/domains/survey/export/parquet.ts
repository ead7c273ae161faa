// Readings as Parquet: one row a reading, for DuckDB, pandas and others. https://parquet.apache.org/docs/file-format/
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { uuidText } from '../uuid.ts';
import { type ExportedScan, type ExportFormat, type ExportSource, lonLatOf } from './format.ts';

/** Enough for good compression, few enough to hold. */
const rowsPerGroup = 50_000;

type Value = string | number | Date | null;
type Element = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;
const number = { type: 'DOUBLE' } as const;
const columns = {
  scan: text,
  time: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  floor: text,
  x_m: number,
  y_m: number,
  lat_deg: number,
  lon_deg: number,
  kind: text,
  radio: text,
  name: text,
  rssi_dbm: number,
  freq_mhz: number,
  device: text,
  /** A JSON object of texts. */
  notes: text,
} as const satisfies Record<string, Omit<Element, 'name'>>;
type Row = { readonly [Column in keyof typeof columns]: Value };

const required: readonly string[] = ['scan', 'time', 'floor'];
const schema: Element[] = [
  { name: 'readings', num_children: Object.keys(columns).length },
  ...Object.entries(columns).map(
    ([name, column]): Element => ({
      name,
      ...column,
      repetition_type: required.includes(name) ? 'REQUIRED' : 'OPTIONAL',
    }),
  ),
];

/** A scan that heard nothing is one row without a radio, as in the CSV. */
function rowsOf(source: ExportSource, { scan, readings }: ExportedScan): Row[] {
  const [lonDeg = null, latDeg = null] = lonLatOf(source, scan) ?? [];
  const start = {
    scan: scan.label ?? uuidText(scan.uuid),
    time: new Date(scan.time_ms),
    floor: scan.floor_name,
    x_m: scan.x_m,
    y_m: scan.y_m,
    lat_deg: latDeg,
    lon_deg: lonDeg,
    device: scan.device,
  };
  const nothing = { kind: null, radio: null, name: null, rssi_dbm: null, freq_mhz: null, notes: null };
  if (readings.length === 0) return [{ ...start, ...nothing }];
  return readings.map((reading) => ({
    ...start,
    time: new Date(scan.time_ms + reading.offset_ms),
    kind: reading.kind,
    radio: reading.key,
    name: reading.name || null,
    rssi_dbm: reading.rssi_dbm,
    freq_mhz: reading.freq_mhz,
    notes: reading.notes,
  }));
}

export const parquet: ExportFormat = async (file, source) => {
  const writer = new ParquetWriter({ writer: fileWriter(file), schema, createdBy: 'Groma' });
  let rows: Row[] = [];
  const flush = async () => {
    const columnData = Object.keys(columns).map((name) => ({
      name,
      data: rows.map((row) => row[name as keyof Row]),
    }));
    await writer.write({ columnData, rowGroupSize: rowsPerGroup });
    rows = [];
  };
  for await (const page of source.pages)
    for (const each of page) {
      rows.push(...rowsOf(source, each));
      if (rows.length >= rowsPerGroup) await flush();
    }
  if (rows.length > 0) await flush();
  await writer.finish();
};
