// A project of another program, by what is in it.
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { Project } from '../../../ports/exchange.ts';
import { openArchive } from './archive.ts';
import { isEsx, readEsx } from './esx/read-esx.ts';
import { readIfc } from './ifc/read-ifc.ts';
import { documentName, isOpenIntent, readOpenIntent } from './openintent/read-openintent.ts';

/** Of an OpenIntent document that comes without an archive around it. */
const brace = '{'.charCodeAt(0);

/** ISO 10303-21, clause 5.2. */
const isIfc = (bytes: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(bytes.subarray(0, 64)).trimStart().startsWith('ISO-10303-21');

/** @throws AppError `project_unknown_format`, `project_damaged`, `project_without_walls`, `file_too_large` */
export async function readProject(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<Project> {
  if (isIfc(bytes)) return readIfc(bytes, file);
  const members = bytes[0] === brace ? new Map([[documentName, bytes]]) : openArchive(bytes, file);
  if (isEsx(members)) return readEsx(members, file);
  if (isOpenIntent(members, file)) return readOpenIntent(members, file);
  const model = [...members].find(([name, each]) => /\.ifc$/i.test(name) && isIfc(each));
  if (model) return readIfc(model[1], file);
  throw new AppError('project_unknown_format', { file });
}
