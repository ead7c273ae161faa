// Groma readings CSV: time,scan,floor,x_m,y_m,kind,radio,rssi_dbm,freq_mhz,device. Adjacent rows of one scan are one observation.
import { gromaColumns, gromaNameColumn } from '../../../../shared/survey/groma-csv.ts';
import { type CsvLayout, columnName } from '../../../files/csv-layout.ts';
import type { SourceFile } from '../../../ports/files.ts';
import {
  type NewReading,
  type NewScan,
  type ReaderItem,
  readCoordinate,
  readFrequency,
  readKey,
  readRssi,
  readTime,
} from '../scan.ts';
import { type CsvRow, readRows } from './csv-rows.ts';
import { ScanGrouper } from './group.ts';

const known = new Set<string>([...gromaColumns, gromaNameColumn]);

/** Columns of the header that Groma does not know, with their places. */
function unknownColumns(header: readonly string[]): [string, number][] {
  return header
    .map((name, index): [string, number] => [columnName(name), index])
    .filter(([name]) => name !== '' && !known.has(name));
}

function notesOf(row: CsvRow, unknown: readonly [string, number][]): string | undefined {
  const notes = unknown.flatMap(([name, index]) => (row.fields[index] ? [[name, row.fields[index]]] : []));
  return notes.length === 0 ? undefined : JSON.stringify(Object.fromEntries(notes));
}

/** Undefined: nothing was heard. A text: why the row cannot be used, as of one that was cut off before its signal. */
function readReading(row: CsvRow, unknown: readonly [string, number][]): NewReading | string | undefined {
  if (['radio', 'kind', 'rssi_dbm'].every((column) => row.get(column)?.trim() === '')) return undefined;
  const key = readKey(row.get('radio'));
  const kind = columnName(row.get('kind') ?? '');
  const rssiDbm = readRssi(row.get('rssi_dbm'));
  if (!key) return 'no radio';
  if (kind !== 'wifi' && kind !== 'ble') return `kind "${kind}" is neither wifi nor ble`;
  if (rssiDbm === undefined) return `rssi_dbm "${row.get('rssi_dbm') ?? ''}" is not a signal in dBm`;
  const name = row.get(gromaNameColumn)?.trim() ?? '';
  const freqMhz = readFrequency(row.get('freq_mhz'));
  return { key, kind, name, rssiDbm, freqMhz, offsetMs: 0, notes: notesOf(row, unknown) };
}

/** Where, when and by what; a text: why the row cannot be used. */
function readScan(row: CsvRow): Omit<NewScan, 'readings'> | string {
  const timeMs = readTime(row.get('time') ?? '');
  if (timeMs === undefined) return `time "${row.get('time') ?? ''}" is not a time`;
  try {
    const place = { xM: readCoordinate(row.get('x_m')), yM: readCoordinate(row.get('y_m')) };
    const isPlaced = place.xM !== undefined && place.yM !== undefined;
    return {
      timeMs,
      label: row.get('scan')?.trim() || undefined,
      floor: row.get('floor')?.trim() || undefined,
      xM: isPlaced ? place.xM : undefined,
      yM: isPlaced ? place.yM : undefined,
      device: row.get('device')?.trim() || undefined,
      line: row.line,
    };
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

export function readGroma(file: SourceFile, header: readonly string[], layout: CsvLayout): AsyncGenerator<ReaderItem> {
  const unknown = unknownColumns(header);
  const grouper = new ScanGrouper();
  return readRows(file, layout, {
    *row(row) {
      const reading = readReading(row, unknown);
      const scan = readScan(row);
      if (typeof reading === 'string') yield { skipped: { line: row.line, reason: reading } };
      else if (typeof scan === 'string') yield { skipped: { line: row.line, reason: scan } };
      else yield* grouper.add(scan, reading);
    },
    end: () => grouper.end(),
  });
}
