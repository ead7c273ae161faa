// Photos of notes: kept in the site once each, as a picture of ordinary size that says nothing of who took it and where.
import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { SiteSession } from '../../ports/sites.ts';

/** Enough to read a label on a door or a switch. */
export const photoMaxPx = 2_048;

/** @returns SHA-256 of its bytes, which is its name */
export function keepPhoto({ database }: SiteSession, bytes: Uint8Array, mediaType: string): string {
  const photo = createHash('sha256').update(bytes).digest('hex');
  database
    .prepare('INSERT OR IGNORE INTO photos (sha256, media_type, bytes) VALUES (?, ?, ?)')
    .run(photo, mediaType, bytes);
  return photo;
}

/** @throws AppError `photo_not_found` */
export function readPhoto({ database }: SiteSession, photo: string) {
  const row = database
    .prepare('SELECT media_type, bytes FROM photos WHERE sha256 = ?')
    .get<{ media_type: string; bytes: Uint8Array<ArrayBuffer> }>(photo);
  if (!row) throw new AppError('photo_not_found');
  return { mediaType: row.media_type, bytes: row.bytes };
}
