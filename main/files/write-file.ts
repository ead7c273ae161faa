// Writing an export: whole or not at all, with failures in our words.
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { writeError } from './file-error.ts';

/**
 * `write` fills a temporary file beside `file`, which then takes its place; a full disk leaves no half file.
 * @throws AppError `folder_not_found`, `file_not_writable`, `disk_full`
 */
export async function replaceFile<T>(file: string, write: (temporary: string) => Promise<T>): Promise<T> {
  let folder: string | undefined;
  try {
    folder = mkdtempSync(join(dirname(file), '.groma-export-'));
    const temporary = join(folder, basename(file));
    const result = await write(temporary);
    renameSync(temporary, file);
    return result;
  } catch (error) {
    throw writeError(error, file);
  } finally {
    if (folder) rmSync(folder, { recursive: true, force: true });
  }
}
