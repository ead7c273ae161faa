// Readings as a GeoPackage: scans as points, readings as a table beside them. OGC 12-128r18, https://www.geopackage.org/spec130/
import type { Database } from '../../../ports/database.ts';
import { uuidText } from '../uuid.ts';
import { type ExportedScan, type ExportFormat, type ExportSource, lonLatOf } from './format.ts';

const wgs84 = 4326;
/** The specification's own for coordinates on no known place of the earth. */
const undefinedCartesian = -1;

const wgs84Definition =
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]';

const tables = `
PRAGMA application_id = 0x47504B47;
PRAGMA user_version = 10300;
PRAGMA journal_mode = OFF;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'metres on a floor plan: x right, y up from its top edge'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL),
  ('WGS 84 geodetic', ${wgs84}, 'EPSG', ${wgs84}, '${wgs84Definition}', 'longitude and latitude, degrees');
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents (table_name), column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys (srs_id), z TINYINT NOT NULL, m TINYINT NOT NULL,
  PRIMARY KEY (table_name, column_name));
CREATE TABLE scans (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, scan TEXT NOT NULL, time DATETIME NOT NULL, floor TEXT NOT NULL,
  x_m DOUBLE, y_m DOUBLE, device TEXT, label TEXT, radios INTEGER NOT NULL, strongest_dbm DOUBLE);
CREATE TABLE readings (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, scan_fid INTEGER NOT NULL, time DATETIME NOT NULL, kind TEXT NOT NULL,
  radio TEXT NOT NULL, name TEXT, rssi_dbm DOUBLE NOT NULL, freq_mhz DOUBLE, notes TEXT);`;

/** Geometry header and a point in WKB, both little endian; section 2.1.3.1. */
export function pointBlob(srsId: number, [x, y]: readonly [number, number]): Uint8Array {
  const bytes = new Uint8Array(29);
  const view = new DataView(bytes.buffer);
  bytes.set([0x47, 0x50, 0, 1]);
  view.setInt32(4, srsId, true);
  view.setUint8(8, 1);
  view.setUint32(9, 1, true);
  view.setFloat64(13, x, true);
  view.setFloat64(21, y, true);
  return bytes;
}

class PackageWriter {
  readonly #database: Database;
  readonly #source: ExportSource;
  readonly #srsId: number;
  #bounds: readonly [number, number, number, number] | undefined;
  #fid = 0;

  constructor(database: Database, source: ExportSource) {
    this.#database = database;
    this.#source = source;
    this.#srsId = source.earth ? wgs84 : undefinedCartesian;
  }

  add(page: readonly ExportedScan[]): void {
    const scans = this.#database.prepare('INSERT INTO scans VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    const readings = this.#database.prepare('INSERT INTO readings VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#database.transaction(() => {
      for (const { scan, readings: heard } of page) {
        const fid = ++this.#fid;
        const strongest = heard.reduce((most, { rssi_dbm }) => Math.max(most, rssi_dbm), Number.NEGATIVE_INFINITY);
        scans.run(
          fid,
          this.#point(scan),
          uuidText(scan.uuid),
          new Date(scan.time_ms).toISOString(),
          scan.floor_name,
          scan.x_m,
          scan.y_m,
          scan.device,
          scan.label,
          heard.length,
          heard.length === 0 ? null : strongest,
        );
        for (const { offset_ms, kind, key, name, rssi_dbm, freq_mhz, notes } of heard) {
          const time = new Date(scan.time_ms + offset_ms).toISOString();
          readings.run(fid, time, kind, key, name || null, rssi_dbm, freq_mhz, notes);
        }
      }
    });
  }

  /** Maps have y upwards: metres below the plan's top edge are negative. */
  #point(scan: ExportedScan['scan']): Uint8Array | null {
    if (scan.x_m === null || scan.y_m === null) return null;
    const [x, y] = this.#source.earth ? (lonLatOf(this.#source, scan) ?? []) : [scan.x_m, 0 - scan.y_m];
    if (x === undefined || y === undefined) return null;
    const [minX, minY, maxX, maxY] = this.#bounds ?? [x, y, x, y];
    this.#bounds = [Math.min(minX, x), Math.min(minY, y), Math.max(maxX, x), Math.max(maxY, y)];
    return pointBlob(this.#srsId, [x, y]);
  }

  finish(): void {
    const contents = this.#database.prepare(
      `INSERT INTO gpkg_contents (table_name, data_type, identifier, description, min_x, min_y, max_x, max_y, srs_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    const bounds = this.#bounds ?? [null, null, null, null];
    contents.run('scans', 'features', 'scans', 'Where and when something was measured', ...bounds, this.#srsId);
    const about = 'One radio in one scan (scan_fid)';
    contents.run('readings', 'attributes', 'readings', about, null, null, null, null, null);
    this.#database
      .prepare("INSERT INTO gpkg_geometry_columns VALUES ('scans', 'geom', 'POINT', ?, 0, 0)")
      .run(this.#srsId);
    this.#database.exec('CREATE INDEX readings_of_scan ON readings (scan_fid)');
  }
}

export const geopackage: ExportFormat = async (file, source) => {
  const database = source.engine.open(file, { readOnly: false, create: true });
  try {
    database.exec(tables);
    const writer = new PackageWriter(database, source);
    for await (const page of source.pages) writer.add(page);
    writer.finish();
  } finally {
    database.close();
  }
};
