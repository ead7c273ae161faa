// Is the inside of a site file what Groma made? A file from elsewhere can hold a view in a table's place that never ends, or a
// trigger that deletes what is measured; and rows that no Groma wrote. Found when it is opened, before anything else is asked of it.
import * as z from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import { FloorId, PlanId, SiteId } from '../../shared/model/ids.ts';
import type { Database, DatabaseEngine } from '../ports/database.ts';
import type { Migration } from './migrations.ts';

interface SchemaObject {
  readonly type: string;
  readonly name: string;
  readonly table: string;
  readonly sql: string;
}

function objectsOf(database: Database): SchemaObject[] {
  return database
    .prepare(
      `SELECT type, name, tbl_name AS "table", sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*' ORDER BY type = 'table' DESC, name`,
    )
    .all<SchemaObject>();
}

/** Columns rather than the text of the statement: SQLite itself rewrites that when a migration alters a table. */
function columnsOf(database: Database, table: string): string {
  const columns = database.prepare('SELECT name, type, "notnull", pk, hidden FROM pragma_table_xinfo(?)').rows(table);
  return JSON.stringify(columns);
}

/**
 * Throws unless the file's tables, indexes and triggers are those of its format. Tables of other programs may be there as well.
 * @throws AppError `site_damaged`
 */
export function checkSchema(engine: DatabaseEngine, database: Database, migrations: readonly Migration[]): void {
  const reference = engine.open(':memory:', { readOnly: false, create: true });
  try {
    for (const { sql } of migrations) reference.exec(sql);
    const wanted = objectsOf(reference);
    const found = new Map(objectsOf(database).map((each) => [each.name, each]));
    for (const each of wanted) {
      const there = found.get(each.name);
      const isSame =
        there?.type === each.type &&
        there.table === each.table &&
        (each.type === 'table'
          ? /^CREATE TABLE/i.test(there.sql) && columnsOf(database, each.name) === columnsOf(reference, each.name)
          : there.sql === each.sql);
      if (!isSame) throw damaged(database, `its ${each.type} ${each.name} is not as Groma makes it`);
    }
    const names = new Set(wanted.map((each) => each.name));
    for (const { type, name } of found.values()) {
      if ((type === 'view' || type === 'trigger') && !names.has(name))
        throw damaged(database, `it holds a ${type} ${name} that Groma did not make`);
    }
  } finally {
    reference.close();
  }
}

// Beyond anything that an import can write: a site is refused for what no Groma made, never for what one did.
const Length = z.number().positive().max(1e9);
const Place = z.number().min(-1e9).max(1e9);
const Count = z.int().positive().max(1e9);

/** Tables of few rows that everything else goes by. */
const rows = {
  site: z.object({ id: SiteId, name: z.string().min(1).max(200), created_at: z.iso.datetime() }),
  floors: z.object({ number: z.int().positive(), id: FloorId, name: z.string().min(1).max(100), level: z.int() }),
  plans: z.object({
    id: PlanId,
    page: z.int().positive().nullable(),
    width_px: Length,
    height_px: Length,
    metres_per_px: z.number().positive().max(1e6).nullable(),
    scale_checks: z.string().refine(isJsonList, 'is no list'),
    origin_x_m: Place,
    origin_y_m: Place,
    north_deg: Place,
  }),
  plan_levels: z
    .object({ width_px: Count, height_px: Count, tile_px: Count, column_count: Count, row_count: Count })
    .refine(
      (level) =>
        level.column_count === Math.ceil(level.width_px / level.tile_px) &&
        level.row_count === Math.ceil(level.height_px / level.tile_px),
      'has tiles that do not make up its picture',
    ),
} as const;

function isJsonList(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}

/** @throws AppError `site_damaged` */
export function checkRows(database: Database): void {
  for (const [table, shape] of Object.entries(rows)) {
    const all = database.prepare(`SELECT * FROM ${table}`).all();
    if (table === 'site' && all.length !== 1)
      throw damaged(database, `it holds ${all.length === 0 ? 'no' : 'more than one'} site`);
    for (const row of all) {
      const problem = shape.safeParse(row).error?.issues[0];
      if (problem) throw damaged(database, `in ${table}, ${[...problem.path, problem.message].join(': ')}`);
    }
  }
  for (const table of ['radios', 'scans']) {
    // Columns of 32 bits carry them to the windows.
    const odd = database.prepare(`SELECT 1 FROM ${table} WHERE id < 1 OR id > 2147483647 LIMIT 1`).get();
    if (odd) throw damaged(database, `in ${table}, id: out of range`);
  }
}

const damaged = (database: Database, detail: string): AppError =>
  new AppError('site_damaged', { file: database.file.split(/[\\/]/).at(-1) ?? '', detail });
