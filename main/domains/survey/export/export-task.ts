// Readings into open formats, as a task.
import { basename, extname, resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ParsedInputOf } from '../../../../shared/contract/contract.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { GeoReference } from '../../../../shared/geometry/geo-reference.ts';
import { replaceFile } from '../../../files/write-file.ts';
import type { DatabaseEngine } from '../../../ports/database.ts';
import type { SiteSession } from '../../../ports/sites.ts';
import type { TaskDefinition, TaskRun } from '../../../ports/tasks.ts';
import { earthOf } from '../earth.ts';
import { countReadings, exportPages, noteNames } from '../store.ts';
import type { ExportedScan, ExportFormat } from './format.ts';
import { geopackage } from './geopackage.ts';
import { parquet } from './parquet.ts';
import { csv, geojson } from './text-formats.ts';

export type ExportInput = Omit<ParsedInputOf<'survey.exportReadings'>, 'siteId'>;
export interface ExportResult {
  readonly readings: number;
  readonly file: string;
}

const pageScans = 500;
const formats = { csv, geojson, parquet, gpkg: geopackage } as const satisfies Record<string, ExportFormat>;

/** @throws AppError `export_unknown_format` */
export function chooseFormat(input: ExportInput): ExportFormat {
  const format = input.format ?? extname(input.out).slice(1).toLowerCase();
  if (!Object.hasOwn(formats, format))
    throw new AppError('export_unknown_format', {
      file: input.out,
      formats: '.csv, .esx, .geojson, .gpkg or .parquet',
    });
  return formats[format as keyof typeof formats];
}

/** Of all floors that go out, or of none: a file has one kind of coordinates. */
function earthOfAll(site: SiteSession, floor: number | undefined): ReadonlyMap<number, GeoReference> | undefined {
  const known = new Map<number, GeoReference>();
  for (const each of site.listFloors().filter(({ number }) => floor === undefined || number === floor)) {
    const reference = earthOf(site, each);
    if (!reference) return undefined;
    known.set(each.number, reference);
  }
  return known;
}

async function write(task: TaskRun<ExportInput>, engine: DatabaseEngine, file: string): Promise<number> {
  const { site, input, signal } = task;
  const floor = input.floor === undefined ? undefined : site.findFloor(input.floor).number;
  const total = countReadings(site.database, floor);
  let readings = 0;
  async function* pages(): AsyncGenerator<readonly ExportedScan[]> {
    for (const page of exportPages(site.database, floor, pageScans)) {
      signal.throwIfAborted();
      yield page;
      readings += page.reduce((sum, each) => sum + each.readings.length, 0);
      task.progress('Writing', readings, total, 'readings');
      await nextTurn();
    }
  }
  await chooseFormat(input)(file, {
    pages: pages(),
    noteNames: () => noteNames(site.database, floor, () => signal.throwIfAborted()),
    earth: earthOfAll(site, floor),
    engine,
  });
  return readings;
}

export const exportReadingsTask = (engine: DatabaseEngine): TaskDefinition<ExportInput, ExportResult> => ({
  kind: 'survey.exportReadings',
  title: (input) => `Export to ${basename(input.out)}`,
  run: async (task) => {
    const file = resolve(task.input.out);
    return { readings: await replaceFile(file, (temporary) => write(task, engine, temporary)), file };
  },
});
