// The state of one design object worked out of all changes that were ever made to it, by anybody, in any order.
// Each field is a multi-value register: a change names the operations whose values it replaces (its base). What nobody has replaced
// are the heads. One head is the value; several that differ are a conflict, which a person decides by a change that replaces them all.
// The result depends on the set of changes alone, so merging copies is a union of sets.
import type { OperationId } from './clock.ts';

export type FieldValue = unknown;

export interface FieldChange {
  readonly operation: OperationId;
  /** New values by field; `deleted: true` takes the object off the plan. */
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Operations whose values these replace, by field; none for a field that was not there. A deletion's cover every field. */
  readonly base: Readonly<Record<string, readonly OperationId[]>>;
}

export type Heads = Readonly<Record<string, readonly OperationId[]>>;

export interface ObjectState {
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly heads: Heads;
  readonly deleted: boolean;
  /** Fields whose heads differ; `deleted` where one deleted what another changed meanwhile (then it stays). */
  readonly conflicts: readonly string[];
}

const same = (a: FieldValue, b: FieldValue): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Changes of one object in the order of their clock. */
export function stateOf(unordered: readonly FieldChange[]): ObjectState {
  const changes = unordered.toSorted((a, b) => (a.operation < b.operation ? -1 : 1));
  const names = [...new Set(changes.flatMap((change) => Object.keys(change.fields)))].sort();
  const fields: Record<string, FieldValue> = {};
  const heads: Record<string, readonly OperationId[]> = {};
  const conflicts: string[] = [];
  for (const name of names) {
    const having = changes.filter((change) => name in change.fields);
    const replaced = new Set(having.flatMap((change) => change.base[name] ?? []));
    const left = having.filter((change) => !replaced.has(change.operation));
    const last = left.at(-1);
    if (!last) continue;
    heads[name] = left.map((change) => change.operation);
    fields[name] = last.fields[name];
    if (left.some((change) => !same(change.fields[name], fields[name]))) conflicts.push(name);
  }
  const { deleted: wasDeleted = false, ...rest } = fields;
  const deletion =
    wasDeleted === true ? changes.find(({ operation }) => operation === heads['deleted']?.at(-1)) : undefined;
  const unseen = deletion ? Object.keys(rest).filter((name) => !hasSeen(deletion, name, heads[name] ?? [])) : [];
  if (unseen.length > 0 && !conflicts.includes('deleted')) conflicts.push('deleted');
  return {
    fields: rest,
    heads,
    deleted: deletion !== undefined && !conflicts.includes('deleted'),
    conflicts: conflicts.sort(),
  };
}

const hasSeen = (deletion: FieldChange, name: string, heads: readonly OperationId[]): boolean =>
  heads.every((head) => deletion.base[name]?.includes(head) || head === deletion.operation);

/** A change as a person makes it now, on what they see. */
export function changeOn(
  state: ObjectState | undefined,
  operation: OperationId,
  fields: Readonly<Record<string, FieldValue>>,
): FieldChange {
  const heads = state?.heads ?? {};
  const names = fields['deleted'] === true ? Object.keys(heads) : Object.keys(fields);
  const base = Object.fromEntries(names.flatMap((name) => (heads[name] ? [[name, heads[name]]] : [])));
  return { operation, fields, base };
}
