// SQL of devices, and what the site's people have said of them.
import type { RadioKind } from '../../../../shared/model/radio.ts';
import type { PairedReading } from '../../../../shared/survey/device-offset.ts';
import type { Database } from '../../../ports/database.ts';
import type { SiteSession } from '../../../ports/sites.ts';

/** To be added to what a device of this row number has read, dB. */
export type DeviceOffsets = ReadonlyMap<number, Readonly<Record<RadioKind, number>>>;

export const listDevices = (
  database: Database,
): { readonly id: number; readonly name: string; readonly scans: number }[] =>
  database
    .prepare(
      'SELECT v.id, v.name, count(s.id) AS scans FROM devices v LEFT JOIN scans s ON s.device = v.id GROUP BY v.id ORDER BY v.name',
    )
    .all();

/** Of the devices that have one; empty in most sites. */
export function offsetsOf(site: SiteSession): DeviceOffsets {
  const said = site.design.list({ kinds: ['device'] }).filter(({ fields }) => fields.wifiDb || fields.bleDb);
  const find = site.database.prepare('SELECT id FROM devices WHERE name = ?');
  return new Map(
    said.flatMap(({ fields: { name, wifiDb = 0, bleDb = 0 } }) => {
      const row = find.get<{ id: number }>(name);
      return row ? [[row.id, { wifi: wifiDb, ble: bleDb }] as const] : [];
    }),
  );
}

/** Two devices lie side by side when one walk has recorded both, or when they were at one place, in the same few seconds. */
const momentMs = 3_000;

/** Radios that both have heard, each with its readings by both. */
export function* pairedReadings(
  database: Database,
  kind: RadioKind,
  { reference, device }: { reference: number; device: number },
): Generator<PairedReading[]> {
  const radios = database
    .prepare('SELECT DISTINCT h.floor, h.radio FROM heard h JOIN radios r ON r.id = h.radio WHERE r.kind = ?')
    .all<{ floor: number; radio: number }>(kind);
  const readings = database.prepare(
    `SELECT s.device, s.walk, s.x_m, s.y_m, s.time_ms + d.offset_ms AS time_ms, d.rssi_dbm
      FROM readings d CROSS JOIN scans s ON s.id = d.scan WHERE d.floor = ?1 AND d.radio = ?2 AND s.device IN (?3, ?4)`,
  );
  for (const { floor, radio } of radios) {
    yield readings
      .rows(floor, radio, reference, device)
      .flatMap(([by, walk, xM, yM, timeMs, rssi]): PairedReading[] => {
        if (walk === null && xM === null) return [];
        const where = walk === null ? `${Math.round(Number(xM))},${Math.round(Number(yM))}` : `walk ${walk}`;
        return [
          {
            device: by === reference ? 'reference' : 'device',
            moment: `${where} ${Math.floor(Number(timeMs) / momentMs)}`,
            rssiDbm: Number(rssi),
          },
        ];
      });
  }
}
