// Maps of a real site, computed in the worker: the same as computed here, on the plan's grid, into files, and refused with a reason.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleBetween } from '../../../shared/rf/class-raster.ts';
import { computeHeatmap, type HeatmapJob } from '../../../shared/rf/heatmap.ts';
import { signalClasses, signalClassOf } from '../../../shared/rf/signal-classes.ts';
import { WorkerPool } from '../../adapters/worker-pool.ts';
import { openTestSite, type TestSite } from '../../core/testing/test-site.ts';
import { svgBox, svgOf } from '../floorplan/testing/plan-files.ts';
import { gromaHead } from '../survey/testing/readings-files.ts';

let site: TestSite;
const floor = '1F';
const [near, far] = ['02:00:00:00:00:01', '02:00:00:00:00:02'];

const compute = (more: Record<string, unknown> = {}) =>
  site.client.call('coverage.computeHeatmap', { siteId: site.siteId, floor, ...more });
const exportTo = (name: string, more: Record<string, unknown> = {}) =>
  site.client.call('coverage.exportHeatmap', { siteId: site.siteId, floor, out: join(site.folder, name), ...more });

beforeAll(async () => {
  site = await openTestSite();
  const write = (name: string, text: string) => {
    writeFileSync(join(site.folder, name), text);
    return { path: join(site.folder, name) };
  };
  const { siteId } = site;
  await site.runTask('floorplan.importPlan', { siteId, source: write('a.svg', svgOf(svgBox)), floor, widthM: 40 });
  const rows = Array.from({ length: 100 }, (_each, index) => {
    const [x, y] = [1 + (index % 10) * 1.3, 1 + Math.floor(index / 10) * 1.7];
    const row = (kind: string, radio: string, dbm: number) =>
      `2026-01-05T09:00:00Z,s${index},,${x},${y},${kind},${radio},${dbm},5180,a`;
    return [row('wifi', near, -40 - x - y), row('ble', far, -80 + x)].join('\n');
  });
  await site.runTask('survey.importReadings', {
    siteId,
    source: write('a.csv', [gromaHead, ...rows].join('\n')),
    floor,
  });
  await site.client.call('site.addFloor', { siteId, name: 'Empty' });
  await site.client.call('site.addFloor', { siteId, name: 'Heard' });
  const unplaced = [gromaHead, `2026-01-05T09:00:00Z,1,,,,wifi,${near},-50,5180,a`].join('\n');
  await site.runTask('survey.importReadings', { siteId, source: write('b.csv', unplaced), floor: 'Heard' });
});
afterAll(() => site.close());

describe('a map', () => {
  test('lies on the grid of the plan and is painted within reach only', async () => {
    const map = await compute({ cellM: 0.5, reachM: 3 });
    expect(map).toMatchObject({
      columns: 80,
      rows: 60,
      cells: 4_800,
      originXM: 0,
      originYM: 0,
      places: 100,
      method: 'idw',
    });
    expect(map.looRmseDb).toBeLessThan(3);
    const at = (x: number, y: number) => map.valuesDbm[Math.floor(y / 0.5) * 80 + Math.floor(x / 0.5)] ?? 0;
    expect(at(2, 2)).toBeGreaterThan(-50);
    expect(at(35, 25)).toBeNaN();
    const painted = [...map.valuesDbm].filter((value) => !Number.isNaN(value));
    expect(Math.min(...painted)).toBeCloseTo(map.min ?? 0, 4);
    expect(Math.max(...painted)).toBeCloseTo(map.max ?? 0, 4);
  });

  test('of one radio by key or name, and of one kind', async () => {
    const one = await compute({ metric: 'rssi', radio: far.toUpperCase() });
    expect(one.radioId).toBeDefined();
    expect(new Set(one.radio)).toEqual(new Set([0, one.radioId]));
    expect(one.max).toBeLessThan(-60);
    const ble = await compute({ kind: 'ble' });
    expect(ble.max).toBeCloseTo(one.max ?? 0, 5);
  });

  test('the worker gives what this thread computes', async () => {
    const job: HeatmapJob = {
      readings: {
        radioId: Int32Array.from([1, 1, 1, 2, 2]),
        xM: Float32Array.from([1, 4, 7, 1, 9]),
        yM: Float32Array.from([1, 2, 3, 1, 9]),
        rssiDbm: Float32Array.from([-40, -50, -60, -70, -45]),
      },
      grid: { columns: 30, rows: 30, cellM: 0.5, leftM: -1, topM: -1 },
      reachM: 4,
    };
    const pool = new WorkerPool();
    try {
      expect(await pool.run('heatmap', job)).toEqual(computeHeatmap(job));
    } finally {
      await pool.close();
    }
  });
});

