// Files handed to the core: uploads in pieces, paths, and the folders of this computer.
import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  type Dirent,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { FileSource } from '../../shared/contract/common.ts';
import { type FolderEntry, type filesContract, uploadPieceBytes } from '../../shared/contract/files.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { UploadId } from '../../shared/model/ids.ts';
import { maxReadingsBytes } from '../../shared/model/units.ts';
import { fileError, writeError } from '../files/file-error.ts';
import type { Files, SourceFile } from '../ports/files.ts';
import type { Handlers } from '../ports/handlers.ts';
import type { Host } from '../ports/host.ts';

/** An upload whose task was never finished or given up. */
const keepUploadsMs = 14 * 24 * 3600 * 1000;
const megabyte = 1024 * 1024;

export class CoreFiles implements Files {
  readonly #folder: string;
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
    this.#folder = join(host.paths.data, 'uploads');
  }

  async resolve(source: FileSource, limitBytes: number): Promise<SourceFile> {
    const found = 'path' in source ? await this.#fromPath(source.path) : this.#fromUpload(source.uploadId);
    if (found.sizeBytes > limitBytes) {
      throw new AppError('file_too_large', {
        file: found.name,
        megabytes: Math.ceil(found.sizeBytes / megabyte),
        limit: Math.floor(limitBytes / megabyte),
      });
    }
    return found;
  }

  release(source: FileSource): void {
    if ('uploadId' in source) this.discard(source.uploadId);
  }

  begin(name: string, sizeBytes: number): UploadId {
    if (sizeBytes > maxReadingsBytes) {
      throw new AppError('file_too_large', {
        file: name,
        megabytes: Math.ceil(sizeBytes / megabyte),
        limit: maxReadingsBytes / megabyte,
      });
    }
    const uploadId = UploadId.parse(randomUUID());
    this.#guard(() => {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      writeFileSync(this.#path(uploadId, 'json'), JSON.stringify({ name: basename(name), sizeBytes }), { mode: 0o600 });
      writeFileSync(this.#path(uploadId, 'bin'), '', { mode: 0o600 });
    });
    return uploadId;
  }

  append(uploadId: UploadId, offset: number, bytes: Uint8Array): number {
    const file = this.#path(uploadId, 'bin');
    const { sizeBytes } = this.#meta(uploadId);
    const received = statSync(file).size;
    if (offset !== received || received + bytes.byteLength > sizeBytes || bytes.byteLength > uploadPieceBytes) {
      throw new AppError('upload_out_of_order');
    }
    this.#guard(() => {
      try {
        appendFileSync(file, bytes);
      } catch (error) {
        // What there was room for goes again, so that the piece can be sent once more.
        truncateSync(file, received);
        throw error;
      }
    });
    return received + bytes.byteLength;
  }

  discard(uploadId: UploadId): void {
    for (const ending of ['bin', 'json'] as const) rmSync(this.#path(uploadId, ending), { force: true });
  }

  /** At start: uploads that nobody came back for. */
  removeStale(): void {
    if (!existsSync(this.#folder)) return;
    for (const name of readdirSync(this.#folder)) {
      const file = join(this.#folder, name);
      const changedMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
      if (changedMs !== undefined && this.#host.clock.now() - changedMs > keepUploadsMs) rmSync(file, { force: true });
    }
  }

  async #fromPath(path: string): Promise<SourceFile> {
    const absolute = resolve(path);
    try {
      const stats = await stat(absolute);
      if (!stats.isFile()) throw new AppError('file_not_readable', { file: path, reason: 'it is not a file' });
      return { path: absolute, name: basename(absolute), sizeBytes: stats.size, changedMs: stats.mtimeMs };
    } catch (error) {
      throw fileError(error, path);
    }
  }

  #fromUpload(uploadId: UploadId): SourceFile {
    const { name, sizeBytes } = this.#meta(uploadId);
    const path = this.#path(uploadId, 'bin');
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.size !== sizeBytes) throw new AppError('upload_not_found');
    return { path, name, sizeBytes, changedMs: stats.mtimeMs };
  }

  #meta(uploadId: UploadId): { name: string; sizeBytes: number } {
    try {
      return JSON.parse(readFileSync(this.#path(uploadId, 'json'), 'utf8'));
    } catch (error) {
      throw new AppError('upload_not_found', {}, { cause: error });
    }
  }

  #path(uploadId: UploadId, ending: 'bin' | 'json'): string {
    // The door to the folder: whoever brings an identity, it names a file in here.
    if (!UploadId.safeParse(uploadId).success) throw new AppError('upload_not_found');
    return join(this.#folder, `${uploadId}.${ending}`);
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      const expected = writeError(error, this.#folder);
      throw expected instanceof AppError && expected.code !== 'disk_full' ? error : expected;
    }
  }
}

function listFolder(path: string) {
  const absolute = resolve(path);
  try {
    if (!statSync(absolute, { throwIfNoEntry: false })?.isDirectory())
      throw new AppError('folder_not_found', { folder: path });
    const entries = readdirSync(absolute, { withFileTypes: true })
      .filter((entry) => !entry.name.startsWith('.'))
      .flatMap((entry) => describeEntry(join(absolute, entry.name), entry))
      .sort((a, b) => a.kind.localeCompare(b.kind) || a.name.localeCompare(b.name, undefined, { numeric: true }));
    const parent = dirname(absolute);
    return { path: absolute, home: homedir(), entries, ...(parent === absolute ? {} : { parent }) };
  } catch (error) {
    throw fileError(error, path);
  }
}

function describeEntry(path: string, entry: Dirent): FolderEntry[] {
  const { name } = entry;
  if (entry.isDirectory()) return [{ name, path, kind: 'folder' }];
  if (!entry.isSymbolicLink() && !isSiteName(name)) return [];
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) return [{ name, path, kind: 'folder' }];
    return stats.isFile() && isSiteName(name)
      ? [{ name, path, kind: 'site', sizeBytes: stats.size, modifiedAt: stats.mtime.toISOString() }]
      : [];
  } catch {
    // A link to nowhere or in a circle must not hide its neighbours.
    return [];
  }
}

const isSiteName = (name: string) => name.toLowerCase().endsWith('.groma');

export function fileHandlers(files: CoreFiles, host: Host): Handlers<typeof filesContract> {
  return {
    beginUpload: ({ name, sizeBytes }) => ({ uploadId: files.begin(name, sizeBytes) }),
    appendUpload: ({ uploadId, offset, bytes }) => ({ receivedBytes: files.append(uploadId, offset, bytes) }),
    discardUpload: ({ uploadId }) => {
      files.discard(uploadId);
      return {};
    },
    listFolder: ({ path }) => listFolder(path ?? host.paths.documents),
    chooseSiteFile: async (options) => {
      if (!host.dialogs) throw new AppError('dialogs_unavailable');
      const path = await host.dialogs.chooseSiteFile(options);
      return path === undefined ? {} : { path };
    },
  };
}
