// SQL of plans and walls.
import { createHash, randomUUID } from 'node:crypto';
import type { Plan, PlanFormat, ScaleCheck, Wall } from '../../../shared/contract/floorplan.ts';
import type { ScaleMethod } from '../../../shared/geometry/scale.ts';
import { FloorId, PlanId, WallId } from '../../../shared/model/ids.ts';
import type { Database } from '../../ports/database.ts';
import type { Floor } from '../../ports/sites.ts';
import type { ReadPlan } from './formats/plan-job.ts';
import type { NewWall } from './walls.ts';

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

/** Puts a plan on a floor in place of the one that is there; walls of the old plan go with it. Call inside a transaction. */
export function replacePlan(database: Database, floor: Floor, read: ReadPlan, head: PlanHead): PlanId {
  const planId = PlanId.parse(randomUUID());
  database.prepare('DELETE FROM plans WHERE floor = ?').run(floor.number);
  database.prepare(`DELETE FROM walls WHERE floor = ? AND origin = 'plan'`).run(floor.number);
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

/** Sets the scale; earlier checks were of another one. Walls from the plan keep their place on the picture. */
export function setScale(
  database: Database,
  floor: Floor,
  plan: Plan,
  scale: { metresPerPixel: number; method: ScaleMethod },
): void {
  database
    .prepare(`UPDATE plans SET metres_per_px = ?, scale_method = ?, scale_checks = '[]' WHERE id = ?`)
    .run(scale.metresPerPixel, scale.method, plan.planId);
  if (plan.metresPerPixel === undefined) return;
  database
    .prepare(
      `UPDATE walls SET x1_m = ?2 + (x1_m - ?2) * ?1, y1_m = ?3 + (y1_m - ?3) * ?1, x2_m = ?2 + (x2_m - ?2) * ?1, y2_m = ?3 + (y2_m - ?3) * ?1
        WHERE floor = ?4 AND origin = 'plan'`,
    )
    .run(scale.metresPerPixel / plan.metresPerPixel, plan.originXM, plan.originYM, floor.number);
}

export function addCheck(database: Database, plan: Plan, check: ScaleCheck): void {
  database
    .prepare('UPDATE plans SET scale_checks = ? WHERE id = ?')
    .run(JSON.stringify([...plan.checks, check].slice(-20)), plan.planId);
}

export function placePlan(
  database: Database,
  floor: Floor,
  plan: Plan,
  place: { originXM: number; originYM: number; northDeg: number },
): void {
  database
    .prepare('UPDATE plans SET origin_x_m = ?, origin_y_m = ?, north_deg = ? WHERE id = ?')
    .run(place.originXM, place.originYM, place.northDeg, plan.planId);
  database
    .prepare(
      `UPDATE walls SET x1_m = x1_m + ?1, y1_m = y1_m + ?2, x2_m = x2_m + ?1, y2_m = y2_m + ?2 WHERE floor = ?3 AND origin = 'plan'`,
    )
    .run(place.originXM - plan.originXM, place.originYM - plan.originYM, floor.number);
}

export function addWalls(database: Database, floor: Floor, walls: readonly NewWall[], origin: Wall['origin']): void {
  const insert = database.prepare(
    'INSERT INTO walls (id, floor, x1_m, y1_m, x2_m, y2_m, material, origin, layer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  for (const wall of walls)
    insert.run(
      randomUUID(),
      floor.number,
      wall.x1M,
      wall.y1M,
      wall.x2M,
      wall.y2M,
      wall.material,
      origin,
      wall.layer ?? null,
    );
}

/** Both ends to the millimetre, whichever comes first. */
function endsOf(wall: Pick<Wall, 'x1M' | 'y1M' | 'x2M' | 'y2M'>): string {
  const end = (x: number, y: number) => `${Math.round(x * 1000)},${Math.round(y * 1000)}`;
  return [end(wall.x1M, wall.y1M), end(wall.x2M, wall.y2M)].sort().join(' ');
}

/** Walls of a file: the same file again adds nothing, a corrected one corrects the materials. */
export function putWalls(
  database: Database,
  floor: Floor,
  walls: readonly NewWall[],
): { added: number; updated: number } {
  const known = new Map(listWalls(database, floor).map((wall) => [endsOf(wall), wall]));
  const wanted = new Map(walls.map((wall) => [endsOf(wall), wall]));
  const setMaterial = database.prepare('UPDATE walls SET material = ? WHERE id = ?');
  const fresh: NewWall[] = [];
  let updated = 0;
  for (const [ends, wall] of wanted) {
    const there = known.get(ends);
    if (!there) fresh.push(wall);
    else if (there.material !== wall.material) {
      setMaterial.run(wall.material, there.wallId);
      updated++;
    }
  }
  addWalls(database, floor, fresh, 'file');
  return { added: fresh.length, updated };
}

export function listWalls(database: Database, floor: Floor): Wall[] {
  return database
    .prepare('SELECT id, x1_m, y1_m, x2_m, y2_m, material, origin, layer FROM walls WHERE floor = ?')
    .all<{
      id: string;
      x1_m: number;
      y1_m: number;
      x2_m: number;
      y2_m: number;
      material: string;
      origin: Wall['origin'];
      layer: string | null;
    }>(floor.number)
    .map((row) => ({
      wallId: WallId.parse(row.id),
      x1M: row.x1_m,
      y1M: row.y1_m,
      x2M: row.x2_m,
      y2M: row.y2_m,
      material: row.material,
      origin: row.origin,
      ...(row.layer === null ? {} : { layer: row.layer }),
    }));
}
