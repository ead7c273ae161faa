// SQL of active tests.
import { ActiveOutcome, type ActiveResult, ActiveTest } from '../../../../shared/contract/active-test.ts';
import { TestId } from '../../../../shared/model/ids.ts';
import type { Database } from '../../../ports/database.ts';
import type { Floor } from '../../../ports/sites.ts';

export function addTest(database: Database, floor: Floor, person: string, result: ActiveResult): void {
  const { testId, timeMs, xM, yM, test, outcome } = result;
  database
    .prepare(
      'INSERT INTO active_tests (id, floor, time_ms, x_m, y_m, kind, settings, outcome, person) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    )
    .run(
      testId,
      floor.number,
      timeMs,
      xM ?? null,
      yM ?? null,
      test.kind,
      JSON.stringify(test),
      JSON.stringify(outcome),
      person,
    );
}

interface Row {
  readonly id: string;
  readonly time_ms: number;
  readonly x_m: number | null;
  readonly y_m: number | null;
  readonly settings: string;
  readonly outcome: string;
}

/** The newest first. What a newer Groma has written in another way is left out. */
export function listTests(database: Database, floor: Floor): ActiveResult[] {
  return database
    .prepare(
      'SELECT id, time_ms, x_m, y_m, settings, outcome FROM active_tests WHERE floor = ? ORDER BY time_ms DESC, id',
    )
    .all<Row>(floor.number)
    .flatMap((row) => {
      const test = ActiveTest.safeParse(JSON.parse(row.settings)).data;
      const outcome = ActiveOutcome.safeParse(JSON.parse(row.outcome)).data;
      if (!test || !outcome) return [];
      return [
        {
          testId: TestId.parse(row.id),
          timeMs: row.time_ms,
          ...(row.x_m === null || row.y_m === null ? {} : { xM: row.x_m, yM: row.y_m }),
          test,
          outcome,
        },
      ];
    });
}
