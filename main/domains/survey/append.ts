// Putting scans into a site: append-only, each scan and each reading once, whatever comes twice.
import type { Database, SqlValue } from '../../ports/database.ts';
import type { Floor } from '../../ports/sites.ts';
import { fromEarliest, identityOf, type NewReading, type NewScan, scanUuid } from './scan.ts';
import { uuidText } from './uuid.ts';

export interface Appended {
  readonly readings: number;
  readonly scans: number;
  /** Radios that the site did not know. */
  readonly radios: number;
  /** Readings that were there already. */
  readonly duplicates: number;
  /** Scans, of the new ones, that do not say where they were made. */
  readonly withoutPlace: number;
}

interface Row {
  readonly floor: number;
  readonly radio: number;
  readonly scan: number;
  ordinal: number;
  readonly reading: NewReading;
}

const rowsPerStatement = 100;
const columns = 'floor, radio, scan, ordinal, rssi_dbm, freq_mhz, offset_ms, notes';
const placeholders = '(?, ?, ?, ?, ?, ?, ?, ?)';

const values = (row: Row): SqlValue[] => [
  row.floor,
  row.radio,
  row.scan,
  row.ordinal,
  row.reading.rssiDbm,
  row.reading.freqMhz ?? null,
  row.reading.offsetMs,
  row.reading.notes ?? null,
];

/** Order of the clustered key: rows inserted in it go to neighbouring pages. */
const inKeyOrder = (a: Row, b: Row): number =>
  a.floor - b.floor || a.radio - b.radio || a.scan - b.scan || a.ordinal - b.ordinal;

/** Appends to one site; keeps what it has looked up. */
export class ScanAppender {
  readonly #database: Database;
  readonly #radios = new Map<string, number>();
  readonly #devices = new Map<string, number>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Scans with their floors, in one transaction (or within the caller's). */
  append(batch: readonly { readonly floor: Floor; readonly scan: NewScan }[]): Appended {
    try {
      return this.#database.transaction(() => this.#appendAll(batch));
    } catch (error) {
      // What was looked up may have been rolled back with the rest.
      this.#radios.clear();
      this.#devices.clear();
      throw error;
    }
  }

  #appendAll(batch: readonly { readonly floor: Floor; readonly scan: NewScan }[]): Appended {
    const fresh: Row[] = [];
    const again: Row[] = [];
    let scans = 0;
    let withoutPlace = 0;
    const radiosBefore = this.#countRadios();
    for (const { floor, scan: given } of batch) {
      const scan = fromEarliest(given);
      const { id, isNew } = this.#putScan(floor, scan);
      if (isNew) scans++;
      if (isNew && (scan.xM === undefined || scan.yM === undefined)) withoutPlace++;
      this.#collect(isNew ? fresh : again, floor, id, scan.readings);
    }
    fresh.sort(inKeyOrder);
    this.#insertAll(fresh);
    const added = again.filter((row) => this.#insertIfNew(row));
    this.#noteHeard([...fresh, ...added]);
    return {
      readings: fresh.length + added.length,
      scans,
      radios: this.#countRadios() - radiosBefore,
      duplicates: again.length - added.length,
      withoutPlace,
    };
  }

