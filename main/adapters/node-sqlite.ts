// SQLite through node:sqlite. Turns SQLite's own failures into ours; keeps prepared statements; joins nested transactions.
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { backup, DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Database, DatabaseEngine, Statement } from '../ports/database.ts';

/** Primary result codes of SQLite, https://sqlite.org/rescode.html */
const code = {
  perm: 3,
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cantOpen: 14,
  notADatabase: 26,
} as const;
const busyTimeoutMs = 2_000;

function translate(error: unknown, file: string): unknown {
  const errcode = (error as { errcode?: unknown }).errcode;
  if (typeof errcode !== 'number') return error;
  const params = { file: basename(file) };
  const options = { cause: error };
  switch (errcode & 0xff) {
    case code.busy:
    case code.locked:
      return new AppError('site_locked', params, options);
    case code.full:
      return new AppError('disk_full', {}, options);
    case code.corrupt:
      return new AppError('site_damaged', { ...params, detail: 'its pages do not fit together' }, options);
    case code.notADatabase:
      return new AppError('not_a_site_file', params, options);
    case code.perm:
    case code.readOnly:
      return new AppError('site_read_only', { step: 'Copy it to a folder that you may write to.' }, options);
    case code.cantOpen:
    case code.ioError:
      return new AppError('file_not_readable', { ...params, reason: (error as Error).message }, options);
    default:
      return error;
  }
}

class NodeSqliteDatabase implements Database {
  readonly file: string;
  readonly readOnly: boolean;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, Statement>();

  constructor(database: DatabaseSync, file: string, readOnly: boolean) {
    this.#database = database;
    this.file = file;
    this.readOnly = readOnly;
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw translate(error, this.file);
    }
  }

  exec(sql: string): void {
    this.#guard(() => this.#database.exec(sql));
  }

  prepare(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#wrap(this.#guard(() => this.#database.prepare(sql)));
    this.#statements.set(sql, statement);
    return statement;
  }

  #wrap(statement: StatementSync): Statement {
    const guard = this.#guard.bind(this);
    return {
      run: (...parameters) =>
        guard(() => {
          const { changes, lastInsertRowid } = statement.run(...parameters);
          return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
        }),
      get: <Row>(...parameters: never[]) => guard(() => statement.get(...parameters)) as Row | undefined,
      all: <Row>(...parameters: never[]) => guard(() => statement.all(...parameters)) as Row[],
      rows: (...parameters) =>
        guard(() => {
          statement.setReturnArrays(true);
          try {
            return statement.all(...parameters) as never;
          } finally {
            statement.setReturnArrays(false);
          }
        }),
      iterate: <Row>(...parameters: never[]) => guard(() => statement.iterate(...parameters)) as Iterable<Row>,
    };
  }

  transaction<T>(work: () => T): T {
    if (this.#database.isTransaction) return work();
    this.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      // A full disk ends the transaction by itself; rolling back again would hide the reason.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw translate(error, this.file);
    }
  }

  async backup(toFile: string): Promise<void> {
    try {
      await backup(this.#database, toFile);
    } catch (error) {
      throw translate(error, toFile);
    }
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}

function openDatabase(file: string, options: { readOnly: boolean; create?: boolean }): Database {
  if (!options.create && !existsSync(file)) throw new AppError('file_not_found', { file });
  try {
    const database = new DatabaseSync(options.readOnly ? readOnlyLocation(file) : file, {
      readOnly: options.readOnly,
      timeout: busyTimeoutMs,
      enableForeignKeyConstraints: true,
    });
    // Files come from elsewhere: what their schema calls must not reach beyond SQLite. https://sqlite.org/security.html
    database.exec('PRAGMA trusted_schema = OFF');
    return new NodeSqliteDatabase(database, file, options.readOnly);
  } catch (error) {
    throw translate(error, file);
  }
}

/**
 * Where nobody else holds the file open, there is no `-shm` and a reader who may not write the folder cannot make one:
 * then SQLite must be told that the file does not change. https://sqlite.org/wal.html#read_only_databases
 */
function readOnlyLocation(file: string): string | URL {
  if (existsSync(`${file}-wal`) || existsSync(`${file}-shm`)) return file;
  const url = pathToFileURL(file);
  url.searchParams.set('immutable', '1');
  return url;
}

export const nodeSqlite: DatabaseEngine = { open: openDatabase };
