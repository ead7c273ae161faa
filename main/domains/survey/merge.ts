// Walks, scans and readings of another copy: a union of sets. Scans are known by their identities, so nothing comes twice.

import { maxRssiDbm, minRssiDbm } from '../../../shared/model/units.ts';
import { WalkPath } from '../../../shared/survey/walk-path.ts';
import type { Database } from '../../ports/database.ts';
import type { Added, MergePart, MergeRun } from '../../ports/merge.ts';
import { listMarks, placeScans } from './walk/walk-store.ts';

/** Scans brought over in one transaction: long enough to be fast, short enough for others to get their turn. */
const scansPerTurn = 2_000;

const count = (database: Database, sql: string): number => database.prepare(sql).get<{ n: number }>()?.n ?? 0;

/** Floors of the other copy that ours has as well, with both numbers. */
const floorsOfBoth = 'temp.merge_floors';

function prepareMaps(database: Database): void {
  database.exec(`
    DROP TABLE IF EXISTS temp.merge_floors;
    CREATE TEMP TABLE merge_floors AS SELECT o.number AS theirs, f.number AS ours FROM other.floors o JOIN main.floors f ON f.id = o.id;
    DROP TABLE IF EXISTS temp.merge_scans;
    CREATE TEMP TABLE merge_scans (theirs INTEGER PRIMARY KEY, ours INTEGER NOT NULL, floor INTEGER NOT NULL, is_new INTEGER NOT NULL)`);
}

/** Devices and radios by their names; who hangs where follows from the design. */
function mergeNames(database: Database): void {
  database.exec(`
    INSERT OR IGNORE INTO main.devices (name) SELECT name FROM other.devices ORDER BY id;
    INSERT INTO main.radios (kind, key, name, freq_mhz) SELECT kind, key, CASE named_by_person WHEN 1 THEN '' ELSE name END, freq_mhz FROM other.radios WHERE true ORDER BY id
      ON CONFLICT (kind, key) DO UPDATE SET name = CASE WHEN named_by_person = 0 AND name = '' THEN excluded.name ELSE name END,
        freq_mhz = coalesce(freq_mhz, excluded.freq_mhz)`);
}

/** A mark that was taken back anywhere is taken back. Returns the walks whose marks have changed. */
function mergeWalks(database: Database): { walks: number; changed: number[] } {
  const before = count(database, 'SELECT count(*) AS n FROM main.walks');
  database.exec(`
    INSERT OR IGNORE INTO main.walks (id, floor, mode, started_ms, person)
      SELECT w.id, m.ours, w.mode, w.started_ms, w.person FROM other.walks w JOIN ${floorsOfBoth} m ON m.theirs = w.floor ORDER BY w.number`);
  const theirs = `SELECT m.id, o.number AS walk, m.time_ms, m.kind, m.x_m, m.y_m, m.undone
      FROM other.marks m JOIN other.walks w ON w.number = m.walk JOIN main.walks o ON o.id = w.id`;
  const changed = database
    .prepare(
      `SELECT DISTINCT t.walk FROM (${theirs}) t LEFT JOIN main.marks m ON m.id = t.id WHERE m.id IS NULL OR m.undone < t.undone`,
    )
    .all<{ walk: number }>();
  database.exec(`
    INSERT INTO main.marks (id, walk, time_ms, kind, x_m, y_m, undone) SELECT id, walk, time_ms, kind, x_m, y_m, undone FROM (${theirs}) WHERE true
      ON CONFLICT (id) DO UPDATE SET undone = max(undone, excluded.undone)`);
  const walks = count(database, 'SELECT count(*) AS n FROM main.walks') - before;
  return { walks, changed: changed.map(({ walk }) => walk) };
}

function mergeTests(database: Database): number {
  const { changes } = database
    .prepare(
      `INSERT OR IGNORE INTO main.active_tests (id, floor, time_ms, x_m, y_m, kind, settings, outcome, person)
        SELECT t.id, m.ours, t.time_ms, t.x_m, t.y_m, t.kind, t.settings, t.outcome, t.person
          FROM other.active_tests t JOIN ${floorsOfBoth} m ON m.theirs = t.floor ORDER BY t.time_ms, t.id`,
    )
    .run();
  return changes;
}

/** Scans of a stretch of the other's row numbers, and where each has come to lie. Returns how many are new. */
function mergeScans(database: Database, from: number, to: number): number {
  const range = 'BETWEEN ?1 AND ?2';
  const { changes } = database
    .prepare(
      `INSERT OR IGNORE INTO main.scans (uuid, floor, time_ms, x_m, y_m, device, label, walk)
        SELECT s.uuid, m.ours, s.time_ms, s.x_m, s.y_m, d.id, s.label, w.number FROM other.scans s
          JOIN ${floorsOfBoth} m ON m.theirs = s.floor
          LEFT JOIN other.devices v ON v.id = s.device LEFT JOIN main.devices d ON d.name = v.name
          LEFT JOIN other.walks o ON o.number = s.walk LEFT JOIN main.walks w ON w.id = o.id
        WHERE s.id ${range} ORDER BY s.id`,
    )
    .run(from, to);
  const last = count(database, 'SELECT coalesce(max(id), 0) AS n FROM main.scans');
  database
    .prepare(
      `INSERT INTO temp.merge_scans (theirs, ours, floor, is_new)
        SELECT s.id, o.id, o.floor, o.id > ?3 FROM other.scans s JOIN main.scans o ON o.uuid = s.uuid WHERE s.id ${range}`,
    )
    .run(from, to, last - changes);
  return changes;
}

