// The design of one open site: edits become operations, operations become objects.
import { randomBytes } from 'node:crypto';
import { HybridClock, type OperationId } from '../../../../shared/design/clock.ts';
import { changeOn } from '../../../../shared/design/registers.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { DesignKind, type DesignObject, type DesignObjectOf, schemaOf } from '../../../../shared/model/design.ts';
import { type FloorId, ObjectId } from '../../../../shared/model/ids.ts';
import type { Database } from '../../../ports/database.ts';
import type { Design, DesignDelta, DesignFilter, Edit, ObjectChange } from '../../../ports/design.ts';
import { foreignOperations } from './adopt.ts';
import { type Changed, project, projectNewFloors } from './projections.ts';
import * as store from './store.ts';

export interface DesignLogOptions {
  readonly database: Database;
  readonly now: () => number;
  /** Who edits here, for others to see in a conflict. */
  readonly author: string;
}

export class DesignLog implements Design {
  readonly #database: Database;
  readonly #clock: HybridClock;
  readonly #author: string;

  constructor({ database, now, author }: DesignLogOptions) {
    this.#database = database;
    this.#clock = new HybridClock(now, randomBytes(6).toString('hex'));
    this.#author = author;
  }

  edit({ title, changes }: Edit): { operation: OperationId; revision: number } {
    const database = this.#database;
    return database.transaction(() => {
      this.#clock.see(store.newestOperation(database));
      const operation = this.#clock.next();
      const stored = merged(changes).map((change) => this.#changeOf(change, operation));
      store.addOperation(database, { id: operation, title, author: this.#author }, stored);
      return { operation, revision: this.rework(stored.map(({ object }) => object)) };
    });
  }

  adopt(): { operations: number; objects: number } {
    const database = this.#database;
    const touched = new Set<string>();
    let operations = 0;
    for (const { operation, changes } of foreignOperations(database)) {
      store.addOperation(database, operation, changes);
      for (const { object } of changes) touched.add(object);
      this.#clock.see(operation.id);
      operations++;
    }
    if (touched.size > 0) this.rework([...touched]);
    return { operations, objects: touched.size };
  }

  /** Works objects out anew from their changes, and what follows from them. Call inside a transaction. */
  rework(ids: readonly string[]): number {
    const database = this.#database;
    const revision = store.newestRevision(database) + 1;
    const changed = ids.flatMap((id): Changed[] => {
      const worked = store.workOut(database, id);
      const before = store.readObject(database, id);
      return worked ? [{ id, ...worked, before: before && store.stateOfRow(before) }] : [];
    });
    projectNewFloors(database, changed);
    for (const each of changed) store.writeObject(database, { ...each, revision });
    project(database, changed);
    return revision;
  }

  list<K extends DesignKind>({ kinds, floorId }: DesignFilter<K>): DesignObjectOf<K>[] {
    const rows = store.listRows(this.#database, { ...(kinds && { kinds }), ...(floorId && { floorId }) });
    return rows.flatMap((row) => toObject(row) ?? []) as DesignObject[] as never;
  }

  since(revision: number, floorId?: FloorId): DesignDelta {
    const database = this.#database;
    const rows = store.listRows(database, { afterRevision: revision, withDeleted: revision > 0 });
    const objects: DesignObject[] = [];
    const removed: ObjectId[] = [];
    for (const row of rows) {
      const object = row.deleted === 1 ? undefined : toObject(row);
      // What has left the floor is gone from it.
      if (object && (floorId === undefined || floorOf(object) === undefined || floorOf(object) === floorId))
        objects.push(object);
      else if (revision > 0) removed.push(row.id as ObjectId);
    }
    return { revision: store.newestRevision(database), objects, removed };
  }

  count({ kinds, floorId }: DesignFilter): number {
    return store.countRows(this.#database, { ...(kinds && { kinds }), ...(floorId && { floorId }) });
  }

  #changeOf(change: ObjectChange, operation: OperationId): store.StoredChange {
    const row = store.readObject(this.#database, change.objectId);
    const state = row && store.stateOfRow(row);
    if (row && row.kind !== change.kind) throw new AppError('object_not_valid', { detail: `it is no ${change.kind}` });
    if (state?.deleted && change.set.deleted !== false) throw new AppError('object_not_found');
    const fields = validFields(change, state?.fields ?? {});
    return { object: change.objectId, kind: change.kind, ...changeOn(state, operation, fields) };
  }
}

/** Two changes of one object within an edit are one. */
function merged(changes: readonly ObjectChange[]): ObjectChange[] {
  const byId = new Map<string, ObjectChange>();
  for (const change of changes) {
    const known = byId.get(change.objectId);
    byId.set(change.objectId, known ? ({ ...change, set: { ...known.set, ...change.set } } as ObjectChange) : change);
  }
  return [...byId.values()];
}

/** Checks the whole object as it will be, and gives the changed fields as they are stored. */
function validFields(change: ObjectChange, before: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { deleted, ...set } = change.set as Record<string, unknown>;
  if (deleted === true) return { deleted };
  const whole = withoutEmpty({ ...before, ...set });
  const checked = schemaOf(change.kind).safeParse(whole);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw new AppError('object_not_valid', { detail: `${[...(issue?.path ?? []), issue?.message].join(' ')}` });
  }
  const valid = checked.data as Record<string, unknown>;
  const fields = Object.fromEntries(Object.keys(set).map((name) => [name, valid[name] ?? null]));
  return deleted === undefined ? fields : { ...fields, deleted };
}

const withoutEmpty = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));

/** Undefined for what no Groma wrote: a site may come from anywhere. */
function toObject(row: store.ObjectRow): DesignObject | undefined {
  const kind = DesignKind.safeParse(row.kind);
  const objectId = ObjectId.safeParse(row.id);
  if (!kind.success || !objectId.success) return undefined;
  const { fields, conflicts } = store.stateOfRow(row);
  const checked = schemaOf(kind.data).safeParse(withoutEmpty(fields));
  if (!checked.success) return undefined;
  const object = { objectId: objectId.data, kind: kind.data, fields: checked.data };
  return (conflicts.length > 0 ? { ...object, conflicts } : object) as DesignObject;
}

function floorOf({ fields }: DesignObject): FloorId | undefined {
  return 'floor' in fields ? fields.floor : undefined;
}
