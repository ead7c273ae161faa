// The operating system's failures on files, in our words.
import { dirname } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';

/** Other errors have a code of text as well: SQLite's, Node's own. */
function errnoOf(error: unknown): string | undefined {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) && !(error instanceof AppError) ? code : undefined;
}

const writing = { ENOENT: 'folder_not_found', ENOTDIR: 'folder_not_found' } as const;

/** For reading: an errno error becomes an AppError, anything else stays as it is. */
export function fileError(error: unknown, file: string): unknown {
  const errno = errnoOf(error);
  if (errno === undefined) return error;
  if (errno === 'ENOENT' || errno === 'ENOTDIR') return new AppError('file_not_found', { file }, { cause: error });
  if (errno === 'ENOSPC' || errno === 'EDQUOT') return new AppError('disk_full', {}, { cause: error });
  return new AppError('file_not_readable', { file, reason: errno }, { cause: error });
}

/** For writing. */
export function writeError(error: unknown, file: string): unknown {
  const errno = errnoOf(error);
  if (errno === undefined) return error;
  if (errno === 'ENOSPC' || errno === 'EDQUOT') return new AppError('disk_full', {}, { cause: error });
  if (errno === 'EEXIST') return new AppError('file_exists', { file }, { cause: error });
  if (errno in writing) return new AppError('folder_not_found', { folder: dirname(file) }, { cause: error });
  return new AppError('file_not_writable', { file, reason: errno }, { cause: error });
}
