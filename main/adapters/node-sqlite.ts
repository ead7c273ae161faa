// SQLite through node:sqlite. Turns SQLite's own failures into ours; keeps prepared statements; joins nested transactions.
import { existsSync, statfsSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { backup, DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import type { Database, DatabaseEngine, OpenOptions, Statement } from '../ports/database.ts';

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
    case code.ioError:
      if (isFull(file)) return new AppError('disk_full', {}, options);
      return new AppError('file_not_readable', { ...params, reason: (error as Error).message }, options);
    case code.cantOpen:
      return new AppError('file_not_readable', { ...params, reason: (error as Error).message }, options);
    default:
      return error;
  }
}

/** SQLite says only "disk I/O error" where it found no room for the files beside the database. */
function isFull(file: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize < 1024 * 1024;
  } catch {
    return false;
  }
}

interface Connection {
  readonly database: DatabaseSync;
  /** Of a file that SQLite was told does not change: seen when it does all the same. */
  readonly stamp: string | undefined;
}

class NodeSqliteDatabase implements Database {
  readonly file: string;
  readonly readOnly: boolean;
  readonly #onReplaced: OpenOptions['onReplaced'];
  readonly #statements = new Map<string, StatementSync>();
  #connection: Connection;
  #backups = 0;
  /** How many ask for commits that survive a power cut. */
  #durable = 0;
  #isClosed = false;

  constructor(file: string, { readOnly, onReplaced }: OpenOptions) {
    this.file = file;
    this.readOnly = readOnly;
    this.#onReplaced = onReplaced;
    this.#connection = connect(file, readOnly);
  }

  get #database(): DatabaseSync {
    return this.#connection.database;
  }

  /** Somebody who may write the file has opened it, changed it or put another in its place: what was read of it no longer fits. */
  #refresh(): void {
    const { database, stamp } = this.#connection;
    if (stamp === undefined || this.#isClosed || this.#backups > 0 || database.isTransaction) return;
    if (stamp === stampOf(this.file)) return;
    if (!existsSync(this.file)) throw new AppError('site_gone', { file: this.file });
    const next = new NodeSqliteDatabase(this.file, { readOnly: true });
    try {
      this.#onReplaced?.(next);
    } catch (error) {
      next.close();
      throw error;
    }
    this.#connection = next.#connection;
    this.#statements.clear();
    database.close();
  }

  #guard<T>(work: () => T): T {
    if (this.#isClosed) throw new AppError('site_not_open');
    try {
      return work();
    } catch (error) {
      throw this.#translate(error);
    }
  }

  #translate(error: unknown): unknown {
    if (isAppError(error)) return error;
    const { stamp } = this.#connection;
    const translated = translate(error, this.file);
    return isAppError(translated, 'site_damaged') && stamp !== undefined && stamp !== stampOf(this.file)
      ? new AppError('site_locked', { file: basename(this.file) }, { cause: error })
      : translated;
  }

  exec(sql: string): void {
    this.#guard(() => this.#database.exec(sql));
  }

  prepare(sql: string): Statement {
    // At once, so that a wrong statement shows where it is written; after, at each use, because the connection may change.
    const prepared = <T>(use: (statement: StatementSync) => T): T => this.#guard(() => use(this.#prepared(sql)));
    prepared(() => undefined);
    return {
      run: (...parameters) =>
        prepared((statement) => {
          const { changes, lastInsertRowid } = statement.run(...parameters);
          return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
        }),
      get: <Row>(...parameters: never[]) => prepared((statement) => statement.get(...parameters)) as Row | undefined,
      all: <Row>(...parameters: never[]) => prepared((statement) => statement.all(...parameters)) as Row[],
      rows: (...parameters) =>
        prepared((statement) => {
          statement.setReturnArrays(true);
          try {
            return statement.all(...parameters) as never;
          } finally {
            statement.setReturnArrays(false);
          }
        }),
    };
  }

  #prepared(sql: string): StatementSync {
    this.#refresh();
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
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

  version(): string {
    const { data_version } = this.prepare('PRAGMA data_version').get<{ data_version: number }>() ?? {};
    return `${this.#connection.stamp ?? ''} ${data_version}`;
  }

  async backup(toFile: string): Promise<void> {
    this.#backups++;
    try {
      await backup(this.#database, toFile);
    } catch (error) {
      throw translate(error, toFile);
    } finally {
      this.#backups--;
    }
  }

  setDurable(isOn: boolean): void {
    this.#durable = Math.max(0, this.#durable + (isOn ? 1 : -1));
    // https://sqlite.org/pragma.html#pragma_synchronous
    if (!this.readOnly && !this.#isClosed) this.exec(`PRAGMA synchronous = ${this.#durable > 0 ? 'FULL' : 'NORMAL'}`);
  }

  close(): void {
    this.#isClosed = true;
    if (this.#database.isOpen) this.#database.close();
  }
}

function openDatabase(file: string, options: OpenOptions): Database {
  if (!options.create && !existsSync(file)) throw new AppError('file_not_found', { file });
  try {
    return new NodeSqliteDatabase(file, options);
  } catch (error) {
    throw translate(error, file);
  }
}

function connect(file: string, readOnly: boolean): Connection {
  const stamp = readOnly && !isInUse(file) ? stampOf(file) : undefined;
  const database = new DatabaseSync(stamp === undefined ? file : immutable(file), {
    readOnly,
    timeout: busyTimeoutMs,
    enableForeignKeyConstraints: true,
  });
  // Files come from elsewhere: what their schema calls must not reach beyond SQLite. https://sqlite.org/security.html
  database.exec('PRAGMA trusted_schema = OFF');
  return { database, stamp };
}

const isInUse = (file: string): boolean => existsSync(`${file}-wal`) || existsSync(`${file}-shm`);

function stampOf(file: string): string {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return `${isInUse(file)} ${stats?.ino} ${stats?.size} ${stats?.mtimeNs}`;
}

/**
 * Where nobody else holds the file open, there is no `-shm` and a reader who may not write the folder cannot make one:
 * then SQLite must be told that the file does not change. https://sqlite.org/wal.html#read_only_databases
 */
function immutable(file: string): URL {
  const url = pathToFileURL(file);
  url.searchParams.set('immutable', '1');
  return url;
}

export const nodeSqlite: DatabaseEngine = { open: openDatabase };
