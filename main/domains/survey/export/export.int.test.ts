// Exports read back by other programs: DuckDB for Parquet, SQLite and GDAL for GeoPackage and GeoJSON.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSite, type TestSite } from '../../../core/testing/test-site.ts';
import { placeOnEarth } from '../testing/earth.ts';

const head = 'time,scan,floor,x_m,y_m,kind,radio,rssi_dbm,freq_mhz,device,name,remark';
const file = `${head}
2026-01-05T09:00:00.250Z,s1,,3,4,wifi,02:00:00:00:00:01,-40.5,2412,laptop,"Lobby, ""east""",say 'hi'
2026-01-05T09:00:00.000Z,s1,,3,4,ble,02:00:00:00:00:02,-70,,laptop,,
2026-01-05T09:00:05.000Z,s2,,9,4,wifi,02:00:00:00:00:01,-62,2412,laptop,"Lobby, ""east""",
2026-01-05T09:00:10.000Z,s3,,9,8,,,,,laptop,,
2026-01-05T09:00:15.000Z,s4,,,,wifi,02:00:00:00:00:01,-80,2412,laptop,"Lobby, ""east""",
`;
const hasGdal = spawnSync('ogrinfo', ['--version']).status === 0;
const gdal = hasGdal ? test : test.skip;
if (!hasGdal) console.warn('ogrinfo is not installed: GDAL does not read the exports here');

let site: TestSite;

async function exportTo(name: string, floor?: string): Promise<string> {
  const out = join(site.folder, name);
  const task = await site.runTask('survey.exportReadings', { siteId: site.siteId, out, ...(floor ? { floor } : {}) });
  expect(task).toMatchObject({ state: 'done', result: { readings: 4, file: out } });
  return out;
}
async function addFloor(name: string): Promise<void> {
  await site.client.call('site.addFloor', { siteId: site.siteId, name });
  const path = join(site.folder, 'readings.csv');
  writeFileSync(path, file);
  const task = await site.runTask('survey.importReadings', {
    siteId: site.siteId,
    source: { path },
    floor: name,
  } as never);
  expect(task.state).toBe('done');
}

beforeAll(async () => {
  site = await openTestSite();
  await addFloor('Plan');
  await addFloor('Earth');
  await placeOnEarth(site, 'Earth');
});
afterAll(() => site.close());

