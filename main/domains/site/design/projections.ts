// What follows from design objects in the other tables: the floors' and the site's names, and where the heard radios hang.
import type { ObjectState } from '../../../../shared/design/registers.ts';
import type { FieldsOf } from '../../../../shared/model/design.ts';
import { centreMhz } from '../../../../shared/rf/channels.ts';
import type { Database } from '../../../ports/database.ts';

export interface Changed {
  readonly id: string;
  readonly kind: string;
  readonly state: ObjectState;
  readonly before: ObjectState | undefined;
}

/** New floors: before the objects that stand on them are written. */
export function projectNewFloors(database: Database, changed: readonly Changed[]): void {
  const add = database.prepare('INSERT OR IGNORE INTO floors (id, name, level) VALUES (?1, ?1, ?2)');
  for (const { id, kind, state } of changed)
    if (kind === 'floor' && !state.deleted) add.run(id, (state.fields as FieldsOf<'floor'>).level);
}

/** Call when the objects are written. */
export function project(database: Database, changed: readonly Changed[]): void {
  for (const each of changed) {
    if (each.kind === 'site') renameSite(database, each.state);
    if (each.kind === 'ap' || each.kind === 'beacon') placeRadios(database, each);
  }
  const floors = changed.filter(({ kind }) => kind === 'floor');
  if (floors.length === 0) return;
  for (const { id, state } of floors) if (state.deleted) removeFloor(database, id);
  nameFloors(database);
}

function renameSite(database: Database, { fields }: ObjectState): void {
  database.prepare('UPDATE site SET name = ?').run((fields as FieldsOf<'site'>).name);
}

/** A floor where something was measured stays, whatever became of it in another copy. */
function removeFloor(database: Database, id: string): void {
  const where = 'floor = (SELECT number FROM floors WHERE id = ?)';
  const hasRows = (table: string) =>
    database.prepare(`SELECT 1 FROM ${table} WHERE ${where} LIMIT 1`).get(id) !== undefined;
  if (hasRows('scans') || hasRows('active_tests')) return;
  database.prepare(`DELETE FROM marks WHERE walk IN (SELECT number FROM walks WHERE ${where})`).run(id);
  database.prepare(`DELETE FROM walks WHERE ${where}`).run(id);
  database.prepare(`DELETE FROM plans WHERE ${where}`).run(id);
  database.prepare('DELETE FROM floors WHERE id = ?').run(id);
}

/** Names are unique within a site. Where two people gave one name to floors of their own, the later id gets a number. */
function nameFloors(database: Database): void {
  const rows = database
    .prepare(`SELECT o.id, o.fields FROM objects o JOIN floors f ON f.id = o.id WHERE o.kind = 'floor' ORDER BY o.id`)
    .all<{ id: string; fields: string }>();
  const taken = new Set<string>();
  const named = rows.map(({ id, fields }) => {
    const { name: wanted, level } = JSON.parse(fields) as FieldsOf<'floor'>;
    let name = wanted;
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${wanted} (${number})`;
    taken.add(name.toLowerCase());
    return { id, name, level };
  });
  // By way of their ids: two floors may have changed names.
  const set = database.prepare('UPDATE floors SET name = ?2, level = ?3 WHERE id = ?1 AND (name <> ?2 OR level <> ?3)');
  for (const { id, level } of named) set.run(id, id, level);
  for (const { id, name, level } of named) set.run(id, name, level);
}

interface Hung {
  readonly kind: 'wifi' | 'ble';
  readonly key: string;
  readonly powerDbm: number | undefined;
  readonly freqMhz: number | undefined;
}

function radiosOf(kind: string, { fields, deleted }: ObjectState): Hung[] {
  if (deleted) return [];
  if (kind === 'beacon') {
    const { key, powerDbm } = fields as FieldsOf<'beacon'>;
    return key === '' ? [] : [{ kind: 'ble', key, powerDbm, freqMhz: undefined }];
  }
  return (fields as FieldsOf<'ap'>).radios.flatMap(({ bssids, powerDbm, band, channel }) =>
    bssids.map((key) => ({
      kind: 'wifi' as const,
      key,
      powerDbm,
      freqMhz: channel === undefined ? undefined : centreMhz(band, channel),
    })),
  );
}

function placeRadios(database: Database, { kind, state, before }: Changed): void {
  const now = radiosOf(kind, state);
  const kept = new Set(now.map(({ key }) => key));
  const free = database.prepare(
    `UPDATE radios SET floor = NULL, x_m = NULL, y_m = NULL, height_m = NULL, tx_power_dbm = NULL, named_by_person = 0
      WHERE kind = ? AND key = ?`,
  );
  for (const each of before ? radiosOf(kind, before) : []) if (!kept.has(each.key)) free.run(each.kind, each.key);
  const { floor, place, heightM, name } = state.fields as FieldsOf<'ap'>;
  const hang = database.prepare(
    `INSERT INTO radios (kind, key, name, named_by_person, freq_mhz, floor, x_m, y_m, height_m, tx_power_dbm)
      VALUES (?1, ?2, ?3, ?3 <> '', ?4, (SELECT number FROM floors WHERE id = ?5), ?6, ?7, ?8, ?9)
      ON CONFLICT (kind, key) DO UPDATE SET
        name = CASE WHEN excluded.name <> '' THEN excluded.name ELSE name END,
        named_by_person = excluded.named_by_person, freq_mhz = coalesce(freq_mhz, excluded.freq_mhz), floor = excluded.floor,
        x_m = excluded.x_m, y_m = excluded.y_m, height_m = excluded.height_m, tx_power_dbm = excluded.tx_power_dbm`,
  );
  for (const radio of now)
    hang.run(
      radio.kind,
      radio.key,
      name,
      radio.freqMhz ?? null,
      floor,
      place?.[0] ?? null,
      place?.[1] ?? null,
      heightM ?? null,
      radio.powerDbm ?? null,
    );
}
