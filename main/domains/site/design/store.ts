// SQL of the design: operations, their changes, and the objects that they come to.

import { OperationId } from '../../../../shared/design/clock.ts';
import { type FieldChange, type Heads, type ObjectState, stateOf } from '../../../../shared/design/registers.ts';
import type { Database, SqlValue } from '../../../ports/database.ts';

export interface StoredChange extends FieldChange {
  readonly object: string;
  readonly kind: string;
}

export interface ObjectRow {
  readonly id: string;
  readonly kind: string;
  readonly fields: string;
  readonly heads: string;
  readonly deleted: number;
  readonly conflicts: string;
  readonly revision: number;
}

/** Most objects were made by one operation: then it is written once, not by field. */
function packHeads(heads: Heads): string {
  const lists = Object.values(heads).map((list) => list.join());
  return lists.length > 0 && lists.every((list) => list === lists[0])
    ? JSON.stringify({ '*': Object.values(heads)[0] })
    : JSON.stringify(heads);
}

export function stateOfRow(row: ObjectRow): ObjectState {
  const fields = JSON.parse(row.fields) as Record<string, unknown>;
  const packed = JSON.parse(row.heads) as Record<string, OperationId[]>;
  const all = packed['*'];
  const heads = all ? Object.fromEntries(Object.keys(fields).map((name) => [name, all])) : packed;
  return { fields, heads, deleted: row.deleted === 1, conflicts: JSON.parse(row.conflicts) as string[] };
}

const objectColumns = 'id, kind, fields, heads, deleted, conflicts, revision';

export function readObject(database: Database, id: string): ObjectRow | undefined {
  return database.prepare(`SELECT ${objectColumns} FROM objects WHERE id = ?`).get<ObjectRow>(id);
}

export function writeObject(
  database: Database,
  object: { id: string; kind: string; state: ObjectState; revision: number },
): void {
  const { id, kind, state, revision } = object;
  const floor = state.fields['floor'];
  database
    .prepare(
      `INSERT INTO objects (id, kind, floor, fields, heads, deleted, conflicts, revision)
        VALUES (?1, ?2, (SELECT number FROM floors WHERE id = ?3), ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (id) DO UPDATE SET floor = excluded.floor, fields = excluded.fields, heads = excluded.heads,
          deleted = excluded.deleted, conflicts = excluded.conflicts, revision = excluded.revision`,
    )
    .run(
      id,
      kind,
      typeof floor === 'string' ? floor : null,
      JSON.stringify(state.fields),
      packHeads(state.heads),
      state.deleted ? 1 : 0,
      JSON.stringify(state.conflicts),
      revision,
    );
}

export function addOperation(
  database: Database,
  operation: { id: OperationId; title: string; author: string },
  changes: readonly StoredChange[],
): void {
  database
    .prepare('INSERT INTO operations (id, title, author) VALUES (?, ?, ?)')
    .run(operation.id, operation.title, operation.author);
  const insert = database.prepare('INSERT INTO changes (object, operation, kind, fields, base) VALUES (?, ?, ?, ?, ?)');
  for (const change of changes)
    insert.run(
      change.object,
      change.operation,
      change.kind,
      JSON.stringify(change.fields, (_key, value: unknown) => (value === undefined ? null : value)),
      JSON.stringify(change.base),
    );
}

/** The object's state from all of its changes; undefined where it has none. */
export function workOut(database: Database, id: string): { kind: string; state: ObjectState } | undefined {
  const rows = database
    .prepare('SELECT operation, kind, fields, base FROM changes WHERE object = ? ORDER BY operation')
    .all<{ operation: string; kind: string; fields: string; base: string }>(id);
  const [first] = rows;
  if (!first) return undefined;
  const changes = rows.map((row) => ({
    operation: OperationId.parse(row.operation),
    fields: JSON.parse(row.fields) as Record<string, unknown>,
    base: JSON.parse(row.base) as Record<string, OperationId[]>,
  }));
  return { kind: first.kind, state: stateOf(changes) };
}

export function newestOperation(database: Database): OperationId | undefined {
  const id = database.prepare('SELECT max(id) AS id FROM operations').get<{ id: string | null }>()?.id;
  return id === null || id === undefined ? undefined : OperationId.parse(id);
}

export const newestRevision = (database: Database): number =>
  database.prepare('SELECT coalesce(max(revision), 0) AS n FROM objects').get<{ n: number }>()?.n ?? 0;

export interface RowFilter {
  readonly kinds?: readonly string[];
  readonly floorId?: string;
  readonly afterRevision?: number;
  readonly withDeleted?: boolean;
}

function where(filter: RowFilter): { sql: string; parameters: SqlValue[] } {
  const parts: string[] = [];
  const parameters: SqlValue[] = [];
  if (!filter.withDeleted) parts.push('deleted = 0');
  if (filter.floorId !== undefined) {
    parts.push('floor = (SELECT number FROM floors WHERE id = ?)');
    parameters.push(filter.floorId);
  }
  if (filter.kinds) {
    parts.push(`kind IN (${filter.kinds.map(() => '?').join(', ')})`);
    parameters.push(...filter.kinds);
  }
  if (filter.afterRevision !== undefined) {
    parts.push('revision > ?');
    parameters.push(filter.afterRevision);
  }
  return { sql: parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : '', parameters };
}

export function listRows(database: Database, filter: RowFilter): ObjectRow[] {
  const { sql, parameters } = where(filter);
  return database.prepare(`SELECT ${objectColumns} FROM objects ${sql} ORDER BY rowid`).all<ObjectRow>(...parameters);
}

export function countRows(database: Database, filter: RowFilter): number {
  const { sql, parameters } = where(filter);
  return database.prepare(`SELECT count(*) AS n FROM objects ${sql}`).get<{ n: number }>(...parameters)?.n ?? 0;
}
