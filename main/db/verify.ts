// Is a site file whole? Its pages, its references, and what is derived from the readings.
import { isAppError } from '../../shared/errors/app-error.ts';
import type { Database } from '../ports/database.ts';

const maxProblems = 50;

const checks: readonly { readonly sql: string; readonly problem: (row: Record<string, unknown>) => string }[] = [
  {
    sql: 'SELECT r.scan AS scan FROM readings r LEFT JOIN scans s ON s.id = r.scan WHERE s.id IS NULL OR s.floor <> r.floor LIMIT 10',
    problem: ({ scan }) => `a reading belongs to scan ${scan}, which is not on its floor`,
  },
  {
    sql: `SELECT coalesce(h.radio, c.radio) AS radio FROM
      (SELECT floor, radio, count(*) AS readings, max(rssi_dbm) AS strongest FROM readings GROUP BY floor, radio) c
      FULL JOIN heard h ON h.floor = c.floor AND h.radio = c.radio
      WHERE h.readings IS NOT c.readings OR h.strongest_dbm IS NOT c.strongest LIMIT 10`,
    problem: ({ radio }) => `the summary of radio ${radio} does not agree with its readings`,
  },
  {
    sql: 'SELECT s.id AS scan FROM scans s JOIN walks w ON w.number = s.walk WHERE w.floor <> s.floor LIMIT 10',
    problem: ({ scan }) => `scan ${scan} belongs to a walk on another floor`,
  },
  {
    sql: 'SELECT DISTINCT c.object AS object FROM changes c LEFT JOIN objects o ON o.id = c.object AND o.kind = c.kind WHERE o.id IS NULL LIMIT 10',
    problem: ({ object }) => `what the operations made of object ${object} is missing`,
  },
  {
    sql: 'SELECT o.id AS object FROM objects o LEFT JOIN changes c ON c.object = o.id WHERE c.object IS NULL LIMIT 10',
    problem: ({ object }) => `object ${object} was made by no operation`,
  },
  {
    sql: 'SELECT p.id AS plan FROM plans p LEFT JOIN plan_originals o ON o.plan = p.id WHERE o.plan IS NULL LIMIT 10',
    problem: ({ plan }) => `the original of plan ${plan} is missing`,
  },
  {
    sql: `SELECT l.plan AS plan, l.level AS level FROM plan_levels l WHERE l.column_count * l.row_count <>
      (SELECT count(*) FROM plan_tiles t WHERE t.plan = l.plan AND t.level = l.level) LIMIT 10`,
    problem: ({ plan, level }) => `plan ${plan} lacks pictures of level ${level}`,
  },
];

/** Problems found, in words; empty when the file is whole. */
export function verifyDatabase(database: Database): string[] {
  const problems: string[] = [];
  try {
    findProblems(database, problems);
  } catch (error) {
    // Pages so damaged that SQLite gives up are what was asked for, too.
    if (!isAppError(error, 'site_damaged')) throw error;
    problems.push(`the file: ${error.params['detail']}`);
  }
  return problems.slice(0, maxProblems);
}

function findProblems(database: Database, problems: string[]): void {
  for (const row of database.prepare(`PRAGMA integrity_check(${maxProblems})`).all<{ integrity_check: string }>()) {
    if (row.integrity_check !== 'ok') problems.push(`the file: ${row.integrity_check}`);
  }
  if (problems.length > 0) return;
  for (const row of database.prepare('PRAGMA foreign_key_check').all<{ table: string; parent: string }>()) {
    if (problems.length < maxProblems) problems.push(`a row of ${row.table} refers to a missing row of ${row.parent}`);
  }
  for (const check of checks) {
    for (const row of database.prepare(check.sql).all()) problems.push(check.problem(row));
  }
}
