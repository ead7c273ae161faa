// SQL of scans and readings: reading them.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { RadioId } from '../../../shared/model/ids.ts';
import type { RadioKind } from '../../../shared/model/radio.ts';
import type { Database } from '../../ports/database.ts';
import type { Floor } from '../../ports/sites.ts';
import type { DeviceOffsets } from './devices/device-store.ts';
import type { ReadingColumns } from './parts.ts';

export interface ReadingFilter {
  readonly radioId?: RadioId | undefined;
  readonly kind?: RadioKind | undefined;
  readonly offsets: DeviceOffsets;
}

/** Readings of about this many rows are read at a time; other calls get their turn in between. */
const rowsPerTurn = 40_000;

/**
 * Readings with a place of one floor, of all its radios, those of a kind, or one, ordered by radio. Radio by radio, because a million
 * rows at once would keep the core from everything else for seconds.
 * @param filter.goOn throws when the reading should end: it was cancelled, or the site was closed meanwhile
 */
export async function readAllColumns(
  database: Database,
  floor: Floor,
  filter: ReadingFilter & { goOn: () => void },
): Promise<ReadingColumns> {
  const radios = database
    .prepare(
      'SELECT h.radio, h.readings, r.kind FROM heard h JOIN radios r ON r.id = h.radio WHERE h.floor = ?1 AND (?2 IS NULL OR r.kind = ?2) AND (?3 IS NULL OR h.radio = ?3) ORDER BY h.radio',
    )
    .all<{ radio: number; readings: number; kind: RadioKind }>(
      floor.number,
      filter.kind ?? null,
      filter.radioId ?? null,
    );
  const parts: ReadingColumns[] = [];
  let rows = 0;
  for (const { radio, readings, kind } of radios) {
    parts.push(readColumns(database, floor, { radioId: RadioId.parse(radio), kind, offsets: filter.offsets }));
    rows += readings;
    if (rows < rowsPerTurn) continue;
    rows = 0;
    await nextTurn();
    filter.goOn();
  }
  return concatenate(parts);
}

function concatenate(parts: readonly ReadingColumns[]): ReadingColumns {
  const length = parts.reduce((sum, part) => sum + part.radioId.length, 0);
  const all = {
    radioId: new Int32Array(length),
    xM: new Float32Array(length),
    yM: new Float32Array(length),
    rssiDbm: new Float32Array(length),
  };
  let at = 0;
  for (const part of parts) {
    all.radioId.set(part.radioId, at);
    all.xM.set(part.xM, at);
    all.yM.set(part.yM, at);
    all.rssiDbm.set(part.rssiDbm, at);
    at += part.radioId.length;
  }
  return all;
}

/** Readings with a place of one radio on one floor, as the devices' offsets make them. */
export function readColumns(
  database: Database,
  floor: Floor,
  { radioId, kind, offsets }: { radioId: RadioId; kind: RadioKind; offsets: DeviceOffsets },
): ReadingColumns {
  // CROSS JOIN keeps SQLite on the clustered key: one stretch of the file for each radio, then the scans by row number.
  const rows = database
    .prepare(
      `SELECT s.x_m, s.y_m, d.rssi_dbm, s.device FROM readings d CROSS JOIN scans s ON s.id = d.scan
        WHERE d.floor = ?1 AND d.radio = ?2 AND s.x_m IS NOT NULL AND s.y_m IS NOT NULL ORDER BY d.floor, d.radio, d.scan, d.ordinal`,
    )
    .rows(floor.number, radioId);
  const columns = {
    radioId: new Int32Array(rows.length).fill(radioId),
    xM: new Float32Array(rows.length),
    yM: new Float32Array(rows.length),
    rssiDbm: new Float32Array(rows.length),
  };
  rows.forEach(([x, y, rssi, device], index) => {
    columns.xM[index] = Number(x);
    columns.yM[index] = Number(y);
    columns.rssiDbm[index] = Number(rssi) + (offsets.get(Number(device))?.[kind] ?? 0);
  });
  return columns;
}

