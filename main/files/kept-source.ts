// Where a task finds its file again.
import type { FileSource } from '../../shared/contract/common.ts';
import type { SourceFile } from '../ports/files.ts';

/** For the journal: a path from the root, since a task may go on in another process, which stands in another folder. */
export const kept = (source: FileSource, file: SourceFile): FileSource =>
  'path' in source ? { path: file.path } : source;
