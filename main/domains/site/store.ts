// SQL of the site's own tables: its row, floors, known radios, and the counts that lists show.
import type { FloorSummary } from '../../../shared/contract/site.ts';
import { FloorId, RadioId } from '../../../shared/model/ids.ts';
import type { Radio, RadioKind } from '../../../shared/model/radio.ts';
import type { Database } from '../../ports/database.ts';
import type { Floor } from '../../ports/sites.ts';

export interface SiteRecord {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly practiceSeed: number | undefined;
}

interface FloorRow {
  number: number;
  id: string;
  name: string;
  level: number;
}

const toFloor = (row: FloorRow): Floor => ({
  number: row.number,
  floorId: FloorId.parse(row.id),
  name: row.name,
  level: row.level,
});

export function readSite(database: Database): SiteRecord {
  const row = database
    .prepare('SELECT id, name, created_at, practice_seed FROM site')
    .get<{ id: string; name: string; created_at: string; practice_seed: number | null }>();
  if (!row) throw new Error('a site file without its site row');
  return { id: row.id, name: row.name, createdAt: row.created_at, practiceSeed: row.practice_seed ?? undefined };
}

export function listFloors(database: Database): Floor[] {
  return database
    .prepare('SELECT number, id, name, level FROM floors ORDER BY level, name')
    .all<FloorRow>()
    .map(toFloor);
}

/** By id or, without case, by name. */
export function findFloor(database: Database, floor: string): Floor | undefined {
  const row = database
    .prepare('SELECT number, id, name, level FROM floors WHERE id = ?1 OR name = ?1 ORDER BY id = ?1 DESC')
    .get<FloorRow>(floor);
  return row ? toFloor(row) : undefined;
}

/** Scans count as well: a place where nothing was heard was measured, too. */
export function countMeasured(
  database: Database,
  { number }: Floor,
): { readings: number; scans: number; tests: number } {
  const count = (sql: string) => database.prepare(sql).get<{ n: number }>(number)?.n ?? 0;
  return {
    readings: count('SELECT coalesce(sum(readings), 0) AS n FROM heard WHERE floor = ?'),
    scans: count('SELECT count(*) AS n FROM scans WHERE floor = ?'),
    tests: count('SELECT count(*) AS n FROM active_tests WHERE floor = ?'),
  };
}

export function summariseFloors(database: Database): FloorSummary[] {
  return database
    .prepare(
      `SELECT f.id, f.name, f.level, p.width_px, p.height_px, p.metres_per_px, p.id IS NOT NULL AS has_plan,
        (SELECT coalesce(sum(h.readings), 0) FROM heard h WHERE h.floor = f.number) AS readings,
        (SELECT count(*) FROM heard h WHERE h.floor = f.number) AS radios,
        (SELECT count(*) FROM scans s WHERE s.floor = f.number) AS scans,
        (SELECT count(*) FROM objects w WHERE w.floor = f.number AND w.kind = 'wall' AND w.deleted = 0) AS walls,
        (SELECT count(*) FROM objects z WHERE z.floor = f.number AND z.kind = 'zone' AND z.deleted = 0) AS zones
      FROM floors f LEFT JOIN plans p ON p.floor = f.number ORDER BY f.level, f.name`,
    )
    .all<{
      id: string;
      name: string;
      level: number;
      width_px: number | null;
      height_px: number | null;
      metres_per_px: number | null;
      has_plan: number;
      readings: number;
      radios: number;
      scans: number;
      walls: number;
      zones: number;
    }>()
    .map((row) => ({
      floorId: FloorId.parse(row.id),
      name: row.name,
      level: row.level,
      hasPlan: row.has_plan === 1,
      readings: row.readings,
      scans: row.scans,
      walls: row.walls,
      zones: row.zones,
      radios: row.radios,
      ...(row.metres_per_px === null || row.width_px === null || row.height_px === null
        ? {}
        : {
            metresPerPixel: row.metres_per_px,
            widthM: row.width_px * row.metres_per_px,
            heightM: row.height_px * row.metres_per_px,
          }),
    }));
}

/** Radios heard anywhere or known from a list. */
export function countRadios(database: Database): number {
  return database.prepare('SELECT count(*) AS n FROM radios').get<{ n: number }>()?.n ?? 0;
}

export function listRadios(
  database: Database,
  filter: { floor: Floor | undefined; kind: RadioKind | undefined },
): Radio[] {
  const floor = filter.floor?.number ?? null;
  return database
    .prepare(
      `SELECT r.id, r.key, r.kind, r.name, r.freq_mhz, r.x_m, r.y_m, r.height_m, r.tx_power_dbm, f.id AS floor_id,
        coalesce(sum(h.readings), 0) AS readings, max(h.strongest_dbm) AS strongest
      FROM radios r
      LEFT JOIN heard h ON h.radio = r.id AND (?1 IS NULL OR h.floor = ?1)
      LEFT JOIN floors f ON f.number = r.floor
      WHERE (?2 IS NULL OR r.kind = ?2) AND (?1 IS NULL OR h.radio IS NOT NULL OR r.floor = ?1)
      GROUP BY r.id ORDER BY strongest DESC NULLS LAST, r.name, r.key`,
    )
    .all<{
      id: number;
      key: string;
      kind: RadioKind;
      name: string;
      freq_mhz: number | null;
      x_m: number | null;
      y_m: number | null;
      height_m: number | null;
      tx_power_dbm: number | null;
      floor_id: string | null;
      readings: number;
      strongest: number | null;
    }>(floor, filter.kind ?? null)
    .map((row) => ({
      radioId: RadioId.parse(row.id),
      key: row.key,
      kind: row.kind,
      name: row.name,
      readings: row.readings,
      ...optional('freqMhz', row.freq_mhz),
      ...optional('strongestDbm', row.strongest),
      ...optional('xM', row.x_m),
      ...optional('yM', row.y_m),
      ...optional('heightM', row.height_m),
      ...optional('txPowerDbm', row.tx_power_dbm),
      ...optional('floorId', row.floor_id),
    }));
}

function optional<K extends string, V>(key: K, value: V | null): { [P in K]?: V } {
  return value === null ? {} : ({ [key]: value } as { [P in K]: V });
}
