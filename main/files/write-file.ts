// Writing an export: whole or not at all, with failures in our words.
import { once } from 'node:events';
import { closeSync, createWriteStream, openSync, readSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import { writeError } from './file-error.ts';
import { makeScratchFolder } from './scratch-folder.ts';

/**
 * `write` fills a temporary file beside `file`, which then takes its place; a full disk leaves no half file.
 * @throws AppError `folder_not_found`, `file_not_writable`, `disk_full`
 */
export async function replaceFile<T>(file: string, write: (temporary: string) => Promise<T>): Promise<T> {
  let folder: string | undefined;
  try {
    const target = targetOf(file);
    folder = makeScratchFolder(target);
    const temporary = join(folder, basename(target));
    const result = await write(temporary);
    renameSync(temporary, target);
    return result;
  } catch (error) {
    throw writeError(error, file);
  } finally {
    if (folder) rmSync(folder, { recursive: true, force: true });
  }
}

/** Behind links: the link should stay one. Devices, folders and sites must never be replaced by a file. */
function targetOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  const target = stats ? realpathSync(file) : file;
  if (stats && !stats.isFile()) throw new AppError('file_not_writable', { file, reason: 'it is not an ordinary file' });
  if (siteNames.test(target) || (stats && isDatabase(target)))
    throw new AppError('file_not_writable', { file, reason: 'it is a site, or belongs to one' });
  return target;
}

/** https://www.geopackage.org/spec130/#_file_format: an export that may be written anew. */
const geopackage = { at: 68, mark: 'GPKG' } as const;
const siteNames = /\.groma(-wal|-shm|-lock)?$/i;
const magic = 'SQLite format 3\0';

function isDatabase(file: string): boolean {
  const start = Buffer.alloc(geopackage.at + geopackage.mark.length);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, start, 0, start.length, 0);
    return (
      start.toString('latin1', 0, magic.length) === magic && start.toString('latin1', geopackage.at) !== geopackage.mark
    );
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Writes a text piece by piece, no faster than the disk takes it.
 * @param write hands its pieces to `put`, and waits for each
 */
export async function writePieces<T>(
  file: string,
  write: (put: (text: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  const stream = createWriteStream(file);
  const failure = once(stream, 'error').then(([error]) => Promise.reject(error));
  failure.catch(() => undefined);
  try {
    const result = await write(async (text) => {
      if (!stream.write(text)) await Promise.race([once(stream, 'drain'), failure]);
    });
    stream.end();
    await Promise.race([once(stream, 'finish'), failure]);
    return result;
  } finally {
    // Also when it was cancelled: an open file cannot be removed on every system.
    stream.destroy();
  }
}
