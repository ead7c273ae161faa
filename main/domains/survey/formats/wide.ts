// Any CSV with a mapping: one column a radio, or one row a reading.
import type { WideMapping } from '../../../../shared/contract/survey.ts';
import { type CsvLayout, columnName } from '../../../files/csv-layout.ts';
import type { SourceFile } from '../../../ports/files.ts';
import {
  type NewReading,
  type ReaderItem,
  readCoordinate,
  readFrequency,
  readKey,
  readRssi,
  readTime,
} from '../scan.ts';
import { type CsvRow, readRows } from './csv-rows.ts';
import { ScanGrouper } from './group.ts';

/** Without a time column rows are told apart by their order. */
const untimedStartMs = Date.UTC(2000, 0, 1);

function readPlace(row: CsvRow, mapping: WideMapping) {
  const [xM, yM] = [
    readCoordinate(row.get(columnName(mapping.xM)), mapping.metresPerUnit),
    readCoordinate(row.get(columnName(mapping.yM)), mapping.metresPerUnit),
  ];
  return xM === undefined || yM === undefined ? { xM: undefined, yM: undefined } : { xM, yM };
}

function radiosOf(row: CsvRow, mapping: WideMapping, columns: readonly string[]): NewReading[] {
  return columns.flatMap((column): NewReading[] => {
    const rssiDbm = readRssi(row.get(columnName(column)));
    const isHeard =
      rssiDbm !== undefined && rssiDbm < 0 && !(mapping.notHeardDbm !== undefined && rssiDbm === mapping.notHeardDbm);
    return isHeard
      ? [
          {
            key: columnName(column),
            kind: mapping.kind,
            name: column.trim(),
            rssiDbm,
            freqMhz: undefined,
            offsetMs: 0,
            notes: undefined,
          },
        ]
      : [];
  });
}

function longReading(row: CsvRow, mapping: WideMapping): NewReading | string {
  const key = readKey(row.get(columnName(mapping.radio ?? '')));
  const rssiDbm = readRssi(row.get(columnName(mapping.rssiDbm ?? '')));
  if (!key) return 'no radio';
  if (rssiDbm === undefined) return 'no usable signal';
  return {
    key,
    kind: mapping.kind,
    name: '',
    rssiDbm,
    freqMhz: readFrequency(row.get(columnName(mapping.freqMhz ?? ''))),
    offsetMs: 0,
    notes: undefined,
  };
}

export function readWide(file: SourceFile, mapping: WideMapping, layout: CsvLayout): AsyncGenerator<ReaderItem> {
  const grouper = new ScanGrouper();
  let number = 0;
  return readRows(file, layout, {
    *row(row) {
      number++;
      const timeText = mapping.time === undefined ? undefined : row.get(columnName(mapping.time));
      const timeMs = timeText === undefined ? untimedStartMs + (mapping.radioColumns ? number : 0) : readTime(timeText);
      if (timeMs === undefined) {
        yield { skipped: { line: row.line, reason: `"${timeText}" is not a time` } };
        return;
      }
      try {
        const device =
          mapping.device === undefined ? undefined : row.get(columnName(mapping.device))?.trim() || undefined;
        const scan = {
          timeMs,
          label: mapping.radioColumns ? String(number) : undefined,
          floor: undefined,
          ...readPlace(row, mapping),
          device,
        };
        if (mapping.radioColumns) {
          const readings = radiosOf(row, mapping, mapping.radioColumns);
          if (readings.length === 0) yield { skipped: { line: row.line, reason: 'nothing was heard' } };
          else yield { scan: { ...scan, readings } };
        } else {
          const reading = longReading(row, mapping);
          if (typeof reading === 'string') yield { skipped: { line: row.line, reason: reading } };
          else yield* grouper.add(scan, reading);
        }
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        yield { skipped: { line: row.line, reason: error.message } };
      }
    },
    end: () => grouper.end(),
  });
}

