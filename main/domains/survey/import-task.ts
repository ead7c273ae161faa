// Importing readings: scans in chunks, each chunk and the cursor after it in one transaction. After a crash the file is read again
// from its start and the scans that are in already are passed over, so nothing comes twice and nothing is lost.
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as z from 'zod';
import type { SkippedRow } from '../../../shared/contract/common.ts';
import type { ParsedInputOf } from '../../../shared/contract/contract.ts';
import { type ReadingsFormat, type ReadingsImportResult, surveyContract } from '../../../shared/contract/survey.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { maxReadingsBytes } from '../../../shared/model/units.ts';
import type { DatabaseEngine } from '../../ports/database.ts';
import type { Files, SourceFile } from '../../ports/files.ts';
import type { Floor, SiteSession } from '../../ports/sites.ts';
import type { TaskDefinition, TaskRun } from '../../ports/tasks.ts';
import type { FloorPlans } from '../floorplan/index.ts';
import { ScanAppender } from './append.ts';
import { earthOf } from './earth.ts';
import { readCapture } from './formats/capture.ts';
import { detectReadings, type ReadingsHead } from './formats/detect.ts';
import { readGroma } from './formats/groma.ts';
import { readIlc20 } from './formats/ilc20.ts';
import { type PlanPlaceOf, readKismet } from './formats/kismet.ts';
import { readWide, suggestMapping } from './formats/wide.ts';
import { readWigle } from './formats/wigle.ts';
import { type NewScan, type ReaderItem, roundedM } from './scan.ts';

export type ImportInput = Omit<ParsedInputOf<'survey.importReadings'>, 'siteId'> & {
  readonly fileName: string;
  /** Of the floor's plan, metres; traces whose y points up need it. */
  readonly planHeightM?: number | undefined;
};

/** What a task keeps beside the input of its procedure. */
const Kept = z.looseObject({ fileName: z.string().max(300), planHeightM: z.number().positive().optional() });

/** Readings in one transaction: long enough to be fast, short enough (about 0.1 s) that other calls hardly wait for it. */
export const chunkReadings = 25_000;
const listedSkips = 1_000;
/** Windows are told of new readings at most this often. */
const tellMs = 400;

const Count = z.int().nonnegative();
const Cursor = z.object({
  scansSeen: Count,
  readings: Count,
  scans: Count,
  radios: Count,
  duplicates: Count,
  withoutPlace: Count,
  // A file that changed since is read as a new one; what is in already is recognised as duplicate.
  sizeBytes: Count,
  changedMs: z.number(),
});
type Cursor = z.infer<typeof Cursor>;
type Counters = Omit<Cursor, 'sizeBytes' | 'changedMs'>;

export interface ImportParts {
  readonly files: Files;
  readonly plans: FloorPlans;
  readonly engine: DatabaseEngine;
}

function placesOf(site: SiteSession, floor: Floor): PlanPlaceOf | undefined {
  const earth = earthOf(site, floor);
  if (!earth) return undefined;
  return (latDeg, lonDeg) => {
    const [xM, yM] = earth.toPlan(latDeg, lonDeg);
    return { xM: roundedM(xM), yM: roundedM(yM) };
  };
}

function openReader(
  file: SourceFile,
  head: ReadingsHead,
  format: ReadingsFormat,
  context: {
    input: ImportInput;
    planHeightM: number | undefined;
    floor: Floor;
    placeOf: PlanPlaceOf | undefined;
    engine: DatabaseEngine;
  },
): AsyncGenerator<ReaderItem> {
  const { input, planHeightM, floor, placeOf, engine } = context;
  switch (format) {
    case 'groma':
      return readGroma(file, head.columns, head.layout);
    case 'wigle':
      return readWigle(file, head.firstLine, head.layout, placeOf);
    case 'pcap':
    case 'btsnoop':
      return readCapture(file);
    case 'kismet':
      return readKismet(engine, file, placeOf);
    case 'ilc20':
      if (planHeightM === undefined) throw new AppError('plan_no_scale', { floor: floor.name });
      return readIlc20(file, planHeightM);
    case 'wide': {
      const mapping = input.mapping ?? suggestMapping(head.columns, head.sample);
      if (!mapping) throw new AppError('readings_mapping_needed', { file: file.name });
      return readWide(file, mapping, head.layout);
    }
  }
}

