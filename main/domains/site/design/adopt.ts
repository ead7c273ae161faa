// Operations of another copy, read with suspicion: a site file comes from anywhere.
import * as z from 'zod';
import { OperationId } from '../../../../shared/design/clock.ts';
import { DesignKind } from '../../../../shared/model/design.ts';
import { ObjectId } from '../../../../shared/model/ids.ts';
import type { Database } from '../../../ports/database.ts';
import type { StoredChange } from './store.ts';

const Text = z.string().max(1_000);
const OperationRow = z.object({ id: OperationId, title: Text, author: Text });
const ChangeRow = z.object({ object: ObjectId, operation: OperationId, kind: DesignKind });
const Fields = z.record(z.string(), z.unknown());
const Base = z.record(z.string(), z.array(OperationId));

export interface Foreign {
  readonly operation: { readonly id: OperationId; readonly title: string; readonly author: string };
  readonly changes: readonly StoredChange[];
}

function readJson<T>(text: unknown, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(String(text))).data;
  } catch {
    return undefined;
  }
}

function readChange(row: Record<string, unknown>): StoredChange | undefined {
  const head = ChangeRow.safeParse(row).data;
  const fields = readJson(row['fields'], Fields);
  const base = readJson(row['base'], Base);
  return head && fields && base ? { ...head, fields, base } : undefined;
}

/** What the copy attached as `other` has and ours has not; whole operations only. */
export function* foreignOperations(database: Database): Generator<Foreign> {
  const rows = database
    .prepare(
      'SELECT id, title, author FROM other.operations WHERE id NOT IN (SELECT id FROM main.operations) ORDER BY id',
    )
    .all();
  const changes = database.prepare(
    'SELECT object, operation, kind, fields, base FROM other.changes WHERE operation = ?',
  );
  for (const row of rows) {
    const operation = OperationRow.safeParse(row).data;
    if (!operation) continue;
    const read = changes.all(operation.id).map(readChange);
    const whole = read.filter((change) => change !== undefined);
    if (whole.length === read.length) yield { operation, changes: whole };
  }
}