/** The strongest signal of each scan of a floor, dBm; of one radio or of all. Radio by radio, so that others get their turn. */
async function strongestOfScans(
  database: Database,
  floor: Floor,
  filter: Omit<ReadingFilter, 'kind'> & { goOn: () => void },
): Promise<ReadonlyMap<number, number>> {
  const strongest = new Map<number, number>();
  const radios = database
    .prepare(
      'SELECT h.radio, r.kind FROM heard h JOIN radios r ON r.id = h.radio WHERE h.floor = ?1 AND (?2 IS NULL OR h.radio = ?2)',
    )
    .all<{ radio: number; kind: RadioKind }>(floor.number, filter.radioId ?? null);
  const ofRadio = database.prepare('SELECT scan, rssi_dbm FROM readings WHERE floor = ? AND radio = ?');
  const deviceOf = filter.offsets.size > 0 ? devicesOf(database, floor) : undefined;
  let rows = 0;
  for (const { radio, kind } of radios) {
    const readings = ofRadio.rows(floor.number, radio);
    for (const [scan, rssi] of readings) {
      const known = strongest.get(Number(scan));
      const offsetDb = deviceOf ? (filter.offsets.get(deviceOf.get(Number(scan)) ?? 0)?.[kind] ?? 0) : 0;
      const dbm = Number(rssi) + offsetDb;
      if (known === undefined || dbm > known) strongest.set(Number(scan), dbm);
    }
    rows += readings.length;
    if (rows < rowsPerTurn) continue;
    rows = 0;
    await nextTurn();
    filter.goOn();
  }
  return strongest;
}

function devicesOf(database: Database, floor: Floor): ReadonlyMap<number, number> {
  const rows = database
    .prepare('SELECT id, device FROM scans WHERE floor = ? AND device IS NOT NULL')
    .rows(floor.number);
  return new Map(rows.map(([scan, device]) => [Number(scan), Number(device)]));
}

/** Places of a floor with the strongest signal of each scan. */
export async function listPoints(
  database: Database,
  floor: Floor,
  filter: Omit<ReadingFilter, 'kind'> & { goOn: () => void },
) {
  const strongest = await strongestOfScans(database, floor, filter);
  const rows = database
    .prepare('SELECT id, x_m, y_m FROM scans WHERE floor = ? AND x_m IS NOT NULL AND y_m IS NOT NULL ORDER BY id')
    .rows(floor.number);
  const total =
    database.prepare('SELECT count(*) AS n FROM scans WHERE floor = ?').get<{ n: number }>(floor.number)?.n ?? 0;
  return {
    scan: Int32Array.from(rows, ([id]) => Number(id)),
    xM: Float32Array.from(rows, ([, x]) => Number(x)),
    yM: Float32Array.from(rows, ([, , y]) => Number(y)),
    rssiDbm: Float32Array.from(rows, ([id]) => strongest.get(Number(id)) ?? Number.NaN),
    withoutPlace: total - rows.length,
  };
}

export interface ScanRow {
  readonly id: number;
  readonly uuid: Uint8Array;
  readonly floor: number;
  readonly floor_id: string;
  readonly floor_name: string;
  readonly time_ms: number;
  readonly x_m: number | null;
  readonly y_m: number | null;
  readonly device: string | null;
  readonly device_id: number | null;
  readonly label: string | null;
  /** Row number of the walk it was made on. */
  readonly walk: number | null;
}

const scanColumns = `s.id, s.uuid, s.floor, f.id AS floor_id, f.name AS floor_name, s.time_ms, s.x_m, s.y_m, v.name AS device, s.device AS device_id, s.label, s.walk
  FROM scans s JOIN floors f ON f.number = s.floor LEFT JOIN devices v ON v.id = s.device`;

