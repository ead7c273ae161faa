// Readings into open formats: Groma CSV and GeoJSON.

import { basename, extname, resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ParsedInputOf } from '../../../shared/contract/contract.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { gromaHeader, gromaScanRows } from '../../../shared/survey/groma-csv.ts';
import { replaceFile, writePieces } from '../../files/write-file.ts';
import type { TaskDefinition, TaskRun } from '../../ports/tasks.ts';
import { uuidText } from './scan.ts';
import { countReadings, exportPages, noteNames, type ReadingRow, type ScanRow } from './store.ts';

export type ExportInput = Omit<ParsedInputOf<'survey.exportReadings'>, 'siteId'>;
export interface ExportResult {
  readonly readings: number;
  readonly file: string;
}

const pageScans = 500;

interface Row {
  readonly scan: ScanRow;
  readonly readings: readonly ReadingRow[];
  readonly isFirst: boolean;
}
interface Writer {
  /** @param noteNames columns of the imported files that Groma does not know; they go out as they came in */
  head(noteNames: readonly string[]): string;
  readonly tail: string;
  row(row: Row, noteNames: readonly string[]): string;
}

const notesOf = (reading: ReadingRow): Record<string, string> | undefined =>
  reading.notes === null ? undefined : JSON.parse(reading.notes);

const csv: Writer = {
  head: gromaHeader,
  tail: '',
  row: ({ scan, readings }, noteNames) =>
    gromaScanRows(
      {
        timeMs: scan.time_ms,
        xM: scan.x_m ?? undefined,
        yM: scan.y_m ?? undefined,
        device: scan.device ?? undefined,
        radios: readings.map((reading) => ({
          key: reading.key,
          kind: reading.kind,
          name: reading.name,
          rssiDbm: reading.rssi_dbm,
          freqMhz: reading.freq_mhz ?? undefined,
          offsetMs: reading.offset_ms,
          notes: notesOf(reading),
        })),
      },
      { floor: scan.floor_name, label: scan.label ?? uuidText(scan.uuid), notes: noteNames },
    ),
};

/** Coordinates are metres on the plan, not degrees: `coordinates` in the file's head says so. A point without a place has no geometry. */
const geojson: Writer = {
  head: () =>
    '{"type":"FeatureCollection","coordinates":"metres from the top-left corner of the plan, x right, y down","features":[\n',
  tail: '\n]}\n',
  row: ({ scan, readings, isFirst }) => {
    const geometry =
      scan.x_m === null || scan.y_m === null ? null : { type: 'Point', coordinates: [scan.x_m, scan.y_m] };
    const properties = {
      scan: uuidText(scan.uuid),
      time: new Date(scan.time_ms).toISOString(),
      floor: scan.floor_name,
      device: scan.device ?? undefined,
      readings: readings.map((reading) => ({
        radio: reading.key,
        kind: reading.kind,
        name: reading.name || undefined,
        rssi_dbm: reading.rssi_dbm,
        freq_mhz: reading.freq_mhz ?? undefined,
        notes: notesOf(reading),
      })),
    };
    return `${isFirst ? '' : ',\n'}${JSON.stringify({ type: 'Feature', geometry, properties })}`;
  },
};

const writers = { csv, geojson } as const;

/** @throws AppError `export_unknown_format` */
export function chooseWriter(input: ExportInput): Writer {
  const format = input.format ?? extname(input.out).slice(1).toLowerCase();
  if (!Object.hasOwn(writers, format))
    throw new AppError('export_unknown_format', { file: input.out, formats: '.csv or .geojson' });
  return writers[format as keyof typeof writers];
}

function write(task: TaskRun<ExportInput>, file: string): Promise<number> {
  const { site, input, signal } = task;
  const writer = chooseWriter(input);
  const floor = input.floor === undefined ? undefined : site.findFloor(input.floor).number;
  const total = countReadings(site.database, floor);
  return writePieces(file, async (put) => {
    let readings = 0;
    let isFirst = true;
    const notes = await noteNames(site.database, floor, () => signal.throwIfAborted());
    await put(writer.head(notes));
    for (const page of exportPages(site.database, floor, pageScans)) {
      if (signal.aborted) throw signal.reason;
      for (const each of page) {
        await put(writer.row({ ...each, isFirst }, notes));
        isFirst = false;
        readings += each.readings.length;
      }
      task.progress('Writing', readings, total, 'readings');
      await nextTurn();
    }
    await put(writer.tail);
    return readings;
  });
}

export const exportReadingsTask: TaskDefinition<ExportInput, ExportResult> = {
  kind: 'survey.exportReadings',
  title: (input) => `Export to ${basename(input.out)}`,
  run: async (task) => {
    const file = resolve(task.input.out);
    return { readings: await replaceFile(file, (temporary) => write(task, temporary)), file };
  },
};
