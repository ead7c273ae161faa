// Site files on disk: made, opened with every check, held against a second Groma.
import type { AppError } from '../../shared/errors/app-error.ts';
import type { Database } from './database.ts';

export interface SiteRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  /** Of the practice world that it was made in; undefined = a real site. */
  readonly practiceSeed: number | undefined;
}

export interface OpenedSiteFile {
  readonly database: Database;
  /** Why it could be opened for reading only; undefined when it may be changed. */
  readonly readOnlyReason: AppError | undefined;
  /** Closes the file and lets others have it. */
  close(): void;
}

export interface SiteFiles {
  /** @throws AppError `file_exists`, `folder_not_found`, `file_not_writable`, `disk_full` */
  create(file: string, site: SiteRow): Promise<void>;
  /**
   * @throws AppError `file_not_found`, `file_not_readable`, `not_a_site_file`, `site_newer`, `site_damaged`, `site_locked`,
   * `site_needs_upgrade`; the file is left untouched by all of them
   */
  open(file: string): Promise<OpenedSiteFile>;
  /** Copies an open site into a new file and checks the copy. @throws as `create` */
  backup(database: Database, file: string): Promise<{ problems: string[] }>;
  /** Integrity of the pages, of the references, of what is derived. */
  verify(database: Database): string[];
}
