// What can be told of a site file before SQLite may touch it: the first 100 bytes. https://sqlite.org/fileformat2.html#the_database_header
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import { fileError } from '../files/file-error.ts';
import type { Database } from '../ports/database.ts';

/** 'GROM', in `PRAGMA application_id`. */
export const applicationId = 0x47524f4d;
const headerBytes = 100;
const magic = 'SQLite format 3\0';

function readHeader(file: string): { header: Buffer; sizeBytes: number } {
  try {
    if (statSync(file).isDirectory()) throw new AppError('not_a_site_file', { file: basename(file) });
    const descriptor = openSync(file, 'r');
    try {
      const header = Buffer.alloc(headerBytes);
      const length = readSync(descriptor, header, 0, headerBytes, 0);
      return { header: header.subarray(0, length), sizeBytes: fstatSync(descriptor).size };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw fileError(error, file);
  }
}

function hasWal(file: string): boolean {
  try {
    return statSync(`${file}-wal`).size > 0;
  } catch {
    return false;
  }
}

/**
 * The format number that the header of a site file says, without changing anything. One that is being upgraded may be further.
 * @throws AppError `file_not_found`, `file_not_readable`, `not_a_site_file`, `site_newer`, `site_damaged`
 */
export function readFormat(file: string, known: number): number {
  const { header, sizeBytes } = readHeader(file);
  const name = basename(file);
  if (
    header.length < headerBytes ||
    header.toString('latin1', 0, 16) !== magic ||
    header.readUInt32BE(68) !== applicationId
  ) {
    throw new AppError('not_a_site_file', { file: name });
  }
  const found = header.readUInt32BE(60);
  if (found > known) throw new AppError('site_newer', { file: name, found, known });
  if (found === 0) throw new AppError('not_a_site_file', { file: name });
  const pageBytes = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const pages = header.readUInt32BE(28);
  // With a write-ahead log pages may still be on their way into the file, so its size says nothing yet.
  if (sizeBytes < pages * pageBytes && !hasWal(file)) {
    throw new AppError('site_damaged', {
      file: name,
      detail: `it ends after ${sizeBytes} of ${pages * pageBytes} bytes`,
    });
  }
  return found;
}

/** The format number as SQLite sees it, with the log of changes. @throws AppError `site_newer` */
export function formatOf(database: Database, known: number): number {
  const found = database.prepare('PRAGMA user_version').get<{ user_version: number }>()?.user_version ?? 0;
  if (found > known) throw new AppError('site_newer', { file: basename(database.file), found, known });
  return found;
}