const patterns: Readonly<Record<'xM' | 'yM' | 'time' | 'device' | 'radio' | 'rssiDbm' | 'freqMhz', RegExp>> = {
  xM: /^(x|x_m|pos_?x|coord_?x|easting|x[ _]?\(?m(etres|eters)?\)?)$/,
  yM: /^(y|y_m|pos_?y|coord_?y|northing|y[ _]?\(?m(etres|eters)?\)?)$/,
  time: /^(time|timestamp|timestamp_iso|ts|date|datetime|time_?ms|unix_?time)$/,
  device: /^(device|phone|model|scanner)$/,
  radio: /^(bssid|mac|radio|beacon|beacon_?id|ap|address)$/,
  rssiDbm: /^(rssi|rssi_dbm|signal|signal_dbm|level|dbm|strength)$/,
  freqMhz: /^(freq|frequency|freq_mhz|frequency_mhz)$/,
};
const radioColumn = /^(rssi[_ -]?\w+|wap\d+|ap[_ -]?\d+|b\d{4}|([0-9a-f]{2}[:-]){5}[0-9a-f]{2})$/;

/** How the table can be read, from the names of its columns; undefined where they do not tell all that is needed. */
export function suggestMapping(
  columns: readonly string[],
  sample: readonly (readonly string[])[],
): WideMapping | undefined {
  const draft = draftMapping(columns, sample, namedRadios(columns, sample));
  const isLong = draft.radio !== undefined;
  const hasRadios = isLong || (draft.radioColumns?.length ?? 0) > 0;
  return draft.xM !== '' && draft.yM !== '' && hasRadios ? draft : undefined;
}

/**
 * What a person starts from where the names do not tell: columns of numbers that can be RSSI are radios, and x and y
 * stay empty rather than be guessed from numbers.
 */
export function startMapping(columns: readonly string[], sample: readonly (readonly string[])[]): WideMapping {
  const named = namedRadios(columns, sample);
  return draftMapping(columns, sample, named.length > 0 ? named : radiosByValue(columns, sample));
}

function draftMapping(
  columns: readonly string[],
  sample: readonly (readonly string[])[],
  radioColumns: string[],
): WideMapping {
  const find = (pattern: RegExp) => columns.find((column) => pattern.test(columnName(column)));
  const named = { time: find(patterns.time), device: find(patterns.device), freqMhz: find(patterns.freqMhz) };
  const rest = Object.fromEntries(Object.entries(named).filter(([, column]) => column !== undefined));
  const [radio, rssiDbm] = [find(patterns.radio), find(patterns.rssiDbm)];
  const base = {
    xM: find(patterns.xM) ?? '',
    yM: find(patterns.yM) ?? '',
    metresPerUnit: 1,
    kind: guessKind(columns),
    ...rest,
  };
  return radio !== undefined && rssiDbm !== undefined
    ? { ...base, radio, rssiDbm }
    : { ...base, radioColumns, ...guessNotHeard(columns, radioColumns, sample) };
}

const namedRadios = (columns: readonly string[], sample: readonly (readonly string[])[]): string[] =>
  columns.filter(
    (column, index) =>
      radioColumn.test(columnName(column)) &&
      sample.some((row) => row[index] === undefined || row[index] === '' || Number.isFinite(Number(row[index]))),
  );

/** Columns whose first values are all empty, marks for "not heard" or signal, at least one of them signal. */
function radiosByValue(columns: readonly string[], sample: readonly (readonly string[])[]): string[] {
  const isSignal = (text: string) => Number(text) <= -20 && Number(text) >= -105;
  const isMark = (text: string) =>
    text === '' || /^nan$/i.test(text) || Number(text) === 100 || (Number(text) < -105 && Number(text) >= -999);
  return columns.filter((_column, index) => {
    const cells = sample.map((row) => (row[index] ?? '').trim());
    return cells.some(isSignal) && cells.every((text) => isMark(text) || isSignal(text));
  });
}

const guessKind = (columns: readonly string[]): 'wifi' | 'ble' =>
  columns.some((column) => /beacon|ble|^b\d{4}$/i.test(column)) ? 'ble' : 'wifi';

/** Data sets write -200, -110 or +100 for "not heard": a round value that is the weakest of all and common. */
function guessNotHeard(
  columns: readonly string[],
  radioColumns: readonly string[],
  sample: readonly (readonly string[])[],
): { notHeardDbm?: number } {
  const values = sample
    .flatMap((row) => radioColumns.map((column) => Number(row[columns.indexOf(column)] || Number.NaN)))
    .filter(Number.isFinite);
  const weakest = Math.min(...values);
  const isMark = weakest <= -105 && values.filter((value) => value === weakest).length > values.length / 4;
  return isMark ? { notHeardDbm: weakest } : {};
}