export function readScan(database: Database, scan: number): ScanRow | undefined {
  return database.prepare(`SELECT ${scanColumns} WHERE s.id = ?`).get<ScanRow>(scan);
}

export interface ReadingRow {
  readonly scan: number;
  readonly radio: number;
  readonly key: string;
  readonly name: string;
  readonly kind: RadioKind;
  readonly rssi_dbm: number;
  readonly freq_mhz: number | null;
  readonly offset_ms: number;
  /** A JSON object of texts; null where there are none. */
  readonly notes: string | null;
}

const readingColumns = 'd.scan, d.radio, r.key, r.name, r.kind, d.rssi_dbm, d.freq_mhz, d.offset_ms, d.notes';

/** Readings of one scan. Every radio of the floor is looked up by the clustered key: no second index of a million rows is needed. */
export function readScanReadings(database: Database, floor: number, scan: number): ReadingRow[] {
  return database
    .prepare(
      `SELECT ${readingColumns}
        FROM heard h CROSS JOIN readings d ON d.floor = h.floor AND d.radio = h.radio AND d.scan = ?2 JOIN radios r ON r.id = d.radio
        WHERE h.floor = ?1 ORDER BY d.rssi_dbm DESC`,
    )
    .all<ReadingRow>(floor, scan);
}

/** Scans of one floor after a row number, a page at a time, with their readings. */
export function* exportPages(
  database: Database,
  floor: number | undefined,
  pageScans: number,
): Generator<{ scan: ScanRow; readings: ReadingRow[] }[]> {
  let after = 0;
  for (;;) {
    const scans = database
      .prepare(`SELECT ${scanColumns} WHERE s.id > ?1 AND (?2 IS NULL OR s.floor = ?2) ORDER BY s.id LIMIT ?3`)
      .all<ScanRow>(after, floor ?? null, pageScans);
    const last = scans.at(-1);
    if (!last) return;
    const byScan = new Map<number, ReadingRow[]>();
    for (const number of new Set(scans.map((scan) => scan.floor))) {
      const rows = database
        .prepare(
          `SELECT ${readingColumns}
            FROM heard h CROSS JOIN readings d ON d.floor = h.floor AND d.radio = h.radio AND d.scan BETWEEN ?2 AND ?3 JOIN radios r ON r.id = d.radio WHERE h.floor = ?1`,
        )
        .all<ReadingRow>(number, scans[0]?.id ?? 0, last.id);
      for (const row of rows) {
        const readings = byScan.get(row.scan);
        if (readings) readings.push(row);
        else byScan.set(row.scan, [row]);
      }
    }
    yield scans.map((scan) => ({ scan, readings: byScan.get(scan.id) ?? [] }));
    after = last.id;
  }
}

/** Names of all notes of a floor's readings, or of all floors', sorted. Radio by radio, because it looks at every reading. */
export async function noteNames(
  database: Database,
  floor: number | undefined,
  goOn: () => void,
): Promise<readonly string[]> {
  const names = new Set<string>();
  const heard = database
    .prepare('SELECT floor, radio FROM heard WHERE ?1 IS NULL OR floor = ?1')
    .all<{ floor: number; radio: number }>(floor ?? null);
  const named = database.prepare(
    'SELECT DISTINCT n.key FROM readings d, json_each(d.notes) n WHERE d.floor = ? AND d.radio = ? AND d.notes IS NOT NULL',
  );
  for (const each of heard) {
    for (const [name] of named.rows(each.floor, each.radio)) names.add(String(name));
    await nextTurn();
    goOn();
  }
  return [...names].sort();
}

export function countReadings(database: Database, floor: number | undefined): number {
  return (
    database
      .prepare('SELECT coalesce(sum(readings), 0) AS n FROM heard WHERE ?1 IS NULL OR floor = ?1')
      .get<{ n: number }>(floor ?? null)?.n ?? 0
  );
}
