// The store of one site file. node:sqlite stands behind it today; an encrypted engine can stand behind it later.
export type SqlValue = null | number | bigint | string | Uint8Array;
export type SqlRow = Record<string, SqlValue>;

export interface Statement {
  run(...parameters: SqlValue[]): { changes: number; lastInsertRowid: number };
  get<Row = SqlRow>(...parameters: SqlValue[]): Row | undefined;
  all<Row = SqlRow>(...parameters: SqlValue[]): Row[];
  /** Rows as arrays in column order: for long reads, where one object per row would cost more than the query. */
  rows(...parameters: SqlValue[]): SqlValue[][];
}

export interface Database {
  readonly file: string;
  readonly readOnly: boolean;
  exec(sql: string): void;
  /** Prepared once and kept: the same text gives the same statement. It may be held as long as the database. */
  prepare(sql: string): Statement;
  /** Runs `work` in one transaction (BEGIN IMMEDIATE); a throw rolls back. Nested calls join the outer one. */
  transaction<T>(work: () => T): T;
  /** Another text whenever another process has changed the file since it was last asked. */
  version(): string;
  /** Online copy into a new file, also while others write. */
  backup(toFile: string): Promise<void>;
  /** While something asks for it, a commit also survives a power cut: it waits for the disk. Call as often with false as with true. */
  setDurable(isOn: boolean): void;
  close(): void;
}

export interface OpenOptions {
  readonly readOnly: boolean;
  readonly create?: boolean;
  /**
   * A file that is open for reading only and was changed from outside is read anew: asked first, with what is there now.
   * Throws to refuse it; then every call throws that until the file is as it should be.
   */
  readonly onReplaced?: (database: Database) => void;
}

export interface DatabaseEngine {
  /**
   * @throws AppError `file_not_found`, `file_not_readable`, `site_locked`, `not_a_site_file`, `site_damaged`
   */
  open(file: string, options: OpenOptions): Database;
}
