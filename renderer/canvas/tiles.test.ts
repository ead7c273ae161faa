import { describe, expect, it, vi } from 'vitest';
import type { Plan } from '../../shared/contract/floorplan.ts';
import type { PlanPalette } from './palette.ts';
import { chooseLevel, TileCache, visibleTiles } from './tiles.ts';

const level = (number: number, widthPx: number) => ({
  level: number,
  widthPx,
  heightPx: widthPx / 2,
  tilePx: 1024,
  columns: Math.ceil(widthPx / 1024),
  rows: Math.ceil(widthPx / 2048),
});
const plan = {
  planId: '6d1f7a60-1111-4222-8333-444455556666',
  widthPx: 8192,
  heightPx: 4096,
  metresPerPixel: 0.01,
  originXM: 0,
  originYM: 0,
  isVector: false,
  levels: [{ ...level(0, 2048), tilePx: 2048, columns: 1, rows: 1 }, level(1, 4096), level(2, 8192)],
} as unknown as Plan;

describe('chooseLevel', () => {
  it('takes the coarsest that is fine enough, else the finest', () => {
    expect(chooseLevel(plan, { scale: 20, x: 0, y: 0 }, 1)?.level).toBe(0);
    expect(chooseLevel(plan, { scale: 45, x: 0, y: 0 }, 1)?.level).toBe(1);
    expect(chooseLevel(plan, { scale: 45, x: 0, y: 0 }, 2)?.level).toBe(2);
    expect(chooseLevel(plan, { scale: 600, x: 0, y: 0 }, 1)?.level).toBe(2);
  });
});

describe('visibleTiles', () => {
  const fine = plan.levels[2];
  if (!fine) throw new Error('no level');
  it('are those within the window, with their place on the plan', () => {
    const tiles = visibleTiles(plan, fine, { scale: 100, x: -1100, y: 0 }, { width: 500, height: 500 });
    expect(tiles.map(({ column, row }) => [column, row])).toEqual([[1, 0]]);
    expect(tiles[0]).toMatchObject({ x: 1024, y: 0, width: 1024, height: 1024 });
  });
  it('end at the edge of the picture', () => {
    const tiles = visibleTiles(plan, fine, { scale: 10, x: 0, y: 0 }, { width: 5000, height: 5000 });
    expect(tiles).toHaveLength(8 * 4);
  });
});

describe('TileCache', () => {
  it('asks for each tile once, by its address and nothing else', async () => {
    vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('never reached')));
    const load = vi.fn(() => Promise.reject(new Error('gone')));
    const cache = new TileCache(load, () => undefined);
    const address = { level: 2, column: 1, row: 0, x: 1024, y: 0, width: 1024, height: 1024 };
    expect(cache.get(plan, address, {} as PlanPalette)).toBeUndefined();
    expect(cache.get(plan, address, {} as PlanPalette)).toBeUndefined();
    await vi.waitFor(() => expect(load).toHaveBeenCalled());
    vi.unstubAllGlobals();
    expect(load.mock.calls).toEqual([[plan.planId, { level: 2, column: 1, row: 0 }]]);
  });
});