describe('into files', () => {
  test('CSV: a row for each painted cell, at its centre', async () => {
    const map = await compute({ cellM: 1 });
    expect(await exportTo('map.csv', { cellM: 1 })).toMatchObject({ cells: map.cells, min: map.min, max: map.max });
    const [head, ...rows] = readFileSync(join(site.folder, 'map.csv'), 'utf8').trim().split('\n');
    expect(head).toBe('x_m,y_m,value');
    expect(rows).toHaveLength([...map.valuesDbm].filter((value) => !Number.isNaN(value)).length);
    for (const row of rows) {
      const [x = 0, y = 0, value = 0] = row.split(',').map(Number);
      expect(value).toBeCloseTo(map.valuesDbm[Math.floor(y) * map.columns + Math.floor(x)] ?? 0, 2);
      expect([x % 1, y % 1]).toEqual([0.5, 0.5]);
    }
  });

  /** Pixels of a written picture, and how many there are to a cell of 1 m. */
  async function read(name: string) {
    const { data, info } = await sharp(join(site.folder, name)).raw().toBuffer({ resolveWithObject: true });
    return {
      cellPx: info.width / 40,
      channels: info.channels,
      at: (x: number, y: number) => {
        const start = (y * info.width + x) * info.channels;
        return [...data.subarray(start, start + info.channels)];
      },
    };
  }

  /** Of the pixel that begins at this place, in cells: there are four to a cell's edge. */
  const colourAt = (map: Awaited<ReturnType<typeof compute>>, column: number, row: number) =>
    signalClasses[signalClassOf(sampleBetween(map, column + 1 / 8, row + 1 / 8))]?.colour;

  test('PNG: the colours of the classes on the white of the plan, and its lines through them', async () => {
    const map = await compute({ cellM: 1 });
    await exportTo('plan.png', { cellM: 1 });
    const { cellPx, channels, at } = await read('plan.png');
    expect([Number.isInteger(cellPx), channels]).toEqual([true, 3]);
    // The box of the plan runs half a metre inside of its edge: through the middle of the outermost cells, and no other.
    for (let row = 1; row < map.rows - 1; row++) {
      for (let column = 1; column < map.columns - 1; column++) {
        const pixel = at((column + 0.5) * cellPx, (row + 0.5) * cellPx);
        expect(pixel).toEqual([...(colourAt(map, column + 0.5, row + 0.5) ?? [255, 255, 255])]);
      }
    }
    const [measured, unmeasured] = [at(0.5 * cellPx, 5 * cellPx), at(0.5 * cellPx, 28 * cellPx)];
    expect(Math.max(...measured)).toBeLessThan(120);
    expect(Math.max(...unmeasured)).toBeLessThan(120);
  });

  test('PNG, bare: the colours alone, nothing where nothing was measured', async () => {
    const map = await compute({ cellM: 1 });
    await exportTo('bare.png', { cellM: 1, bare: true });
    const { cellPx, at } = await read('bare.png');
    map.valuesDbm.forEach((value, cell) => {
      const [column, row] = [cell % map.columns, Math.floor(cell / map.columns)];
      const pixel = at(column * cellPx, row * cellPx);
      if (Number.isNaN(value)) expect(pixel[3]).toBe(0);
      else expect(pixel).toEqual([...(colourAt(map, column, row) ?? []), 255]);
    });
  });

  test('a plan whose picture is broken is said, and no file is left; bare it is not needed', async () => {
    const { planId } = (await site.client.call('floorplan.getPlan', { siteId: site.siteId, floor })).plan ?? {};
    const change = (sql: string, ...values: (string | Uint8Array)[]) => {
      const database = new DatabaseSync(site.file);
      try {
        return database.prepare(sql).get(...values);
      } finally {
        database.close();
      }
    };
    const whole = change('SELECT bytes FROM plan_tiles WHERE plan = ? AND level = 0', planId ?? '')?.[
      'bytes'
    ] as Uint8Array;
    const write = 'UPDATE plan_tiles SET bytes = ? WHERE plan = ? AND level = 0 RETURNING plan';
    change(write, whole.slice(0, whole.length / 2), planId ?? '');
    await expect(exportTo('broken.png')).rejects.toMatchObject({ code: 'plan_damaged' });
    expect(readdirSync(site.folder)).not.toContain('broken.png');
    await exportTo('broken-bare.png', { bare: true });
    // What is no picture is never handed to what decodes pictures: the map is drawn without it.
    change(write, new TextEncoder().encode(svgOf(svgBox)), planId ?? '');
    await exportTo('no-picture.png');
    change(write, whole, planId ?? '');
  });
});

describe('refused', () => {
  test.each([
    ['no_readings', { floor: 'Empty' }],
    ['readings_without_place', { floor: 'Heard' }],
    ['readings_without_place', { floor: 'Heard', metric: 'rssi', radio: near }],
    ['no_readings', { floor: 'Heard', kind: 'ble' }],
    ['floor_not_found', { floor: 'Roof' }],
    ['radio_needed', { metric: 'rssi' }],
    ['radio_not_found', { metric: 'rssi', radio: 'nobody' }],
    ['radio_not_found', { metric: 'rssi', radio: near, kind: 'ble' }],
    ['bad_input', { cellM: 0 }],
  ])('%s', async (code, more) => {
    await expect(compute(more)).rejects.toMatchObject({ code });
  });

  test('too many cells, an ending that is not known, and no file is left', async () => {
    await site.client.call('floorplan.setScale', { siteId: site.siteId, floor, widthM: 4_000 });
    await expect(compute({ cellM: 0.5 })).rejects.toMatchObject({ code: 'heatmap_too_large' });
    await expect(exportTo('big.png', { cellM: 0.5 })).rejects.toMatchObject({ code: 'heatmap_too_large' });
    await expect(exportTo('map.tiff')).rejects.toMatchObject({ code: 'export_unknown_format' });
    expect(readdirSync(site.folder).filter((name) => /big|tiff/.test(name))).toEqual([]);
  });
});