/** The format asked for or found. @throws AppError `readings_unknown_format`, `readings_mapping_needed` */
export function chooseFormat(
  input: Pick<ImportInput, 'format' | 'mapping'>,
  head: ReadingsHead,
  fileName: string,
): ReadingsFormat {
  // A project is of the whole site, and read by its own task.
  if (input.format !== 'auto' && input.format !== 'esx') return input.format;
  if (input.mapping) return 'wide';
  if (head.format) return head.format;
  if (head.columns.length < 3) throw new AppError('readings_unknown_format', { file: fileName });
  throw new AppError('readings_mapping_needed', { file: fileName });
}

/**
 * Floors by the names that a file uses. The names of the site count; the first other name stands for the floor that was asked for
 * (people call one floor "1F" here and "Level 1" there); a second unknown one cannot be placed.
 */
class FloorNames {
  readonly #site: SiteSession;
  readonly #asked: Floor;
  readonly #known = new Map<string, Floor | undefined>();
  #standIn: string | undefined;

  constructor(site: SiteSession, asked: Floor) {
    this.#site = site;
    this.#asked = asked;
  }

  find(name: string | undefined): Floor | undefined {
    if (name === undefined) return this.#asked;
    if (!this.#known.has(name)) this.#known.set(name, this.#place(name));
    return this.#known.get(name);
  }

  warnings(): string[] {
    if (this.#standIn === undefined) return [];
    return [`The file calls its floor "${this.#standIn}"; its readings are on ${this.#asked.name}.`];
  }

  #place(name: string): Floor | undefined {
    const own = this.#site.listFloors().find((floor) => floor.name.toLowerCase() === name.toLowerCase());
    if (own) return own;
    this.#standIn ??= name;
    return this.#standIn === name ? this.#asked : undefined;
  }
}

/** Scans or bad rows after which others get their turn. */
const itemsPerTurn = 2_000;
const inMegabytes = (bytes: number): number => Math.round(bytes / 1e5) / 10;

class ImportRun {
  readonly #task: TaskRun<ImportInput>;
  readonly #file: SourceFile;
  readonly #appender: ScanAppender;
  readonly #floors: FloorNames;
  readonly #counters: Counters = { scansSeen: 0, readings: 0, scans: 0, radios: 0, duplicates: 0, withoutPlace: 0 };
  readonly #skipped: SkippedRow[] = [];
  readonly #touched = new Set<Floor>();
  #skippedCount = 0;
  #passOver = 0;
  #chunk: { floor: Floor; scan: NewScan }[] = [];
  #chunkSize = 0;
  #toldMs = 0;
  #bytesRead = 0;

  constructor(task: TaskRun<ImportInput>, file: SourceFile, floor: Floor) {
    this.#task = task;
    this.#file = file;
    this.#appender = new ScanAppender(task.site.database);
    this.#floors = new FloorNames(task.site, floor);
    const cursor = Cursor.safeParse(task.cursor).data;
    if (cursor?.sizeBytes === file.sizeBytes && cursor.changedMs === file.changedMs) {
      const { sizeBytes: _sizeBytes, changedMs: _changedMs, ...counters } = cursor;
      this.#counters = { ...this.#counters, ...counters };
      this.#passOver = counters.scansSeen;
    }
  }

  /** To be called by the reader of the file. */
  readonly onRead = (bytes: number): void => {
    this.#bytesRead = bytes;
  };

