// The pool gives its answer in time, whatever its thread is doing, and goes on with other threads.
import { afterEach, expect, it } from 'vitest';
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
