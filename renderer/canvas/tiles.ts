// Pictures of the plan: the tiles that are needed for what is seen, loaded once, the oldest forgotten.
import type { Plan } from '../../shared/contract/floorplan.ts';
import { lineTile } from './line-tile.ts';
import type { PlanPalette } from './palette.ts';
import { displayScale } from './scene.ts';
import { type Size, toMetres, type View } from './view.ts';

export interface TileAddress {
  readonly level: number;
  readonly column: number;
  readonly row: number;
}
export type LoadTile = (planId: string, address: TileAddress) => Promise<Blob>;

/** A tile with its place on the plan, in plan pixels. */
export interface PlacedTile extends TileAddress {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type Level = Plan['levels'][number];

/** The coarsest level that still has a picture pixel for each screen pixel. */
export function chooseLevel(plan: Plan, view: View, pixelRatio: number): Level | undefined {
  const neededPx = plan.widthPx * displayScale(plan) * view.scale * pixelRatio;
  return plan.levels.find((level) => level.widthPx >= neededPx * 0.9) ?? plan.levels.at(-1);
}

/** Tiles of a level that lie within the window. */
export function visibleTiles(plan: Plan, level: Level, view: View, size: Size): PlacedTile[] {
  const perPlanPx = level.widthPx / plan.widthPx;
  const metresPerPx = displayScale(plan);
  const [leftM, topM] = toMetres(view, 0, 0);
  const [rightM, bottomM] = toMetres(view, size.width, size.height);
  const tile = (metres: number, origin: number) =>
    Math.floor((((metres - origin) / metresPerPx) * perPlanPx) / level.tilePx);
  const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value));
  const tiles: PlacedTile[] = [];
  for (
    let row = clamp(tile(topM, plan.originYM), level.rows);
    row <= clamp(tile(bottomM, plan.originYM), level.rows - 1);
    row++
  ) {
    for (
      let column = clamp(tile(leftM, plan.originXM), level.columns);
      column <= clamp(tile(rightM, plan.originXM), level.columns - 1);
      column++
    ) {
      const width = Math.min(level.tilePx, level.widthPx - column * level.tilePx) / perPlanPx;
      const height = Math.min(level.tilePx, level.heightPx - row * level.tilePx) / perPlanPx;
      tiles.push({
        level: level.level,
        column,
        row,
        x: (column * level.tilePx) / perPlanPx,
        y: (row * level.tilePx) / perPlanPx,
        width,
        height,
      });
    }
  }
  return tiles;
}

const keptTiles = 96;
/** A tile that could not be had (the core was busy, or starts anew) is asked for again after this time, when it is still seen. */
const retryMs = 3_000;
type Picture = ImageBitmap | OffscreenCanvas;

export class TileCache {
  readonly #load: LoadTile;
  readonly #arrived: () => void;
  /** A number: could not be loaded, not to be tried again before this time (ms). */
  readonly #pictures = new Map<string, Picture | 'loading' | number>();

  constructor(load: LoadTile, arrived: () => void) {
    this.#load = load;
    this.#arrived = arrived;
  }

  get isLoading(): boolean {
    return [...this.#pictures.values()].includes('loading');
  }

  /** The picture if it is here; otherwise it is fetched and `arrived` is called. */
  get(plan: Plan, address: TileAddress, palette: PlanPalette): Picture | undefined {
    const key = `${plan.planId} ${address.level} ${address.column} ${address.row} ${plan.isVector && palette.isDark}`;
    const known = this.#pictures.get(key);
    if (known === undefined || (typeof known === 'number' && known < performance.now()))
      void this.#fetch(key, plan, address, palette);
    else if (typeof known === 'object') {
      this.#pictures.delete(key);
      this.#pictures.set(key, known);
      return known;
    }
    return undefined;
  }

  async #fetch(key: string, plan: Plan, address: TileAddress, palette: PlanPalette): Promise<void> {
    this.#pictures.set(key, 'loading');
    try {
      const bitmap = await createImageBitmap(
        await this.#load(plan.planId, { level: address.level, column: address.column, row: address.row }),
      );
      if (this.#pictures.get(key) !== 'loading') {
        // Cleared while it was on its way.
        bitmap.close();
        return;
      }
      this.#pictures.set(key, plan.isVector ? lineTile(bitmap, palette) : bitmap);
      this.#forgetOldest();
      this.#arrived();
    } catch {
      if (this.#pictures.get(key) !== 'loading') return;
      this.#pictures.set(key, performance.now() + retryMs);
      setTimeout(this.#arrived, retryMs + 1);
    }
  }

  #forgetOldest(): void {
    for (const [key, picture] of this.#pictures) {
      if (this.#pictures.size <= keptTiles) return;
      if (typeof picture !== 'object') continue;
      if (picture instanceof ImageBitmap) picture.close();
      this.#pictures.delete(key);
    }
  }

  clear(): void {
    for (const picture of this.#pictures.values()) if (picture instanceof ImageBitmap) picture.close();
    this.#pictures.clear();
  }
}