  async run(items: AsyncIterable<ReaderItem>, format: ReadingsFormat): Promise<ReadingsImportResult> {
    let seen = 0;
    let passed = 0;
    for await (const item of items) {
      if ('skipped' in item) this.#skip(item.skipped);
      else {
        // Also for scans that are in already: floors and skipped rows must come out as in an import without a break.
        const floor = this.#place(item.scan);
        if (++seen > this.#passOver) this.#take(floor, item.scan);
        if (this.#chunkSize >= chunkReadings) await this.#flush();
      }
      if (++passed % itemsPerTurn === 0) await this.#turn();
    }
    await this.#flush();
    if (this.#touched.size === 0) {
      throw new AppError('no_usable_rows', {
        file: this.#file.name,
        detail: this.#skipped[0] ? `line ${this.#skipped[0].line}: ${this.#skipped[0].reason}` : 'it holds no reading',
      });
    }
    this.#tell();
    const { scansSeen: _scansSeen, ...counters } = this.#counters;
    const warnings = this.#floors.warnings();
    return { ...counters, format, warnings, skipped: this.#skipped, skippedCount: this.#skippedCount };
  }

  #skip(row: SkippedRow): void {
    this.#skippedCount++;
    if (this.#skipped.length < listedSkips) this.#skipped.push(row);
  }

  #place(scan: NewScan): Floor | undefined {
    const floor = this.#floors.find(scan.floor);
    if (floor) this.#touched.add(floor);
    else this.#skip({ line: scan.line ?? 0, reason: `floor "${scan.floor}" is not in this site` });
    return floor;
  }

  #take(floor: Floor | undefined, scan: NewScan): void {
    this.#counters.scansSeen++;
    if (!floor) return;
    this.#chunk.push({ floor, scan });
    // A scan that heard nothing is a row as well.
    this.#chunkSize += Math.max(1, scan.readings.length);
  }

  async #flush(): Promise<void> {
    const { database } = this.#task.site;
    if (this.#task.signal.aborted) throw this.#task.signal.reason;
    this.#task.site.requireWritable();
    database.transaction(() => {
      const added = this.#appender.append(this.#chunk);
      this.#counters.readings += added.readings;
      this.#counters.scans += added.scans;
      this.#counters.radios += added.radios;
      this.#counters.duplicates += added.duplicates;
      this.#counters.withoutPlace += added.withoutPlace;
      const { sizeBytes, changedMs } = this.#file;
      this.#task.saveCursor({ ...this.#counters, sizeBytes, changedMs } satisfies Cursor);
    });
    this.#chunk = [];
    this.#chunkSize = 0;
    if (Date.now() - this.#toldMs > tellMs) this.#tell();
    await this.#turn();
  }

  /** Says how far it is, lets others in, and ends here when it was cancelled. Also among rows that are all left out. */
  async #turn(): Promise<void> {
    const readings = this.#counters.readings + this.#counters.duplicates;
    this.#task.progress(
      `${readings.toLocaleString('en')} readings`,
      inMegabytes(this.#bytesRead),
      inMegabytes(this.#file.sizeBytes),
      'MB',
    );
    await nextTurn();
    this.#task.signal.throwIfAborted();
  }

  #tell(): void {
    this.#toldMs = Date.now();
    for (const { floorId } of this.#touched) {
      this.#task.site.changed({ what: 'readings', floorId });
      this.#task.site.changed({ what: 'radios', floorId });
    }
  }
}

export function importReadingsTask(parts: ImportParts): TaskDefinition<ImportInput, ReadingsImportResult> {
  return {
    kind: 'survey.importReadings',
    keepsParts: true,
    title: (input) => `Readings from ${input.fileName}`,
    readInput: (kept, siteId) => {
      const { fileName, planHeightM, ...call } = Kept.parse(kept);
      const { siteId: _siteId, ...input } = surveyContract.importReadings.input.parse({ ...call, siteId });
      return { ...input, fileName, planHeightM };
    },
    run: async (task) => {
      const { input, site } = task;
      const floor = site.findFloor(input.floor);
      const file = await parts.files.resolve(input.source, maxReadingsBytes);
      const head = await detectReadings(file, parts.engine);
      const format = chooseFormat(input, head, file.name);
      const run = new ImportRun(task, file, floor);
      // The plan's height of when it began: a rescale in between must not turn the rest of a trace around another edge.
      const reader = openReader({ ...file, onRead: run.onRead }, head, format, {
        input,
        planHeightM: input.planHeightM,
        floor,
        placeOf: placesOf(site, floor),
        engine: parts.engine,
      });
      return run.run(reader, format);
    },
    release: (input) => parts.files.release(input.source),
  };
}