describe('Parquet, read by DuckDB', () => {
  async function query(sql: string) {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    try {
      return (await connection.runAndReadAll(sql)).getRowsJson();
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  }

  test('one row a reading, and one where nothing was heard', async () => {
    const path = await exportTo('plan.parquet', 'Plan');
    const rows = await query(
      `SELECT time::VARCHAR, scan, floor, x_m, y_m, lat_deg, kind, radio, name, rssi_dbm, freq_mhz, device, notes FROM '${path}' ORDER BY time, radio`,
    );
    const lobby = 'Lobby, "east"';
    const wifi = ['wifi', '02:00:00:00:00:01', lobby];
    expect(rows).toEqual([
      ['2026-01-05 09:00:00', 's1', 'Plan', 3, 4, null, 'ble', '02:00:00:00:00:02', null, -70, null, 'laptop', null],
      ['2026-01-05 09:00:00.25', 's1', 'Plan', 3, 4, null, ...wifi, -40.5, 2412, 'laptop', `{"remark":"say 'hi'"}`],
      ['2026-01-05 09:00:05', 's2', 'Plan', 9, 4, null, ...wifi, -62, 2412, 'laptop', null],
      ['2026-01-05 09:00:10', 's3', 'Plan', 9, 8, null, null, null, null, null, null, 'laptop', null],
      ['2026-01-05 09:00:15', 's4', 'Plan', null, null, null, ...wifi, -80, 2412, 'laptop', null],
    ]);
    expect(await query(`SELECT notes->>'remark' FROM '${path}' WHERE notes IS NOT NULL`)).toEqual([["say 'hi'"]]);
  });

  test('degrees where the plan knows them', async () => {
    const path = await exportTo('earth.parquet', 'Earth');
    const [[lat, lon] = []] = (await query(`SELECT lat_deg, lon_deg FROM '${path}' WHERE scan = 's3'`)) as number[][];
    expect(lat).toBeCloseTo(52 - 8 / 111_319.49, 8);
    expect(lon).toBeCloseTo(13 + 9 / (111_319.49 * Math.cos((51.9995 * Math.PI) / 180)), 8);
  });

  test('a floor where nothing was measured is a table without rows', async () => {
    await site.client.call('site.addFloor', { siteId: site.siteId, name: 'Bare' });
    const out = join(site.folder, 'bare.parquet');
    const task = await site.runTask('survey.exportReadings', { siteId: site.siteId, out, floor: 'Bare' });
    expect(task).toMatchObject({ state: 'done', result: { readings: 0 } });
    expect(await query(`SELECT count(*)::INT, count(radio)::INT FROM '${out}'`)).toEqual([[0, 0]]);
  });
});

describe('GeoPackage', () => {
  test('is written anew over an older one; another database is left alone', async () => {
    await exportTo('again.gpkg', 'Plan');
    await exportTo('again.gpkg', 'Plan');
    const precious = join(site.folder, 'precious.gpkg');
    const database = new DatabaseSync(precious);
    database.exec('CREATE TABLE mine (a); PRAGMA application_id = 7');
    database.close();
    const task = await site.runTask('survey.exportReadings', { siteId: site.siteId, out: precious });
    expect(task).toMatchObject({ state: 'failed', error: { code: 'file_not_writable' } });
  });

  test('readings lie beside their scans', async () => {
    const database = new DatabaseSync(await exportTo('tables.gpkg', 'Plan'), { readOnly: true });
    expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    const rows = database
      .prepare(
        'SELECT s.label, s.strongest_dbm, count(r.id) AS n FROM scans s LEFT JOIN readings r ON r.scan_fid = s.fid GROUP BY s.fid',
      )
      .all();
    expect(rows).toEqual([
      { label: 's1', strongest_dbm: -40.5, n: 2 },
      { label: 's2', strongest_dbm: -62, n: 1 },
      { label: 's3', strongest_dbm: null, n: 0 },
      { label: 's4', strongest_dbm: -80, n: 1 },
    ]);
    database.close();
  });

  gdal('read by GDAL: points on the plan, points on the earth', async () => {
    const describeFile = (path: string, layer: string) =>
      execFileSync('ogrinfo', ['-ro', '-al', path, layer], { encoding: 'utf8' });
    const plan = describeFile(await exportTo('plan.gpkg', 'Plan'), 'scans');
    expect(plan).toContain('Geometry: Point');
    expect(plan).toContain('Feature Count: 4');
    expect(plan).toContain('Extent: (3.000000, -8.000000) - (9.000000, -4.000000)');
    expect(plan).toContain('time (DateTime) = 2026/01/05 09:00:00');
    const earth = describeFile(await exportTo('earth.gpkg', 'Earth'), 'scans');
    expect(earth).toContain('WGS 84');
    expect(earth).toMatch(/Extent: \(13\.00004\d, 51\.99992\d\) - \(13\.00013\d, 51\.99996\d\)/);
    expect(describeFile(join(site.folder, 'earth.gpkg'), 'readings')).toContain('Feature Count: 4');
  });
});

describe('GeoJSON', () => {
  test('in degrees where the plan knows them, else in metres', async () => {
    const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
    const plan = read(await exportTo('plan.geojson', 'Plan'));
    expect(plan.coordinates).toMatch(/metres/);
    expect(plan.features[0].geometry.coordinates).toEqual([3, 4]);
    const earth = read(await exportTo('earth.geojson', 'Earth'));
    expect(earth.coordinates).toBeUndefined();
    expect(earth.features[0].geometry.coordinates[1]).toBeCloseTo(52 - 4 / 111_319.49, 8);
    expect(earth.features[0].properties).toMatchObject({ x_m: 3, y_m: 4 });
    expect(earth.features[3].geometry).toBeNull();
  });

  gdal('read by GDAL', async () => {
    const text = execFileSync('ogrinfo', ['-ro', '-al', '-so', await exportTo('gdal.geojson', 'Earth')], {
      encoding: 'utf8',
    });
    expect(text).toContain('Feature Count: 4');
    expect(text).toMatch(/Extent: \(13\.00004\d, 51\.99992\d\)/);
  });
});
