// Files: how bytes and paths of this computer reach the core, the same way from every shell.
import * as z from 'zod';
import { UploadId } from '../model/ids.ts';
import { Bytes, FilePath } from './common.ts';
import { command, query } from './define.ts';

/** Size of one piece of an upload. */
export const uploadPieceBytes = 1024 * 1024;

export const FolderEntry = z.strictObject({
  name: z.string(),
  path: z.string(),
  kind: z.enum(['folder', 'site']),
  sizeBytes: z.int().optional(),
  modifiedAt: z.iso.datetime().optional(),
});

export type FolderEntry = z.infer<typeof FolderEntry>;

export const filesContract = {
  beginUpload: command({
    summary: 'Start handing a file over in pieces.',
    input: z.strictObject({ name: z.string().min(1).max(500), sizeBytes: z.int().nonnegative() }),
    output: z.strictObject({ uploadId: UploadId }),
    errors: ['file_too_large', 'disk_full'],
  }),
  appendUpload: command({
    summary: 'The next piece of an upload, at most 1 MiB.',
    input: z.strictObject({ uploadId: UploadId, offset: z.int().nonnegative(), bytes: Bytes }),
    output: z.strictObject({ receivedBytes: z.int() }),
    errors: ['upload_not_found', 'upload_out_of_order', 'disk_full'],
  }),
  discardUpload: command({
    summary: 'Forget an upload.',
    input: z.strictObject({ uploadId: UploadId }),
    output: z.strictObject({}),
    errors: [],
  }),
  listFolder: query({
    summary: 'Folders and site files in a folder of this computer; without a path, the documents folder.',
    input: z.strictObject({ path: FilePath.optional() }),
    output: z.strictObject({
      path: z.string(),
      parent: z.string().optional(),
      home: z.string(),
      entries: z.array(FolderEntry),
    }),
    errors: ['folder_not_found', 'file_not_readable'],
  }),
  chooseSiteFile: command({
    summary: "The system's own dialog for a site file, where the shell has one.",
    input: z.strictObject({ purpose: z.enum(['open', 'create']), suggestedName: z.string().max(200).optional() }),
    output: z.strictObject({ path: z.string().optional() }),
    errors: ['dialogs_unavailable'],
  }),
};
