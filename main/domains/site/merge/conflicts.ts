// What two people changed apart: listed side by side, decided by a person.

import type { DesignConflict } from '../../../../shared/contract/site.ts';
import { type OperationId, timeOf } from '../../../../shared/design/clock.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { DesignKind } from '../../../../shared/model/design.ts';
import { ObjectId } from '../../../../shared/model/ids.ts';
import type { ObjectChange } from '../../../ports/design.ts';
import type { SiteSession } from '../../../ports/sites.ts';
import { readObject, stateOfRow } from '../design/store.ts';

interface ChangeRow {
  readonly operation: OperationId;
  readonly fields: string;
  readonly title: string;
  readonly author: string;
}

const kindWords: Readonly<Record<DesignKind, string>> = {
  wall: 'Wall',
  material: 'Material',
  area: 'Attenuation area',
  zone: 'Zone',
  ap: 'Access point',
  beacon: 'Beacon',
  note: 'Note',
  alignment: 'Alignment point',
  floor: 'Floor',
  site: 'Site',
  device: 'Device',
};

/** "Access point L2-AP-06" */
export function nameOf(kind: DesignKind, fields: Readonly<Record<string, unknown>>): string {
  const { name, text, material } = fields as { name?: string; text?: string; material?: string };
  return [kindWords[kind], name || text?.slice(0, 40) || material].filter(Boolean).join(' ');
}

const round = (value: unknown): unknown => (typeof value === 'number' ? Math.round(value * 1_000) / 1_000 : value);

/** A value in words, short. */
function shown(field: string, value: unknown): string {
  if (field === 'deleted') return value === true ? 'removed' : 'kept';
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'string') return value === '' ? 'empty' : value;
  return JSON.stringify(value, (_key, each: unknown) => round(each)).slice(0, 120);
}

function versionsOf(site: SiteSession, id: string, field: string, heads: readonly OperationId[]) {
  const rows = site.database
    .prepare(
      `SELECT c.operation, c.fields, p.title, p.author FROM changes c JOIN operations p ON p.id = c.operation WHERE c.object = ? ORDER BY c.operation`,
    )
    .all<ChangeRow>(id);
  const wanted = new Set<string>(heads);
  return rows
    .filter(({ operation }) => wanted.has(operation))
    .map(({ operation, fields, title, author }) => {
      const value = (JSON.parse(fields) as Record<string, unknown>)[field];
      return { operation, title, author, timeMs: timeOf(operation), value, shown: shown(field, value) };
    });
}

/** The one who removed it against those who changed it meanwhile. */
function versionsOfRemoval(site: SiteSession, id: string, heads: Readonly<Record<string, readonly OperationId[]>>) {
  const removed = versionsOf(site, id, 'deleted', heads['deleted'] ?? []).filter(({ value }) => value === true);
  const others = [...new Set(Object.entries(heads).flatMap(([field, each]) => (field === 'deleted' ? [] : each)))];
  const newest = others.sort().at(-1);
  const kept = newest === undefined ? [] : versionsOf(site, id, 'deleted', [newest]);
  return [...removed, ...kept.map((each) => ({ ...each, value: false, shown: shown('deleted', false) }))];
}

export function listConflicts(site: SiteSession): DesignConflict[] {
  const rows = site.database
    .prepare(`SELECT id, kind, fields FROM objects WHERE conflicts <> '[]' ORDER BY kind, id`)
    .all<{ id: string; kind: string; fields: string }>();
  return rows.flatMap(({ id, kind: text }): DesignConflict[] => {
    const kind = DesignKind.safeParse(text).data;
    const row = readObject(site.database, id);
    if (!kind || !row) return [];
    const { fields, heads, conflicts } = stateOfRow(row);
    return conflicts.map((field) => ({
      objectId: ObjectId.parse(id),
      kind,
      name: nameOf(kind, fields),
      ...(typeof fields['floor'] === 'string' ? { floorId: fields['floor'] as never } : {}),
      field,
      versions:
        field === 'deleted' ? versionsOfRemoval(site, id, heads) : versionsOf(site, id, field, heads[field] ?? []),
    }));
  });
}

/** Writes the chosen value as an operation that replaces all of them. @throws AppError `object_not_found`, `conflict_is_decided` */
export function resolveConflict(
  site: SiteSession,
  { objectId, field, operation }: { objectId: ObjectId; field: string; operation: OperationId },
): void {
  const conflict = listConflicts(site).find((each) => each.objectId === objectId && each.field === field);
  const version = conflict?.versions.find((each) => each.operation === operation);
  if (!conflict || !version) throw new AppError('conflict_is_decided');
  const set = { [field]: version.value ?? undefined };
  const change = { objectId, kind: conflict.kind, set } as unknown as ObjectChange;
  site.design.edit({ title: `${conflict.name}: ${field} decided`, changes: [change] });
}
