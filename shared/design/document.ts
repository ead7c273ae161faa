// The design as an editor holds it: a flat record of objects, changed by the same edits as the core's, and the edits that undo them.
import type { ObjectEdit } from '../contract/design.ts';
import type { DesignObject } from '../model/design.ts';
import type { ObjectId } from '../model/ids.ts';

export type DesignDocument = ReadonlyMap<ObjectId, DesignObject>;

export interface DesignEdit {
  /** For people: "Wall drawn". */
  readonly title: string;
  readonly changes: readonly ObjectEdit[];
}

function changed(object: DesignObject | undefined, { objectId, kind, set }: ObjectEdit): DesignObject {
  const { deleted: _deleted, ...values } = set;
  const all = Object.entries({ ...object?.fields, ...values });
  const fields = Object.fromEntries(all.filter(([, value]) => value !== null && value !== undefined));
  return { objectId, kind, fields } as unknown as DesignObject;
}

/** The document after an edit. What the edit brings back must be told whole, as `inverseOf` does. */
export function applyChanges(document: DesignDocument, changes: readonly ObjectEdit[]): DesignDocument {
  const next = new Map(document);
  for (const change of changes) {
    if (change.set['deleted'] === true) next.delete(change.objectId);
    else next.set(change.objectId, changed(next.get(change.objectId), change));
  }
  return next;
}

/** Changes that lead back from the document after `changes` to the one before. */
export function inverseOf(document: DesignDocument, changes: readonly ObjectEdit[]): ObjectEdit[] {
  return changes.toReversed().map(({ objectId, kind, set }) => {
    const before = document.get(objectId);
    if (!before) return { objectId, kind, set: { deleted: true } };
    const fields = before.fields as Record<string, unknown>;
    if (set['deleted'] === true) return { objectId, kind, set: { ...fields, deleted: false } };
    return { objectId, kind, set: Object.fromEntries(Object.keys(set).map((name) => [name, fields[name] ?? null])) };
  });
}
