// SQL of coverage.
import { RadioId } from '../../../shared/model/ids.ts';
import type { Database } from '../../ports/database.ts';

/** A radio by key, name or number; keys and names without case. The one most often heard where a name is not unique. */
export function findRadioId(database: Database, radio: string): RadioId | undefined {
  const row = database
    .prepare(
      `SELECT r.id FROM radios r LEFT JOIN heard h ON h.radio = r.id
        WHERE lower(r.key) = lower(?1) OR lower(r.name) = lower(?1) OR (?2 IS NOT NULL AND r.id = ?2)
        GROUP BY r.id ORDER BY lower(r.key) = lower(?1) DESC, lower(r.name) = lower(?1) DESC, sum(h.readings) DESC LIMIT 1`,
    )
    .get<{ id: number }>(radio, /^\d{1,9}$/.test(radio) ? Number(radio) : null);
  return row ? RadioId.parse(row.id) : undefined;
}
