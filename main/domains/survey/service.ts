// Use cases of the survey that answer at once; long ones are tasks.

import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { FileSource } from '../../../shared/contract/common.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { FloorId, RadioId, ScanId, type TaskId } from '../../../shared/model/ids.ts';
import { maxProjectBytes, maxReadingsBytes } from '../../../shared/model/units.ts';
import { kept } from '../../files/kept-source.ts';
import type { SiteSession } from '../../ports/sites.ts';
import { type ActiveTestInput, testOf } from './active/test-task.ts';
import { offsetsOf } from './devices/device-store.ts';
import { chooseFormat as chooseExport, type ExportInput } from './export/export-task.ts';
import { detectReadings } from './formats/detect.ts';
import { startMapping } from './formats/wide.ts';
import { chooseFormat, type ImportInput } from './import-task.ts';
import type { SurveyParts } from './parts.ts';
import * as store from './store.ts';
import { uuidText } from './uuid.ts';

/** A project is of the whole site: its task is that of the site. */
const isProject = ({ format, out }: ExportInput): boolean =>
  format === 'esx' || (format === undefined && /\.esx$/i.test(out));

export class SurveyService {
  readonly #parts: SurveyParts;

  constructor(parts: SurveyParts) {
    this.#parts = parts;
  }

  async inspect(source: FileSource) {
    const file = await this.#parts.files.resolve(source, maxReadingsBytes);
    const head = await detectReadings(file, this.#parts.engine);
    const mapping = head.format === undefined ? startMapping(head.columns, head.sample) : undefined;
    return {
      fileName: file.name,
      sizeBytes: file.sizeBytes,
      columns: [...head.columns],
      sample: head.sample.map((row) => [...row]),
      ...(head.format === undefined ? {} : { format: head.format }),
      ...(mapping === undefined ? {} : { mapping }),
    };
  }

  /** Looks at the file before the task starts, so that a wrong one is refused where the person stands. */
  async startImport(site: SiteSession, input: Omit<ImportInput, 'fileName' | 'planHeightM'>): Promise<TaskId> {
    site.requireWritable();
    const floor = site.findFloor(input.floor);
    if (input.format === 'esx') return this.#startProject(site, input.source);
    const file = await this.#parts.files.resolve(input.source, maxReadingsBytes);
    if (input.format === 'auto' && /\.esx$/i.test(file.name)) return this.#startProject(site, input.source);
    const format = chooseFormat(input, await detectReadings(file, this.#parts.engine), file.name);
    const planHeightM = this.#parts.plans.extentOf(site, floor)?.heightM;
    if (format === 'ilc20' && planHeightM === undefined) throw new AppError('plan_no_scale', { floor: floor.name });
    const source = kept(input.source, file);
    return site.tasks.start(site.siteId, 'survey.importReadings', {
      ...input,
      source,
      fileName: file.name,
      planHeightM,
    });
  }

  /** Readings of a project come with the floors they were taken on. */
  async #startProject(site: SiteSession, source: FileSource): Promise<TaskId> {
    const file = await this.#parts.files.resolve(source, maxProjectBytes);
    return site.tasks.start(site.siteId, 'site.importProject', { source: kept(source, file), fileName: file.name });
  }

  startExport(site: SiteSession, input: ExportInput): TaskId {
    if (isProject(input)) return site.tasks.start(site.siteId, 'site.exportProject', { out: input.out });
    chooseExport(input);
    if (input.floor !== undefined) site.findFloor(input.floor);
    const folder = dirname(resolve(input.out));
    if (!existsSync(folder)) throw new AppError('folder_not_found', { folder });
    return site.tasks.start(site.siteId, 'survey.exportReadings', input);
  }

  /** Looks at what is asked for before the task starts. */
  startTest(site: SiteSession, input: ActiveTestInput): TaskId {
    site.requireWritable();
    site.findFloor(input.floor);
    testOf(input);
    return site.tasks.start(site.siteId, 'survey.runActiveTest', input);
  }

  point(site: SiteSession, scan: number) {
    const row = store.readScan(site.database, scan);
    if (!row) throw new AppError('scan_not_found');
    const offsetDb = row.device_id === null ? undefined : offsetsOf(site).get(row.device_id);
    return {
      scanId: ScanId.parse(uuidText(row.uuid)),
      floorId: FloorId.parse(row.floor_id),
      time: new Date(row.time_ms).toISOString(),
      ...(row.x_m === null || row.y_m === null ? {} : { xM: row.x_m, yM: row.y_m }),
      ...(row.device === null ? {} : { device: row.device }),
      ...(offsetDb ? { offsetDb } : {}),
      ...(row.label === null ? {} : { label: row.label }),
      readings: store.readScanReadings(site.database, row.floor, row.id).map((reading) => ({
        radioId: RadioId.parse(reading.radio),
        key: reading.key,
        name: reading.name,
        kind: reading.kind,
        rssiDbm: reading.rssi_dbm,
        ...(reading.freq_mhz === null ? {} : { freqMhz: reading.freq_mhz }),
      })),
    };
  }
}
