// The numbered migrations. `PRAGMA user_version` of a site file is the number of the last one it has had.
import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from '../ports/database.ts';
import { conversions } from './conversions.ts';

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  /** What no SQL can say: rows that come out of other rows. After the SQL, in its transaction. */
  readonly convert?: ((database: Database) => void) | undefined;
}

/** Beside this module both in the sources and in a build. */
const folder = new URL('./migrations/', import.meta.url);

/** @throws Error when a number is missing or double: a mistake of ours, found at start. */
export function loadMigrations(): Migration[] {
  const migrations = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const version = Number.parseInt(name, 10);
      return { version, name, sql: readFileSync(new URL(name, folder), 'utf8'), convert: conversions[version] };
    });
  migrations.forEach((migration, index) => {
    if (migration.version !== index + 1) throw new Error(`migration ${migration.name} should be number ${index + 1}`);
  });
  if (migrations.length === 0) throw new Error('no migrations found');
  return migrations;
}
