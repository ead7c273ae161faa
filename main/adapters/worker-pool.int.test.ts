// The pool gives its answer in time, whatever its thread is doing, and goes on with other threads.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { svgBox, svgOf } from '../domains/floorplan/testing/plan-files.ts';
import { WorkerPool } from './worker-pool.ts';

let pool: WorkerPool;
afterEach(() => pool.close());

const grid = { leftM: 0, topM: 0, cellM: 0.01, columns: 4_000, rows: 4_000 };
const places = 4_000;
/** Some seconds of work. */
const long = () => ({
  readings: {
    radioId: Int32Array.from({ length: places }, (_, index) => index % 50),
    xM: Float32Array.from({ length: places }, (_, index) => (index * 7919) % 40),
    yM: Float32Array.from({ length: places }, (_, index) => (index * 104_729) % 40),
    rssiDbm: new Float32Array(places).fill(-60),
  },
  grid,
  reachM: 20,
});
const short = () => ({ ...long(), grid: { ...grid, columns: 2, rows: 2 } });

it('ends late and cancelled jobs with their own error, and does the next one', async () => {
  pool = new WorkerPool();
  await expect(pool.run('heatmap', long(), { timeoutMs: 100 })).rejects.toMatchObject({ code: 'deadline_exceeded' });
  const controller = new AbortController();
  const cancelled = pool.run('heatmap', long(), { signal: controller.signal });
  setTimeout(() => controller.abort(), 100);
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  await expect(pool.run('heatmap', short())).resolves.toMatchObject({ valuesDbm: expect.any(Float32Array) });
});

/** Our processes that read plans. */
function planReaders(): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) &&
        readFileSync(`/proc/${pid}/status`, 'utf8').includes(`PPid:\t${process.pid}\n`) &&
        readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('floorplan')
      );
    } catch {
      return false;
    }
  });
}

it.skipIf(process.platform !== 'linux')(
  'ends a process whatever library it is inside of, keeps one that is idle, and leaves none behind',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'groma-pool-'));
    const write = (name: string, text: string) => {
      writeFileSync(join(folder, name), svgOf(text));
      return { kind: 'preview', path: join(folder, name), name, maxPx: 1_500 };
    };
    // Each of these is drawn with tens of thousands of tiles.
    const tile =
      '<defs><pattern id="m" width="2" height="2" patternUnits="userSpaceOnUse"><rect width="1" height="1"/></pattern></defs>';
    const endless = write(
      'endless.svg',
      `${tile}${'<rect width="400" height="300" fill="url(#m)"/>'.repeat(1_000)}${svgBox}`,
    );
    const plain = write('plain.svg', svgBox);
    pool = new WorkerPool(['floorplan']);
    expect(await pool.run('floorplan', plain)).toMatchObject({ mediaType: 'image/png', bytes: expect.any(Uint8Array) });
    expect(planReaders()).toHaveLength(1);
    await expect(pool.run('floorplan', endless, { timeoutMs: 1_000 })).rejects.toMatchObject({
      code: 'deadline_exceeded',
    });
    await vi.waitFor(() => expect(planReaders()).toEqual([]), { timeout: 10_000 });
    const controller = new AbortController();
    const cancelled = pool.run('floorplan', endless, { signal: controller.signal });
    setTimeout(() => controller.abort(), 500);
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    expect(await pool.run('floorplan', plain)).toMatchObject({ mediaType: 'image/png' });
    await pool.close();
    await vi.waitFor(() => expect(planReaders()).toEqual([]), { timeout: 10_000 });
    rmSync(folder, { recursive: true });
  },
  60_000,
);