  #countRadios(): number {
    return this.#database.prepare('SELECT count(*) AS n FROM radios').get<{ n: number }>()?.n ?? 0;
  }

  #putScan(floor: Floor, scan: NewScan): { id: number; isNew: boolean } {
    const uuid = this.#identity(floor, scan);
    const { changes, lastInsertRowid } = this.#database
      .prepare(
        'INSERT OR IGNORE INTO scans (uuid, floor, time_ms, x_m, y_m, device, label, walk) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        uuid,
        floor.number,
        scan.timeMs,
        scan.xM ?? null,
        scan.yM ?? null,
        this.#device(scan.device),
        scan.label ?? null,
        scan.walk?.number ?? null,
      );
    if (changes > 0) return { id: lastInsertRowid, isNew: true };
    const known = this.#database.prepare('SELECT id FROM scans WHERE uuid = ?').get<{ id: number }>(uuid);
    if (!known) throw new Error('a scan that is neither new nor known');
    return { id: known.id, isNew: false };
  }

  /** A scan that somebody has copied to another floor is another one there. */
  #identity(floor: Floor, scan: NewScan): Uint8Array {
    const uuid = scanUuid(floor.floorId, scan);
    if (scan.label !== uuidText(uuid)) return uuid;
    const known = this.#database.prepare('SELECT floor FROM scans WHERE uuid = ?').get<{ floor: number }>(uuid);
    return known && known.floor !== floor.number ? identityOf(floor.floorId, scan) : uuid;
  }

  /** A radio heard twice in one scan gets the next ordinal. */
  #collect(to: Row[], floor: Floor, scan: number, readings: readonly NewReading[]): void {
    const seen = new Map<number, number>();
    for (const reading of readings) {
      const radio = this.#radio(reading);
      const ordinal = seen.get(radio) ?? 0;
      seen.set(radio, ordinal + 1);
      to.push({ floor: floor.number, radio, scan, ordinal, reading });
    }
  }

  #insertAll(rows: readonly Row[]): void {
    for (let start = 0; start < rows.length; start += rowsPerStatement) {
      const part = rows.slice(start, start + rowsPerStatement);
      const places =
        part.length === rowsPerStatement ? manyPlaceholders : new Array(part.length).fill(placeholders).join(', ');
      this.#database.prepare(`INSERT INTO readings (${columns}) VALUES ${places}`).run(...part.flatMap(values));
    }
  }

  /** Into a scan that was there: the same reading is a duplicate; another one of the same radio takes the next free ordinal. */
  #insertIfNew(row: Row): boolean {
    const known = this.#database
      .prepare(
        'SELECT ordinal, rssi_dbm, freq_mhz, offset_ms FROM readings WHERE floor = ? AND radio = ? AND scan = ? ORDER BY ordinal',
      )
      .all<{ ordinal: number; rssi_dbm: number; freq_mhz: number | null; offset_ms: number }>(
        row.floor,
        row.radio,
        row.scan,
      );
    const { reading } = row;
    const same = known.filter(
      (each) =>
        each.rssi_dbm === reading.rssiDbm &&
        each.freq_mhz === (reading.freqMhz ?? null) &&
        each.offset_ms === reading.offsetMs,
    );
    if (same.length > 0) return false;
    row.ordinal = (known.at(-1)?.ordinal ?? -1) + 1;
    this.#database.prepare(`INSERT INTO readings (${columns}) VALUES ${placeholders}`).run(...values(row));
    return true;
  }

  #noteHeard(rows: readonly Row[]): void {
    const sums = new Map<string, { floor: number; radio: number; readings: number; strongest: number }>();
    for (const { floor, radio, reading } of rows) {
      const key = `${floor} ${radio}`;
      const sum = sums.get(key) ?? { floor, radio, readings: 0, strongest: Number.NEGATIVE_INFINITY };
      sum.readings++;
      sum.strongest = Math.max(sum.strongest, reading.rssiDbm);
      sums.set(key, sum);
    }
    const upsert = this.#database.prepare(
      `INSERT INTO heard (floor, radio, readings, strongest_dbm) VALUES (?, ?, ?, ?) ON CONFLICT (floor, radio) DO UPDATE SET
        readings = readings + excluded.readings, strongest_dbm = max(strongest_dbm, excluded.strongest_dbm)`,
    );
    for (const { floor, radio, readings, strongest } of sums.values()) upsert.run(floor, radio, readings, strongest);
  }

  #radio(reading: NewReading): number {
    const key = `${reading.kind} ${reading.key}`;
    const known = this.#radios.get(key);
    if (known !== undefined) return known;
    // A name that a person gave stays; an SSID heard now fills an empty one.
    const row = this.#database
      .prepare(
        `INSERT INTO radios (kind, key, name, freq_mhz) VALUES (?, ?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET
          name = CASE WHEN named_by_person = 0 AND name = '' THEN excluded.name ELSE name END, freq_mhz = coalesce(freq_mhz, excluded.freq_mhz) RETURNING id`,
      )
      .get<{ id: number }>(reading.kind, reading.key, reading.name, reading.freqMhz ?? null);
    if (!row) throw new Error('a radio without a number');
    this.#radios.set(key, row.id);
    return row.id;
  }

  #device(name: string | undefined): number | null {
    if (name === undefined) return null;
    const known = this.#devices.get(name);
    if (known !== undefined) return known;
    const row = this.#database
      .prepare('INSERT INTO devices (name) VALUES (?) ON CONFLICT (name) DO UPDATE SET name = name RETURNING id')
      .get<{ id: number }>(name);
    if (!row) throw new Error('a device without a number');
    this.#devices.set(name, row.id);
    return row.id;
  }
}

const manyPlaceholders = new Array(rowsPerStatement).fill(placeholders).join(', ');
