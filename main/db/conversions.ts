// Migrations that no SQL can say. Like the SQL they are never edited once published, so each is whole in itself.
import { createHash } from 'node:crypto';
import type { Database } from '../ports/database.ts';

interface Made {
  readonly id: string;
  readonly kind: string;
  readonly floor: number | null;
  readonly fields: Record<string, unknown>;
}

/** Two copies of a site that are upgraded apart come to the same ids. */
function idFrom(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function siteAndFloors(database: Database): Made[] {
  const sites = database.prepare('SELECT id, name FROM site').all<{ id: string; name: string }>();
  const floors = database
    .prepare('SELECT number, id, name, level FROM floors')
    .all<{ number: number; id: string; name: string; level: number }>();
  return [
    ...sites.map(({ id, name }) => ({ id, kind: 'site', floor: null, fields: { name } })),
    ...floors.map(({ id, name, level }) => ({ id, kind: 'floor', floor: null, fields: { name, level } })),
  ];
}

function walls(database: Database): Made[] {
  return database
    .prepare('SELECT w.*, f.id AS floor_id FROM walls w JOIN floors f ON f.number = w.floor')
    .all<Record<string, string & number>>()
    .map((wall) => ({
      id: String(wall['id']),
      kind: 'wall',
      floor: Number(wall['floor']),
      fields: {
        floor: wall['floor_id'],
        line: [wall['x1_m'], wall['y1_m'], wall['x2_m'], wall['y2_m']],
        material: wall['material'],
        origin: wall['origin'],
        ...(wall['layer'] === null ? {} : { layer: wall['layer'] }),
      },
    }));
}

function band(freqMhz: number): { band: string; channel: number } | undefined {
  if (freqMhz === 2484) return { band: '2.4', channel: 14 };
  const [name, base] = freqMhz < 4900 ? ['2.4', 2407] : freqMhz < 5925 ? ['5', 5000] : ['6', 5950];
  const channel = Math.round((freqMhz - Number(base)) / 5);
  return channel >= 1 && channel <= 233 ? { band: String(name), channel } : undefined;
}

/** Radios that a list had placed or named are access points and beacons from now on. */
function radios(database: Database): Made[] {
  return database
    .prepare(
      `SELECT r.*, f.id AS floor_id FROM radios r JOIN floors f ON f.number = r.floor WHERE r.named_by_person = 1 OR r.x_m IS NOT NULL`,
    )
    .all<Record<string, string & number>>()
    .map((radio) => {
      const isPlaced = radio['x_m'] !== null && radio['y_m'] !== null;
      const placed = {
        floor: radio['floor_id'],
        ...(isPlaced ? { place: [radio['x_m'], radio['y_m']] } : {}),
        ...(radio['height_m'] === null ? {} : { heightM: radio['height_m'] }),
        name: radio['name'],
      };
      const kind = radio['kind'] === 'wifi' ? 'ap' : 'beacon';
      const power = radio['tx_power_dbm'] === null ? undefined : Number(radio['tx_power_dbm']);
      const fields =
        kind === 'beacon'
          ? { ...placed, key: radio['key'], ...(power === undefined ? {} : { powerDbm: power }) }
          : { ...placed, mounting: 'ceiling', radios: [apRadio(radio, power)] };
      return { id: idFrom(kind, String(radio['key'])), kind, floor: Number(radio['floor']), fields };
    });
}

function apRadio(radio: Record<string, string & number>, power: number | undefined) {
  const freqMhz = radio['freq_mhz'];
  return {
    band: '5',
    enabled: true,
    ...(freqMhz === null ? {} : band(Number(freqMhz))),
    widthMhz: 20,
    powerDbm: power ?? 17,
    antenna: 'omni',
    azimuthDeg: 0,
    tiltDeg: 0,
    bssids: [radio['key']],
  };
}

/** One operation makes all that was there. Its time is that of the site, its node a digest of what it made. */
function toObjects(database: Database): void {
  const made = [...siteAndFloors(database), ...walls(database), ...radios(database)];
  const created = database.prepare('SELECT created_at FROM site').get<{ created_at: string }>();
  // A new file has no site yet: it is put in by whoever makes the file.
  if (!created) return;
  const ms = Math.max(0, Date.parse(created.created_at) || 0);
  const node = createHash('sha256').update(JSON.stringify(made)).digest('hex').slice(0, 12);
  const operation = `${ms.toString(16).padStart(12, '0')}-0000-${node}`;
  database
    .prepare(`INSERT INTO operations (id, title, author) VALUES (?, 'Made with an earlier Groma', '')`)
    .run(operation);
  const change = database.prepare(
    `INSERT INTO changes (object, operation, kind, fields, base) VALUES (?, ?, ?, ?, '{}')`,
  );
  const object = database.prepare(
    `INSERT INTO objects (id, kind, floor, fields, heads, deleted, conflicts, revision) VALUES (?, ?, ?, ?, ?, 0, '[]', 1)`,
  );
  const heads = JSON.stringify({ '*': [operation] });
  for (const { id, kind, floor, fields } of made) {
    const text = JSON.stringify(fields);
    change.run(id, operation, kind, text);
    object.run(id, kind, floor, text, heads);
  }
}

export const conversions: Readonly<Record<number, (database: Database) => void>> = { 2: toObjects };
