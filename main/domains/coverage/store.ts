// SQL of coverage.
import { RadioId } from '../../../shared/model/ids.ts';
import type { RadioKind } from '../../../shared/model/radio.ts';
import type { Database } from '../../ports/database.ts';
import type { Floor } from '../../ports/sites.ts';

/** A radio by key, name or number; keys and names without case. The one most often heard where that is not unique. */
export function findRadioId(database: Database, radio: string, kind: RadioKind | undefined): RadioId | undefined {
  const row = database
    .prepare(
      `SELECT r.id FROM radios r LEFT JOIN heard h ON h.radio = r.id
        WHERE (lower(r.key) = lower(?1) OR lower(r.name) = lower(?1) OR r.id = ?2) AND (?3 IS NULL OR r.kind = ?3)
        GROUP BY r.id ORDER BY lower(r.key) = lower(?1) DESC, lower(r.name) = lower(?1) DESC, sum(h.readings) DESC LIMIT 1`,
    )
    .get<{ id: number }>(radio, /^\d{1,9}$/.test(radio) ? Number(radio) : null, kind ?? null);
  return row ? RadioId.parse(row.id) : undefined;
}

/** Readings on a floor, with a place or without: of one radio, of a kind, or all. */
export function countHeard(
  database: Database,
  floor: Floor,
  filter: { radioId: RadioId | undefined; kind: RadioKind | undefined },
): number {
  const row = database
    .prepare(
      'SELECT coalesce(sum(h.readings), 0) AS n FROM heard h JOIN radios r ON r.id = h.radio WHERE h.floor = ?1 AND (?2 IS NULL OR h.radio = ?2) AND (?3 IS NULL OR r.kind = ?3)',
    )
    .get<{ n: number }>(floor.number, filter.radioId ?? null, filter.kind ?? null);
  return row?.n ?? 0;
}
