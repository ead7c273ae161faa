// SQL of walks and their marks, and of the places that follow from them.
import { randomBytes } from 'node:crypto';
import type { WalkMark, WalkMode, WalkTrack } from '../../../../shared/contract/walk.ts';
import { MarkId, WalkId } from '../../../../shared/model/ids.ts';
import { type MarkKind, type PlaceM, WalkPath } from '../../../../shared/survey/walk-path.ts';
import type { Database } from '../../../ports/database.ts';
import type { Floor } from '../../../ports/sites.ts';
import { stampUuid7, uuidText } from '../uuid.ts';

/** A walk's row: `number` is its key inside this file, `walkId` its name everywhere. */
export interface WalkRow {
  readonly number: number;
  readonly walkId: WalkId;
}

export interface NewMark {
  readonly timeMs: number;
  readonly kind: MarkKind;
  readonly place?: PlaceM | undefined;
}

let lastMs = -1;
let lastOfMs = 0;

/** UUIDv7 with a counter (RFC 9562, 6.2 method 1): ids of one millisecond sort in the order they were made. */
function newId(timeMs: number): string {
  lastOfMs = timeMs === lastMs ? Math.min(lastOfMs + 1, 0xfff) : 0;
  lastMs = timeMs;
  const bytes = new Uint8Array(randomBytes(16));
  new DataView(bytes.buffer).setUint16(6, lastOfMs);
  return uuidText(stampUuid7(bytes, timeMs));
}

export function addWalk(
  database: Database,
  walk: { floor: Floor; mode: Exclude<WalkMode, 'guided'>; startedMs: number; person: string },
): WalkRow {
  const walkId = WalkId.parse(newId(walk.startedMs));
  const { lastInsertRowid } = database
    .prepare('INSERT INTO walks (id, floor, mode, started_ms, person) VALUES (?, ?, ?, ?, ?)')
    .run(walkId, walk.floor.number, walk.mode, walk.startedMs, walk.person);
  return { number: lastInsertRowid, walkId };
}

