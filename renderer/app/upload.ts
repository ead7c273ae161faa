// Hands a chosen file to the core in pieces.
import type { FileSource } from '../../shared/contract/common.ts';
import { uploadPieceBytes } from '../../shared/contract/files.ts';
import type { Client } from '../../shared/rpc/client.ts';

export async function uploadFile(
  client: Client,
  file: File,
  options: { onProgress?: (share: number) => void; signal?: AbortSignal } = {},
): Promise<FileSource> {
  const { uploadId } = await client.call('files.beginUpload', { name: file.name, sizeBytes: file.size });
  try {
    for (let offset = 0; offset < file.size; offset += uploadPieceBytes) {
      const bytes = new Uint8Array(await file.slice(offset, offset + uploadPieceBytes).arrayBuffer());
      await client.call('files.appendUpload', { uploadId, offset, bytes }, { signal: options.signal });
      options.onProgress?.(Math.min(1, (offset + bytes.length) / file.size));
    }
    return { uploadId };
  } catch (error) {
    void client.call('files.discardUpload', { uploadId }).catch(() => undefined);
    throw error;
  }
}
