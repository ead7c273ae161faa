// What differs between our site and another version of it: of the design, object by object, and how much was measured.
import type { SiteDifference } from '../../../../shared/contract/site.ts';
import { DesignKind } from '../../../../shared/model/design.ts';
import { ObjectId } from '../../../../shared/model/ids.ts';
import { otherSchema } from '../../../ports/merge.ts';
import type { SiteSession } from '../../../ports/sites.ts';
import { nameOf } from './conflicts.ts';

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly ours: string | null;
  readonly theirs: string | null;
}

type Fields = Readonly<Record<string, unknown>>;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** A place of the object, for how far it was moved: its point, or the middle of its line or outline. */
function placeOf({ place, line, outline }: Fields): readonly [number, number] | undefined {
  if (Array.isArray(place)) return place as [number, number];
  const points = Array.isArray(line)
    ? [line.slice(0, 2) as [number, number], line.slice(2) as [number, number]]
    : Array.isArray(outline)
      ? (outline as [number, number][])
      : [];
  if (points.length === 0) return undefined;
  const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  return [mean(0), mean(1)];
}

function movedBetween(from: Fields, to: Fields): number | undefined {
  const [a, b] = [placeOf(from), placeOf(to)];
  if (!a || !b) return undefined;
  const movedM = Math.hypot(b[0] - a[0], b[1] - a[1]);
  return movedM > 0.001 ? Math.round(movedM * 1_000) / 1_000 : undefined;
}

const read = (text: string | null): Fields | undefined => (text === null ? undefined : (JSON.parse(text) as Fields));

function differenceOf(row: Row): SiteDifference | undefined {
  const kind = DesignKind.safeParse(row.kind).data;
  const objectId = ObjectId.safeParse(row.id).data;
  const [ours, theirs] = [read(row.ours), read(row.theirs)];
  const fields = theirs ?? ours;
  if (!kind || !objectId || !fields) return undefined;
  const head = {
    objectId,
    kind,
    name: nameOf(kind, fields),
    ...(typeof fields['floor'] === 'string' ? { floorId: fields['floor'] as never } : {}),
    ...(placeOf(fields) ? { place: [...(placeOf(fields) ?? [])] as [number, number] } : {}),
  };
  if (!ours) return { ...head, change: 'added', fields: [] };
  if (!theirs) return { ...head, change: 'removed', fields: [] };
  const changed = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].filter(
    (field) => !same(ours[field], theirs[field]),
  );
  const movedM = movedBetween(ours, theirs);
  const isMoved = movedM !== undefined && changed.every((field) => ['place', 'line', 'outline'].includes(field));
  return {
    ...head,
    change: isMoved ? 'moved' : 'changed',
    fields: changed,
    ...(movedM === undefined ? {} : { movedM }),
  };
}

/** The other version is attached. `added` is what it has and ours has not. */
export function compareSites({ database }: SiteSession): {
  differences: SiteDifference[];
  scansAdded: number;
  scansMissing: number;
} {
  const rows = database
    .prepare(
      `SELECT coalesce(a.id, b.id) AS id, coalesce(a.kind, b.kind) AS kind, a.fields AS ours, b.fields AS theirs FROM
        (SELECT id, kind, fields FROM main.objects WHERE deleted = 0) a
        FULL JOIN (SELECT id, kind, fields FROM ${otherSchema}.objects WHERE deleted = 0) b ON b.id = a.id
      WHERE a.fields IS NOT b.fields ORDER BY 2, 1`,
    )
    .all<Row>();
  const count = (sql: string) => database.prepare(sql).get<{ n: number }>()?.n ?? 0;
  const notIn = (from: string, other: string) =>
    count(
      `SELECT count(*) AS n FROM ${from}.scans s WHERE NOT EXISTS (SELECT 1 FROM ${other}.scans o WHERE o.uuid = s.uuid)`,
    );
  return {
    differences: rows
      .flatMap((row) => differenceOf(row) ?? [])
      .filter(({ change, fields }) => change === 'added' || change === 'removed' || fields.length > 0),
    scansAdded: notIn(otherSchema, 'main'),
    scansMissing: notIn('main', otherSchema),
  };
}