/** A walk that was recorded elsewhere, with its marks; what is there stays. Call inside a transaction. */
export function putWalk(
  database: Database,
  floor: Floor,
  walk: {
    readonly walkId: WalkId;
    readonly mode: Exclude<WalkMode, 'guided'>;
    readonly startedMs: number;
    readonly person: string;
    readonly marks: readonly WalkMark[];
  },
): WalkRow {
  database
    .prepare('INSERT OR IGNORE INTO walks (id, floor, mode, started_ms, person) VALUES (?, ?, ?, ?, ?)')
    .run(walk.walkId, floor.number, walk.mode, walk.startedMs, walk.person);
  const row = database.prepare('SELECT number FROM walks WHERE id = ?').get<{ number: number }>(walk.walkId);
  if (!row) throw new Error('a walk that was put in is not there');
  const insert = database.prepare(
    'INSERT OR IGNORE INTO marks (id, walk, time_ms, kind, x_m, y_m) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const { markId, timeMs, kind, xM, yM } of walk.marks)
    insert.run(markId, row.number, timeMs, kind, xM ?? null, yM ?? null);
  return { number: row.number, walkId: walk.walkId };
}

interface MarkRow {
  readonly id: string;
  readonly walk: number;
  readonly time_ms: number;
  readonly kind: MarkKind;
  readonly x_m: number | null;
  readonly y_m: number | null;
}

const toMark = (row: MarkRow): WalkMark => ({
  markId: MarkId.parse(row.id),
  timeMs: row.time_ms,
  kind: row.kind,
  ...(row.x_m === null || row.y_m === null ? {} : { xM: row.x_m, yM: row.y_m }),
});

/** Marks that count, in the order of their time. */
export function listMarks(database: Database, walk: number): WalkMark[] {
  return database
    .prepare('SELECT id, walk, time_ms, kind, x_m, y_m FROM marks WHERE walk = ? AND undone = 0 ORDER BY time_ms, id')
    .all<MarkRow>(walk)
    .map(toMark);
}

/** Writes a mark and moves the scans that it concerns; one transaction (or within the caller's). */
export function addMark(database: Database, walk: number, { timeMs, kind, place }: NewMark): MarkId {
  const markId = MarkId.parse(newId(timeMs));
  database.transaction(() => {
    database
      .prepare('INSERT INTO marks (id, walk, time_ms, kind, x_m, y_m) VALUES (?, ?, ?, ?, ?, ?)')
      .run(markId, walk, timeMs, kind, place?.xM ?? null, place?.yM ?? null);
    replace(database, walk, timeMs);
  });
  return markId;
}

/** Takes a mark back; what it said of places no longer counts. */
export function undoMark(database: Database, walk: number, mark: Pick<WalkMark, 'markId' | 'timeMs'>): void {
  database.transaction(() => {
    database.prepare('UPDATE marks SET undone = 1 WHERE id = ?').run(mark.markId);
    replace(database, walk, mark.timeMs);
  });
}

/** Works the places around a time out anew; those farther away do not change. */
function replace(database: Database, walk: number, timeMs: number): void {
  const path = new WalkPath(listMarks(database, walk));
  const { fromMs, toMs } = path.around(timeMs);
  // A pause or a leave counts from the place before it to the one after.
  placeScans(database, walk, { path, fromMs: Math.max(0, fromMs), toMs: Math.min(Number.MAX_SAFE_INTEGER, toMs) });
}

/** Gives the scans of a stretch of time their places. Returns how many have moved. */
export function placeScans(
  database: Database,
  walk: number,
  { path, fromMs, toMs }: { path: WalkPath; fromMs: number; toMs: number },
): number {
  const rows = database
    .prepare('SELECT id, time_ms, x_m, y_m FROM scans WHERE walk = ? AND time_ms BETWEEN ? AND ?')
    .all<{ id: number; time_ms: number; x_m: number | null; y_m: number | null }>(walk, fromMs, toMs);
  const update = database.prepare('UPDATE scans SET x_m = ?, y_m = ? WHERE id = ?');
  let moved = 0;
  for (const { id, time_ms, x_m, y_m } of rows) {
    const place = path.placeAt(time_ms);
    if ((place?.xM ?? null) === x_m && (place?.yM ?? null) === y_m) continue;
    update.run(place?.xM ?? null, place?.yM ?? null, id);
    moved++;
  }
  return moved;
}

export const hasWalk = (database: Database, walkId: WalkId): boolean =>
  database.prepare('SELECT 1 FROM walks WHERE id = ?').get(walkId) !== undefined;

/** Ids of a floor's walks by their row numbers. */
export const walkNumbers = (database: Database, floor: Floor): ReadonlyMap<number, WalkId> =>
  new Map(
    database
      .prepare('SELECT number, id FROM walks WHERE floor = ?')
      .all<{ number: number; id: string }>(floor.number)
      .map(({ number, id }) => [number, WalkId.parse(id)]),
  );

export function listWalks(database: Database, floor: Floor): WalkTrack[] {
  const marks = Map.groupBy(
    database
      .prepare(
        `SELECT m.id, m.walk, m.time_ms, m.kind, m.x_m, m.y_m FROM marks m JOIN walks w ON w.number = m.walk
          WHERE w.floor = ? AND m.undone = 0 ORDER BY m.walk, m.time_ms, m.id`,
      )
      .all<MarkRow>(floor.number),
    (row) => row.walk,
  );
  return database
    .prepare(
      `SELECT w.number, w.id, w.mode, w.started_ms, w.person, count(s.id) AS scans, count(s.id) - count(s.x_m) AS lost
        FROM walks w LEFT JOIN scans s ON s.walk = w.number WHERE w.floor = ? GROUP BY w.number ORDER BY w.started_ms`,
    )
    .all<{
      number: number;
      id: string;
      mode: WalkMode;
      started_ms: number;
      person: string;
      scans: number;
      lost: number;
    }>(floor.number)
    .map((row) => ({
      walkId: WalkId.parse(row.id),
      mode: row.mode,
      startedMs: row.started_ms,
      person: row.person,
      scans: row.scans,
      withoutPlace: row.lost,
      marks: (marks.get(row.number) ?? []).map(toMark),
    }));
}
