// The members of a project: a ZIP of JSON, pictures and binary tracks; and what its JSON says, whatever it is.
import { unzipSync } from 'fflate';
import { AppError } from '../../../../shared/errors/app-error.ts';

/** Of all members together, unpacked. */
const maxUnpackedBytes = 2 * 1024 * 1024 * 1024;
const maxMembers = 100_000;

export type Members = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
export type Item = Readonly<Record<string, unknown>>;

/** @throws AppError `project_unknown_format`, `project_damaged`, `file_too_large` */
export function openArchive(bytes: Uint8Array, file: string): Members {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new AppError('project_unknown_format', { file });
  let unpacked = 0;
  let count = 0;
  try {
    const members = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        unpacked += originalSize;
        if (++count > maxMembers || unpacked > maxUnpackedBytes)
          throw new AppError('file_too_large', {
            file,
            megabytes: Math.round(unpacked / 2 ** 20),
            limit: maxUnpackedBytes / 2 ** 20,
          });
        return !name.endsWith('/');
      },
    });
    return new Map(Object.entries(members) as [string, Uint8Array<ArrayBuffer>][]);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('project_damaged', { file, detail: `the archive (${String(error)})` }, { cause: error });
  }
}

export const isItem = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The JSON of a member; undefined where there is none. @throws AppError `project_damaged` */
export function jsonOf(members: Members, name: string, file: string): Item | undefined {
  const bytes = members.get(name);
  if (!bytes) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isItem(value) ? value : undefined;
  } catch (error) {
    throw new AppError('project_damaged', { file, detail: name }, { cause: error });
  }
}

export const textOf = (item: Item | undefined, name: string): string | undefined =>
  typeof item?.[name] === 'string' ? (item[name] as string) : undefined;
export const numberOf = (item: Item | undefined, name: string): number | undefined =>
  typeof item?.[name] === 'number' && Number.isFinite(item[name]) ? (item[name] as number) : undefined;
export const itemOf = (item: Item | undefined, name: string): Item | undefined =>
  isItem(item?.[name]) ? (item[name] as Item) : undefined;
export const itemsOf = (item: Item | undefined, name: string): readonly Item[] =>
  Array.isArray(item?.[name]) ? (item[name] as unknown[]).filter(isItem) : [];
export const textsOf = (item: Item | undefined, name: string): readonly string[] =>
  Array.isArray(item?.[name]) ? (item[name] as unknown[]).filter((each) => typeof each === 'string') : [];
