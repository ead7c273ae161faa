// S1: a million readings into a site file through the store that imports use, then all readings of one radio as arrays.
// Commits are those of the app's import: WAL, synchronous = NORMAL, as many readings a transaction, the log written back at the end.
import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { nodeSqlite } from '../../../main/adapters/node-sqlite.ts';
import { openTestSite } from '../../../main/core/testing/test-site.ts';
import { createSiteFiles } from '../../../main/db/site-files.ts';
import { ScanAppender } from '../../../main/domains/survey/append.ts';
import { chunkReadings } from '../../../main/domains/survey/import-task.ts';
import type { NewScan } from '../../../main/domains/survey/scan.ts';
import { readColumns } from '../../../main/domains/survey/store.ts';
import type { Database } from '../../../main/ports/database.ts';
import type { Floor } from '../../../main/ports/sites.ts';
import type { ReadingsImportResult } from '../../../shared/contract/survey.ts';
import { FloorId, RadioId } from '../../../shared/model/ids.ts';
import { gromaCsvLines } from '../../../shared/survey/groma-csv.ts';
import { type BenchItem, median, medianMs } from '../item.ts';
import { radiosPerScan, surveyScans } from '../survey.ts';

const readings = 1_000_000;
const scans = readings / radiosPerScan;
const scansPerTransaction = chunkReadings / radiosPerScan;
const floorName = '1F';

function newScans(): NewScan[] {
  return [...surveyScans(scans)].map((scan) => ({
    timeMs: scan.timeMs,
    label: scan.label,
    floor: undefined,
    xM: scan.xM,
    yM: scan.yM,
    device: scan.device,
    readings: scan.radios.map((radio) => ({
      ...radio,
      name: '',
      freqMhz: undefined,
      offsetMs: 0,
      notes: undefined,
    })),
  }));
}

function addFloor(database: Database): Floor {
  const floor = { number: 1, floorId: FloorId.parse(randomUUID()), name: floorName, level: 0 };
  database
    .prepare('INSERT INTO floors (number, id, name, level) VALUES (?, ?, ?, ?)')
    .run(floor.number, floor.floorId, floor.name, floor.level);
  return floor;
}

function appendAll(database: Database, floor: Floor, survey: readonly NewScan[]): void {
  const appender = new ScanAppender(database);
  for (let start = 0; start < survey.length; start += scansPerTransaction) {
    appender.append(survey.slice(start, start + scansPerTransaction).map((scan) => ({ floor, scan })));
  }
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}

async function runOnce(
  survey: readonly NewScan[],
): Promise<{ ms: number; rows: number; windowMs: number; window: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'groma-bench-'));
  const siteFiles = createSiteFiles({ engine: nodeSqlite, me: 'bench' });
  const file = join(folder, 's1.groma');
  try {
    await siteFiles.create(file, {
      id: randomUUID(),
      name: 'S1',
      createdAt: new Date().toISOString(),
      practiceSeed: undefined,
    });
    const { database, close } = await siteFiles.open(file);
    try {
      const floor = addFloor(database);
      const started = performance.now();
      appendAll(database, floor, survey);
      const ms = performance.now() - started;
      const rows = database.prepare('SELECT count(*) AS n FROM readings').get<{ n: number }>()?.n ?? 0;
      let window = 0;
      const radioId = RadioId.parse(1);
      const windowMs = await medianMs(() => {
        window = readColumns(database, floor, { radioId, kind: 'wifi', offsets: new Map() }).rssiDbm.length;
      });
      return { ms, rows, windowMs, window };
    } finally {
      close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const storeItem: BenchItem = {
  id: 'S1',
  expected: readings,
  run: async () => {
    const survey = newScans();
    await runOnce(survey);
    const runs = [];
    for (let run = 0; run < 5; run++) runs.push(await runOnce(survey));
    const ms = median(runs.map((run) => run.ms));
    return {
      ms,
      rate: Math.round(readings / ms),
      unit: 'k readings/s',
      check: Math.min(...runs.map((run) => run.rows)),
      n: readings,
      windowMs: median(runs.map((run) => run.windowMs)),
      windowReadings: runs[0]?.window ?? 0,
    };
  },
};

/** The same readings as a person brings them: a CSV file, read, checked and stored by the import task. Once, it takes its time. */
const importItem: BenchItem = {
  id: 'S1-import',
  expected: readings,
  run: async () => {
    const site = await openTestSite('S1');
    try {
      const path = join(site.folder, 's1.csv');
      await pipeline(Readable.from(gromaCsvLines(surveyScans(scans), floorName)), createWriteStream(path));
      await site.client.call('site.addFloor', { siteId: site.siteId, name: floorName });
      const started = performance.now();
      const task = await site.runTask('survey.importReadings', {
        siteId: site.siteId,
        source: { path },
        floor: floorName,
      });
      const ms = Number((performance.now() - started).toFixed(2));
      if (task.state !== 'done') throw new Error(task.error?.message ?? task.state);
      const result = task.result as ReadingsImportResult;
      return { ms, rate: Math.round(readings / ms), unit: 'k readings/s', check: result.readings, n: readings };
    } finally {
      await site.close();
    }
  },
};
export const storeVariants: readonly BenchItem[] = [importItem];
