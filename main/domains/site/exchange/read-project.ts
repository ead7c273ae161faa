// A project of another program, by what is in it.
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { Project } from '../../../ports/exchange.ts';
import { openArchive } from './archive.ts';
import { isEsx, readEsx } from './esx/read-esx.ts';
import { documentName, isOpenIntent, readOpenIntent } from './openintent/read-openintent.ts';

/** Of an OpenIntent document that comes without an archive around it. */
const brace = '{'.charCodeAt(0);

/** @throws AppError `project_unknown_format`, `project_damaged`, `file_too_large` */
export function readProject(bytes: Uint8Array<ArrayBuffer>, file: string): Project {
  const members = bytes[0] === brace ? new Map([[documentName, bytes]]) : openArchive(bytes, file);
  if (isEsx(members)) return readEsx(members, file);
  if (isOpenIntent(members, file)) return readOpenIntent(members, file);
  throw new AppError('project_unknown_format', { file });
}
