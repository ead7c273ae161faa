// Site files on disk: create, open with every check, migrate with a backup, back up, verify.
import { accessSync, constants, copyFileSync, existsSync, linkSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import { writeError } from '../files/file-error.ts';
import { makeScratchFolder } from '../files/scratch-folder.ts';
import type { Database, DatabaseEngine } from '../ports/database.ts';
import type { OpenedSiteFile, SiteFiles, SiteRow } from '../ports/site-files.ts';
import { applicationId, formatOf, readFormat } from './header.ts';
import { loadMigrations, type Migration } from './migrations.ts';
import { claim } from './ownership.ts';
import { checkRows, checkSchema } from './schema-check.ts';
import { verifyDatabase } from './verify.ts';

export interface SiteFilesOptions {
  readonly engine: DatabaseEngine;
  /** Shown to a second Groma that wants the same file. */
  readonly me: string;
  readonly migrations?: readonly Migration[];
}

/**
 * WAL with synchronous = NORMAL: a commit survives the end of the process (also kill -9); after a power cut the newest
 * commits may be missing, the file stays whole. https://sqlite.org/pragma.html#pragma_synchronous
 */
const writerPragmas =
  'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32768;';

interface Claimed {
  readonly readOnlyReason: AppError | undefined;
  readonly release: () => void;
}

const checkpointMs = 2_000;

export const createSiteFiles = (options: SiteFilesOptions): SiteFiles => new SqliteSiteFiles(options);

class SqliteSiteFiles implements SiteFiles {
  readonly #engine: DatabaseEngine;
  readonly #me: string;
  readonly #migrations: readonly Migration[];
  readonly #newest: number;
  readonly verify = verifyDatabase;

  constructor({ engine, me, migrations = loadMigrations() }: SiteFilesOptions) {
    this.#engine = engine;
    this.#me = me;
    this.#migrations = migrations;
    this.#newest = migrations.length;
  }

  async create(file: string, site: SiteRow): Promise<void> {
    if (!existsSync(dirname(file))) throw new AppError('folder_not_found', { folder: dirname(file) });
    if (existsSync(file)) throw new AppError('file_exists', { file });
    await withNewFile(file, (temporary) => {
      const database = this.#engine.open(temporary, { readOnly: false, create: true });
      try {
        // The page size first: with the first byte written it can no longer be chosen.
        database.exec(`PRAGMA page_size = 8192; PRAGMA application_id = ${applicationId};`);
        database.transaction(() => {
          for (const migration of this.#migrations) apply(database, migration);
          database
            .prepare('INSERT INTO site (id, name, created_at, practice_seed) VALUES (?, ?, ?, ?)')
            .run(site.id, site.name, site.createdAt, site.practiceSeed ?? null);
        });
      } finally {
        database.close();
      }
    });
  }

  async open(file: string): Promise<OpenedSiteFile> {
    readFormat(file, this.#newest);
    const claimed = this.#claimFor(file);
    try {
      return await this.#openAs(file, claimed);
    } catch (error) {
      claimed.release();
      // Not even room for the log of changes: it can still be looked at.
      if (isAppError(error, 'disk_full')) return this.#openAs(file, { readOnlyReason: error, release: nothing });
      throw isAppError(error)
        ? error
        : new AppError('site_damaged', { file: basename(file), detail: describe(error) }, { cause: error });
    }
  }

  async backup(database: Database, file: string): Promise<{ problems: string[] }> {
    if (!existsSync(dirname(file))) throw new AppError('folder_not_found', { folder: dirname(file) });
    if (existsSync(file)) throw new AppError('file_exists', { file });
    return withNewFile(file, async (temporary) => {
      await database.backup(temporary);
      const copy = this.#engine.open(temporary, { readOnly: true });
      try {
        return { problems: verifyDatabase(copy) };
      } finally {
        copy.close();
      }
    });
  }

  async #openAs(file: string, { readOnlyReason, release }: Claimed): Promise<OpenedSiteFile> {
    const { database: looking, format } = this.#look(file, readOnlyReason !== undefined);
    if (readOnlyReason) return { database: looking, readOnlyReason, close: () => closeBoth(looking, release) };
    looking.close();
    const database = this.#engine.open(file, { readOnly: false });
    try {
      await this.#upgrade(database, format);
    } catch (error) {
      database.close();
      throw error;
    }
    const stop = keepFileWhole(database);
    return {
      database,
      readOnlyReason,
      close: () => {
        stop();
        closeBoth(database, release);
      },
    };
  }

  /**
   * Opens the file for reading only and checks all of it that everything else goes by. A writer would merge the log of changes
   * into the file, and what is refused stays as it was found.
   */
  #look(file: string, isToStay: boolean): { database: Database; format: number } {
    let identity: unknown;
    const check = (opened: Database): number => {
      const format = formatOf(opened, this.#newest);
      if (isToStay && format < this.#newest) throw new AppError('site_needs_upgrade', { file: basename(file) });
      checkSchema(this.#engine, opened, this.#migrations.slice(0, format));
      if (format === this.#newest) checkRows(opened);
      identity ??= identityOf(opened);
      return format;
    };
    const onReplaced = (now: Database) => {
      readFormat(file, this.#newest);
      check(now);
      if (identityOf(now) !== identity) throw new AppError('site_gone', { file });
    };
    const hadIndex = existsSync(`${file}-shm`);
    const database = this.#engine.open(file, { readOnly: true, onReplaced });
    try {
      return { database, format: check(database) };
    } catch (error) {
      database.close();
      if (!hadIndex) rmSync(`${file}-shm`, { force: true });
      throw error;
    }
  }

  /** Why the file is not to be written, or the claim that it may be. */
  #claimFor(file: string): Claimed {
    const readOnly = (readOnlyReason: AppError) => ({ readOnlyReason, release: nothing });
    const params = { file: basename(file) };
    if (!isWritable(file) || !isWritable(dirname(file))) return readOnly(new AppError('site_not_writable', params));
    // SQLite names the log of changes after the file: two names would have two logs of one file.
    if (statSync(file).nlink > 1) return readOnly(new AppError('site_has_two_names', params));
    try {
      const claimed = claim(this.#engine, file, this.#me);
      if ('owner' in claimed) return readOnly(new AppError('site_open_elsewhere', { ...params, owner: claimed.owner }));
      return { readOnlyReason: undefined, release: claimed.release };
    } catch (error) {
      // A folder or disk that takes no further file: the site can still be looked at.
      if (isAppError(error)) return readOnly(error);
      throw error;
    }
  }

  async #upgrade(database: Database, format: number): Promise<void> {
    if (format < this.#newest) {
      await database.backup(freeName(`${database.file.replace(/\.groma$/, '')}.format-${format}.backup.groma`));
      database.exec('PRAGMA foreign_keys = OFF');
      database.transaction(() => {
        for (const migration of this.#migrations.slice(format)) apply(database, migration);
        const [broken] = database.prepare('PRAGMA foreign_key_check').all();
        if (broken) throw new Error('a migration left a reference without its row');
        checkRows(database);
      });
    }
    database.exec(writerPragmas);
    // The header, by which a file is first told, must say the new format from now on.
    if (format < this.#newest) database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }
}

function apply(database: Database, migration: Migration): void {
  database.exec(migration.sql);
  migration.convert?.(database);
  database.exec(`PRAGMA user_version = ${migration.version}`);
}

/** Between changes, what is in the log goes into the file: who copies only the file, as people do, has all but the last moments. */
function keepFileWhole(database: Database): () => void {
  let copied = -1;
  const timer = setInterval(() => {
    const logged = statSync(`${database.file}-wal`, { throwIfNoEntry: false })?.mtimeMs ?? -1;
    if (logged === copied) return;
    try {
      // PASSIVE waits for nobody.
      database.exec('PRAGMA wal_checkpoint(PASSIVE)');
      copied = logged;
    } catch (error) {
      // A full disk is told to whoever writes.
      if (!isAppError(error)) throw error;
    }
  }, checkpointMs);
  timer.unref();
  return () => clearInterval(timer);
}

function closeBoth(database: Database, release: () => void): void {
  try {
    // Leaves one file without companions, so that it can be copied or mailed as it is.
    if (!database.readOnly) database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (error) {
    if (!isAppError(error)) throw error;
  } finally {
    database.close();
    release();
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

const identityOf = (database: Database): unknown => database.prepare('SELECT id FROM site').get()?.['id'];

const nothing = (): void => undefined;

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function freeName(file: string): string {
  if (!existsSync(file)) return file;
  for (let number = 2; ; number++) {
    const candidate = file.replace(/\.groma$/, `-${number}.groma`);
    if (!existsSync(candidate)) return candidate;
  }
}

/** Makes a file beside its place and moves it there when it is whole; never over one that appeared meanwhile. */
async function withNewFile<T>(file: string, make: (temporary: string) => Promise<T> | T): Promise<T> {
  const folder = makeFolder(file);
  try {
    const temporary = join(folder, 'new.groma');
    const result = await make(temporary);
    place(temporary, file);
    return result;
  } catch (error) {
    throw writeError(error, file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeFolder(file: string): string {
  try {
    return makeScratchFolder(file);
  } catch (error) {
    throw writeError(error, file);
  }
}

function place(temporary: string, file: string): void {
  try {
    linkSync(temporary, file);
  } catch (error) {
    // USB sticks (FAT) know no links.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    copyFileSync(temporary, file, constants.COPYFILE_EXCL);
  }
}
