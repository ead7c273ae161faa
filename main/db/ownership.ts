// One Groma writes a site at a time. The claim is SQLite's write lock on a small file beside the site: the system drops it when the
// process ends, however it ends, so a crash never leaves a site locked. Beside the site, because every Groma that can write the
// site finds it there, whoever runs it and wherever its own data are.
import { chmodSync, closeSync, existsSync, openSync, realpathSync, rmSync, statSync } from 'node:fs';
import { isAppError } from '../../shared/errors/app-error.ts';
import { writeError } from '../files/file-error.ts';
import type { Database, DatabaseEngine } from '../ports/database.ts';

export type Claim = { readonly release: () => void } | { readonly owner: string };

const attempts = 5;

/**
 * Claims the right to change `file`; otherwise tells who has it. `me` is shown to the others.
 * @throws AppError `disk_full`, `file_not_writable`
 */
export function claim(engine: DatabaseEngine, file: string, me: string): Claim {
  const lockFile = `${realpathSync(file)}-lock`;
  for (let attempt = 1; ; attempt++) {
    const made = makeFile(lockFile, file);
    const lock = engine.open(lockFile, { readOnly: false, create: true });
    try {
      const claimed = take(lock, me);
      // The last owner removes the file: a lock on one that is gone already would be seen by nobody.
      if (claimed && identityOf(lockFile) === made) return { release: () => release(lock, lockFile) };
      if (!claimed || attempt === attempts) return { owner: closeAfter(lock, () => readOwner(lock)) };
      lock.close();
    } catch (error) {
      lock.close();
      if (attempt === attempts || !(isAppError(error, 'not_a_site_file') || isAppError(error, 'site_damaged')))
        throw error;
      // Not a lock, so nobody holds it.
      rmSync(lockFile, { force: true });
    }
  }
}

/** Whoever may write the site may also take over a lock file that a killed Groma of somebody else left behind. */
function makeFile(lockFile: string, siteFile: string): bigint | undefined {
  try {
    const isNew = !existsSync(lockFile);
    closeSync(openSync(lockFile, 'a'));
    if (isNew) chmodSync(lockFile, statSync(siteFile).mode & 0o666);
  } catch (error) {
    throw writeError(error, lockFile);
  }
  return identityOf(lockFile);
}

const identityOf = (file: string): bigint | undefined => statSync(file, { bigint: true, throwIfNoEntry: false })?.ino;

/** Holds the write lock from here on; readers can still see who has it. */
function take(lock: Database, me: string): boolean {
  lock.exec('PRAGMA busy_timeout = 0; PRAGMA synchronous = OFF');
  try {
    lock.transaction(() => {
      lock.exec('CREATE TABLE IF NOT EXISTS owner (name TEXT NOT NULL) STRICT; DELETE FROM owner');
      lock.prepare('INSERT INTO owner VALUES (?)').run(me);
    });
  } catch (error) {
    // On a full disk it only cannot say whose it is; whether another one has it is seen in a moment.
    if (!isAppError(error, 'disk_full') && !isAppError(error, 'site_locked')) throw error;
  }
  return begin(lock);
}

function begin(lock: Database): boolean {
  try {
    lock.exec('BEGIN IMMEDIATE');
    return true;
  } catch (error) {
    if (isAppError(error, 'site_locked')) return false;
    throw error;
  }
}

function release(lock: Database, lockFile: string): void {
  // While the lock still holds, so that no file is taken away that another one has locked meanwhile. Windows removes no open
  // file; there the second try does, or fails because another one has it open.
  remove(lockFile);
  lock.close();
  if (process.platform === 'win32') remove(lockFile);
}

function remove(lockFile: string): void {
  try {
    rmSync(lockFile, { force: true });
  } catch {
    // It stays, and the next owner takes it.
  }
}

function closeAfter<T>(lock: Database, work: () => T): T {
  try {
    return work();
  } finally {
    lock.close();
  }
}

function readOwner(lock: Database): string {
  try {
    return lock.prepare('SELECT name FROM owner').get<{ name: string }>()?.name.slice(0, 200) ?? 'another process';
  } catch {
    return 'another process';
  }
}