const usable = `d.rssi_dbm BETWEEN ${minRssiDbm} AND ${maxRssiDbm}`;
/** Their readings of a stretch of scans, with our numbers. Radio by radio: that is how both files are ordered. */
const theirReadings = `FROM other.heard h CROSS JOIN other.readings d ON d.floor = h.floor AND d.radio = h.radio AND d.scan BETWEEN ?1 AND ?2
    JOIN temp.merge_scans m ON m.theirs = d.scan
    JOIN other.radios t ON t.id = d.radio JOIN main.radios r ON r.kind = t.kind AND r.key = t.key
  WHERE ${usable}`;

function mergeReadings(database: Database, from: number, to: number): number {
  const { changes } = database
    .prepare(
      `INSERT INTO main.readings (floor, radio, scan, ordinal, rssi_dbm, freq_mhz, offset_ms, notes)
        SELECT m.floor, r.id, m.ours, d.ordinal, d.rssi_dbm, d.freq_mhz, d.offset_ms, d.notes ${theirReadings} AND m.is_new = 1
        ORDER BY m.floor, r.id, m.ours, d.ordinal`,
    )
    .run(from, to);
  // A scan that both have: what only the other heard in it, under the next number.
  const more = database
    .prepare(
      `INSERT INTO main.readings (floor, radio, scan, ordinal, rssi_dbm, freq_mhz, offset_ms, notes)
        SELECT m.floor, r.id, m.ours,
          (SELECT count(*) FROM main.readings k WHERE k.floor = m.floor AND k.radio = r.id AND k.scan = m.ours)
            + row_number() OVER (PARTITION BY m.floor, r.id, m.ours ORDER BY d.ordinal) - 1,
          d.rssi_dbm, d.freq_mhz, d.offset_ms, d.notes ${theirReadings} AND m.is_new = 0
          AND NOT EXISTS (SELECT 1 FROM main.readings k WHERE k.floor = m.floor AND k.radio = r.id AND k.scan = m.ours
            AND k.rssi_dbm = d.rssi_dbm AND k.freq_mhz IS d.freq_mhz AND k.offset_ms = d.offset_ms)`,
    )
    .run(from, to);
  if (changes + more.changes > 0) sumUp(database, from, to);
  return changes + more.changes;
}

/** What was heard where, of the radios and floors that the stretch touched. */
function sumUp(database: Database, from: number, to: number): void {
  database
    .prepare(
      `INSERT INTO main.heard (floor, radio, readings, strongest_dbm)
        SELECT k.floor, k.radio, count(*), max(k.rssi_dbm) FROM
          (SELECT DISTINCT m.floor AS floor, r.id AS radio ${theirReadings}) w JOIN main.readings k ON k.floor = w.floor AND k.radio = w.radio
        GROUP BY k.floor, k.radio
        ON CONFLICT (floor, radio) DO UPDATE SET readings = excluded.readings, strongest_dbm = excluded.strongest_dbm`,
    )
    .run(from, to);
}

function placeWalks(database: Database, walks: readonly number[]): void {
  for (const walk of walks) {
    const path = new WalkPath(listMarks(database, walk));
    placeScans(database, walk, { path, fromMs: 0, toMs: Number.MAX_SAFE_INTEGER });
  }
}

async function merge({ site, turn }: MergeRun): Promise<{ added: Added }> {
  const { database } = site;
  const total = count(database, 'SELECT coalesce(max(id), 0) AS n FROM other.scans');
  prepareMaps(database);
  const { walks, changed, tests } = database.transaction(() => {
    mergeNames(database);
    return { ...mergeWalks(database), tests: mergeTests(database) };
  });
  let [scans, readings] = [0, 0];
  for (let from = 1; from <= total; from += scansPerTurn) {
    const to = from + scansPerTurn - 1;
    database.transaction(() => {
      const added = mergeScans(database, from, to);
      scans += added;
      readings += mergeReadings(database, from, to);
      // Of a walk that goes on in both copies the marks are joined: places follow from all of them.
      placeWalks(database, changed);
    });
    await turn('Readings', Math.min(total, to), total);
  }
  database.transaction(() => placeWalks(database, changed));
  database.exec('DROP TABLE temp.merge_scans; DROP TABLE temp.merge_floors');
  if (scans + readings > 0) for (const what of ['readings', 'radios'] as const) site.changed({ what });
  if (tests > 0) site.changed({ what: 'tests' });
  return { added: { walks, scans, readings, tests } };
}

export const surveyMerge: MergePart = { merge };
