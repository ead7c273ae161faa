// Kismet's log, a SQLite file (https://www.kismetwireless.net/docs/dev/kismetdb/): the packets that Wi-Fi access points have sent, with
// their signals. A plan that knows where on earth it lies gets them where Kismet's GPS was.

import { AppError, isAppError } from '../../../../shared/errors/app-error.ts';
import { maxRssiDbm, minRssiDbm } from '../../../../shared/model/units.ts';
import type { PlaceM } from '../../../../shared/survey/walk-path.ts';
import type { Database, DatabaseEngine } from '../../../ports/database.ts';
import type { SourceFile } from '../../../ports/files.ts';
import { type ReaderItem, readKey } from '../scan.ts';
import { TimeGrouper } from './time-grouper.ts';

export type PlanPlaceOf = (latDeg: number, lonDeg: number) => PlaceM;

/** Before this version latitude and longitude were whole numbers, 100,000 to a degree. */
const degreesSince = 5;
const pageRows = 5_000;

interface PacketRow {
  readonly id: number;
  readonly ts_sec: number;
  readonly ts_usec: number;
  readonly mac: string;
  readonly name: string | null;
  readonly frequency: number;
  readonly lat: number;
  readonly lon: number;
  readonly signal: number;
  readonly datasource: string | null;
}

/** Is it one of Kismet's? Another database is not. */
export function isKismet(engine: DatabaseEngine, file: string): boolean {
  const database = engine.open(file, { readOnly: true });
  try {
    const names = database
      .prepare("SELECT lower(name) AS name FROM sqlite_master WHERE lower(name) IN ('kismet', 'packets', 'devices')")
      .all();
    return names.length === 3;
  } catch (error) {
    if (isAppError(error)) return false;
    throw error;
  } finally {
    database.close();
  }
}

/** Names of Kismet's database, so that a file of ours that is damaged is not talked of as a site. */
function translate(error: unknown, file: string): unknown {
  if (!isAppError(error)) return error;
  return error.code === 'site_damaged' || error.code === 'not_a_site_file'
    ? new AppError('file_not_readable', { file, reason: 'it is damaged' }, { cause: error })
    : error;
}

/** Clients are people's devices: only what access points send is read. */
const packets = `SELECT p.rowid AS id, p.ts_sec, p.ts_usec, p.sourcemac AS mac, d.name, p.frequency, p.lat, p.lon, p.signal, p.datasource
  FROM packets p JOIN (
    SELECT devmac, json_extract(CASE WHEN json_valid(device) THEN device ELSE '{}' END, '$."kismet.device.base.name"') AS name
      FROM devices WHERE phyname = 'IEEE802.11' AND type = 'Wi-Fi AP'
  ) d ON d.devmac = p.sourcemac
  WHERE p.rowid > ?1 AND p.phyname = 'IEEE802.11' AND p.signal <> 0 ORDER BY p.rowid LIMIT ${pageRows}`;

function* rowsOf(database: Database): Generator<PacketRow> {
  let after = 0;
  for (;;) {
    const rows = database.prepare(packets).all<PacketRow>(after);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** @param placeOf where the floor's plan is known on earth */
export async function* readKismet(
  engine: DatabaseEngine,
  file: SourceFile,
  placeOf: PlanPlaceOf | undefined,
): AsyncGenerator<ReaderItem> {
  const database = engine.open(file.path, { readOnly: true });
  try {
    const { db_version: version = 0 } =
      database.prepare('SELECT db_version FROM KISMET').get<{ db_version: number }>() ?? {};
    const perDegree = version < degreesSince ? 100_000 : 1;
    const grouper = new TimeGrouper();
    for (const row of rowsOf(database)) {
      const key = readKey(row.mac);
      if (!key || row.signal < minRssiDbm || row.signal > maxRssiDbm) {
        yield { skipped: { line: row.id, reason: 'no usable signal' } };
        continue;
      }
      const [latDeg, lonDeg] = [row.lat / perDegree, row.lon / perDegree];
      const hasFix = latDeg !== 0 || lonDeg !== 0;
      const place = hasFix ? placeOf?.(latDeg, lonDeg) : undefined;
      const notes = hasFix ? JSON.stringify({ lat: String(latDeg), lon: String(lonDeg) }) : undefined;
      const items = grouper.add(
        row.ts_sec * 1_000 + row.ts_usec / 1_000,
        {
          key,
          kind: 'wifi',
          name: row.name && row.name.toLowerCase() !== key ? row.name : '',
          rssiDbm: row.signal,
          freqMhz: row.frequency > 0 ? row.frequency / 1_000 : undefined,
          notes,
        },
        { ...place, device: row.datasource ?? undefined },
      );
      for (const item of items) yield item;
    }
    yield* grouper.end();
    file.onRead?.(file.sizeBytes);
  } catch (error) {
    throw translate(error, file.name);
  } finally {
    database.close();
  }
}
