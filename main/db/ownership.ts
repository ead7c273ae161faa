// One Groma writes a site at a time. The claim is an exclusive SQLite lock on a small file of this computer: the system drops it
// when the process ends, however it ends, so a crash never leaves a site locked.
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { isAppError } from '../../shared/errors/app-error.ts';
import type { Database, DatabaseEngine } from '../ports/database.ts';

export type Claim = { readonly release: () => void } | { readonly owner: string };

/** Not in Groma's data folder: two Gromas with different data folders must still see each other. */
function claimsFolder(): string {
  const folder = join(tmpdir(), `groma-claims-${userInfo().username.replace(/\W/g, '_')}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  return folder;
}

/** Claims the right to change `file`; otherwise tells who has it. `me` is shown to the others. */
export function claim(engine: DatabaseEngine, file: string, me: string): Claim {
  const name = createHash('sha256').update(realpathSync(file)).digest('hex').slice(0, 32);
  const lockFile = join(claimsFolder(), `${name}.lock`);
  const ownerFile = join(claimsFolder(), `${name}.owner`);
  const lock = engine.open(lockFile, { readOnly: false, create: true });
  try {
    lock.exec('PRAGMA busy_timeout = 0');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!isAppError(error, 'site_locked')) throw error;
    return { owner: readOwner(ownerFile) };
  }
  writeFileSync(ownerFile, me, { mode: 0o600 });
  return { release: () => release(lock, ownerFile) };
}

function release(lock: Database, ownerFile: string): void {
  // The lock file itself stays: deleting it would let two processes hold "the" lock on two files of one name.
  rmSync(ownerFile, { force: true });
  lock.close();
}

function readOwner(ownerFile: string): string {
  try {
    return readFileSync(ownerFile, 'utf8').slice(0, 200);
  } catch {
    return 'another process';
  }
}
