// What people draw and place in a site, as operations that can be merged (shared/design/).
import type { OperationId } from '../../shared/design/clock.ts';
import type { DesignKind, DesignObject, DesignObjectOf, FieldsOf } from '../../shared/model/design.ts';
import type { FloorId, ObjectId } from '../../shared/model/ids.ts';

/** New values of some fields of one object. Undefined takes a field away. */
export type ObjectChange = {
  [K in DesignKind]: {
    readonly objectId: ObjectId;
    readonly kind: K;
    readonly set: { readonly [F in keyof FieldsOf<K>]?: FieldsOf<K>[F] | undefined } & { readonly deleted?: boolean };
  };
}[DesignKind];

export interface Edit {
  /** For people, in a list of what was done: "3 walls drawn". */
  readonly title: string;
  readonly changes: readonly ObjectChange[];
}

export interface DesignFilter<K extends DesignKind = DesignKind> {
  readonly kinds?: readonly K[];
  readonly floorId?: FloorId;
}

export interface Design {
  /**
   * Does what the person did: one operation, one transaction (or within the caller's).
   * @throws AppError `object_not_found`, `object_not_valid`
   */
  edit(edit: Edit): { readonly operation: OperationId; readonly revision: number };
  list<K extends DesignKind>(filter: DesignFilter<K>): DesignObjectOf<K>[];
  /** Objects changed after a revision, deleted ones by their ids, and the revision that this brings the caller to. */
  since(revision: number, floorId?: FloorId): DesignDelta;
  count(filter: DesignFilter): number;
  /** Takes in the operations that the copy attached as `other` has and ours has not. Call inside a transaction. */
  adopt(): { readonly operations: number; readonly objects: number };
}

export interface DesignDelta {
  readonly revision: number;
  readonly objects: readonly DesignObject[];
  readonly removed: readonly ObjectId[];
}
