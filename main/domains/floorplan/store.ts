// SQL of plans.
import { createHash, randomUUID } from 'node:crypto';
import type { Plan, PlanFormat, ScaleCheck } from '../../../shared/contract/floorplan.ts';
import type { ScaleMethod } from '../../../shared/geometry/scale.ts';
import { FloorId, PlanId } from '../../../shared/model/ids.ts';
import type { Database } from '../../ports/database.ts';
import type { Floor } from '../../ports/sites.ts';
import type { ReadPlan } from './formats/plan-job.ts';

interface PlanRow {
  id: string;
  floor_id: string;
  format: PlanFormat;
  file_name: string;
  page: number | null;
  width_px: number;
  height_px: number;
  metres_per_px: number | null;
  scale_method: ScaleMethod | null;
  scale_checks: string;
  origin_x_m: number;
  origin_y_m: number;
  north_deg: number;
  is_vector: number;
}

export interface PlanHead {
  readonly fileName: string;
  readonly page: number | undefined;
  readonly metresPerPixel: number | undefined;
  readonly method: ScaleMethod | undefined;
  readonly originXM: number;
  readonly originYM: number;
  readonly northDeg: number;
  readonly importedAt: string;
}

export function readPlan(database: Database, floor: Floor): Plan | undefined {
  const row = database
    .prepare('SELECT p.*, f.id AS floor_id FROM plans p JOIN floors f ON f.number = p.floor WHERE p.floor = ?')
    .get<PlanRow>(floor.number);
  if (!row) return undefined;
  const levels = database
    .prepare(
      'SELECT level, width_px AS widthPx, height_px AS heightPx, tile_px AS tilePx, column_count AS columns, row_count AS rows FROM plan_levels WHERE plan = ? ORDER BY level',
    )
    .all<Plan['levels'][number]>(row.id)
    .map((level) => ({ ...level }));
  return {
    planId: PlanId.parse(row.id),
    floorId: FloorId.parse(row.floor_id),
    format: row.format,
    fileName: row.file_name,
    ...(row.page === null ? {} : { page: row.page }),
    widthPx: row.width_px,
    heightPx: row.height_px,
    ...(row.metres_per_px === null
      ? {}
      : {
          metresPerPixel: row.metres_per_px,
          widthM: row.width_px * row.metres_per_px,
          heightM: row.height_px * row.metres_per_px,
        }),
    ...(row.scale_method === null ? {} : { scaleMethod: row.scale_method }),
    checks: JSON.parse(row.scale_checks) as ScaleCheck[],
    originXM: row.origin_x_m,
    originYM: row.origin_y_m,
    northDeg: row.north_deg,
    isVector: row.is_vector === 1,
    levels,
  };
}

/** The file it was imported from. */
export function readOriginal(database: Database, { planId }: Plan): Uint8Array<ArrayBuffer> | undefined {
  return database
    .prepare('SELECT bytes FROM plan_originals WHERE plan = ?')
    .get<{ bytes: Uint8Array<ArrayBuffer> }>(planId)?.bytes;
}

/** Puts a plan on a floor in place of the one that is there. Call inside a transaction. */
export function replacePlan(database: Database, floor: Floor, read: ReadPlan, head: PlanHead): PlanId {
  const planId = PlanId.parse(randomUUID());
  database.prepare('DELETE FROM plans WHERE floor = ?').run(floor.number);
  database
    .prepare(
      `INSERT INTO plans (id, floor, format, file_name, page, width_px, height_px, metres_per_px, scale_method, origin_x_m, origin_y_m, north_deg, is_vector, imported_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      planId,
      floor.number,
      read.plan.format,
      head.fileName,
      head.page ?? null,
      read.plan.widthPx,
      read.plan.heightPx,
      head.metresPerPixel ?? null,
      head.method ?? null,
      head.originXM,
      head.originYM,
      head.northDeg,
      read.plan.isVector ? 1 : 0,
      head.importedAt,
    );
  const sha256 = createHash('sha256').update(read.original).digest('hex');
  database
    .prepare('INSERT INTO plan_originals (plan, sha256, bytes) VALUES (?, ?, ?)')
    .run(planId, sha256, read.original);
  const level = database.prepare(
    'INSERT INTO plan_levels (plan, level, width_px, height_px, tile_px, column_count, row_count) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  for (const each of read.levels)
    level.run(planId, each.level, each.widthPx, each.heightPx, each.tilePx, each.columns, each.rows);
  const tile = database.prepare(
    'INSERT INTO plan_tiles (plan, level, column_index, row_index, media_type, bytes) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const each of read.tiles) tile.run(planId, each.level, each.column, each.row, each.mediaType, each.bytes);
  return planId;
}

export function readTile(database: Database, planId: PlanId, at: { level: number; column: number; row: number }) {
  return database
    .prepare(
      'SELECT media_type AS mediaType, bytes FROM plan_tiles WHERE plan = ? AND level = ? AND column_index = ? AND row_index = ?',
    )
    .get<{ mediaType: string; bytes: Uint8Array<ArrayBuffer> }>(planId, at.level, at.column, at.row);
}

/** Sets the scale; earlier checks were of another one. */
export function setScale(database: Database, plan: Plan, scale: { metresPerPixel: number; method: ScaleMethod }): void {
  database
    .prepare(`UPDATE plans SET metres_per_px = ?, scale_method = ?, scale_checks = '[]' WHERE id = ?`)
    .run(scale.metresPerPixel, scale.method, plan.planId);
}

export function addCheck(database: Database, plan: Plan, check: ScaleCheck): void {
  database
    .prepare('UPDATE plans SET scale_checks = ? WHERE id = ?')
    .run(JSON.stringify([...plan.checks, check].slice(-20)), plan.planId);
}

export function placePlan(
  database: Database,
  plan: Plan,
  place: { originXM: number; originYM: number; northDeg: number },
): void {
  database
    .prepare('UPDATE plans SET origin_x_m = ?, origin_y_m = ?, north_deg = ? WHERE id = ?')
    .run(place.originXM, place.originYM, place.northDeg, plan.planId);
}
