// Files handed to the core: by path (command line) or as a finished upload (windows).
import type { FileSource } from '../../shared/contract/common.ts';

export interface SourceFile {
  readonly path: string;
  /** The name that the person knows it by. */
  readonly name: string;
  readonly sizeBytes: number;
  /** When its content was last changed, Unix ms. */
  readonly changedMs: number;
  /** Told how far a reader has come, bytes from the beginning. */
  readonly onRead?: (bytes: number) => void;
}

export interface Files {
  /**
   * @param limitBytes largest size accepted
   * @throws AppError `file_not_found`, `file_not_readable`, `file_too_large`, `upload_not_found`
   */
  resolve(source: FileSource, limitBytes: number): Promise<SourceFile>;
  /** Deletes an upload that nobody needs any more; a path is left alone. */
  release(source: FileSource): void;
}
