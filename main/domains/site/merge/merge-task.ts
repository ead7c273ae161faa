// Putting other people's copies of the site into ours. Each is copied first and opened with every check, so the file that was handed over stays
// as it is. All of it can be done again: what is in already adds nothing.
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ParsedInputOf } from '../../../../shared/contract/contract.ts';
import { type MergeResult, siteContract } from '../../../../shared/contract/site.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { writeError } from '../../../files/file-error.ts';
import { makeScratchFolder } from '../../../files/scratch-folder.ts';
import type { Files, SourceFile } from '../../../ports/files.ts';
import { type Added, type MergeConflict, type MergePart, type MergeRun, otherSchema } from '../../../ports/merge.ts';
import type { SiteFiles } from '../../../ports/site-files.ts';
import type { TaskDefinition, TaskRun } from '../../../ports/tasks.ts';
import { listConflicts } from './conflicts.ts';
import { mergeDesign } from './design-merge.ts';

export type MergeInput = Omit<ParsedInputOf<'site.mergeSite'>, 'siteId'>;

export interface MergeParts {
  readonly siteFiles: SiteFiles;
  readonly files: Files;
  /** Of the other domains, in the order of what needs what. */
  readonly parts: readonly MergePart[];
}

export const maxSiteBytes = 16 * 1024 * 1024 * 1024;

/** A copy of the copy, checked and of our format. @throws as opening a site does, `merge_same_file`, `merge_other_site` */
export async function withCopy<T>(
  { siteFiles }: Pick<MergeParts, 'siteFiles'>,
  site: TaskRun<unknown>['site'],
  file: SourceFile,
  work: (path: string) => Promise<T>,
): Promise<T> {
  if (resolve(file.path) === site.file) throw new AppError('merge_same_file', { file: file.name });
  const folder = makeScratchFolder(site.file);
  const path = join(folder, 'copy.groma');
  try {
    copy(file.path, path);
    const opened = await siteFiles.open(path);
    const id = opened.database.prepare('SELECT id FROM site').get<{ id: string }>()?.id;
    opened.close();
    if (id !== site.siteId) throw new AppError('merge_other_site', { file: file.name });
    return await work(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** With its write-ahead log, where another Groma has it open. */
function copy(from: string, to: string): void {
  try {
    copyFileSync(from, to);
    if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${to}-wal`);
  } catch (error) {
    throw writeError(error, to);
  }
}

function joined(all: readonly Added[]): Added {
  const sum: Record<string, number> = {};
  for (const added of all) for (const [what, count] of Object.entries(added)) sum[what] = (sum[what] ?? 0) + count;
  return sum;
}

async function mergeOne(parts: MergeParts, task: TaskRun<MergeInput>, file: SourceFile) {
  const { site, signal } = task;
  const { database } = site;
  const added: Added[] = [];
  const conflicts: MergeConflict[] = [];
  const run: MergeRun = {
    site,
    fileName: file.name,
    turn: async (phase, done, total) => {
      task.progress(`${phase} of ${file.name}`, done, total, '');
      await nextTurn();
      signal.throwIfAborted();
      site.requireWritable();
    },
  };
  await withCopy(parts, site, file, async (path) => {
    site.requireWritable();
    database.prepare(`ATTACH DATABASE ? AS ${otherSchema}`).run(path);
    try {
      added.push(mergeDesign(run));
      await run.turn('Design', 1, 1);
      for (const part of parts.parts) {
        const result = await part.merge(run);
        added.push(result.added);
        conflicts.push(...(result.conflicts ?? []));
      }
    } finally {
      database.exec(`DETACH DATABASE ${otherSchema}`);
    }
  });
  return { added: joined(added), conflicts };
}

async function mergeAll(parts: MergeParts, task: TaskRun<MergeInput>): Promise<MergeResult> {
  const added: Added[] = [];
  const conflicts: MergeConflict[] = [];
  for (const source of task.input.others) {
    const file = await parts.files.resolve(source, maxSiteBytes);
    const result = await mergeOne(parts, task, file);
    added.push(result.added);
    conflicts.push(...result.conflicts);
  }
  const undecided = listConflicts(task.site).map(({ name, field, versions }) => ({
    what: name,
    detail: `${field}: ${versions.map(({ author, shown }) => `${shown} (${author || 'unknown'})`).join(', or ')}`,
  }));
  return { added: joined(added), conflicts: [...conflicts, ...undecided] };
}

export function mergeTask(parts: MergeParts): TaskDefinition<MergeInput, MergeResult> {
  return {
    kind: 'site.mergeSite',
    keepsParts: true,
    title: ({ others }) => {
      const [first] = others;
      const name = first && 'path' in first ? basename(first.path) : 'a copy';
      return others.length > 1 ? `Merge ${others.length} copies` : `Merge ${name}`;
    },
    readInput: (kept, siteId) => {
      const { siteId: _siteId, ...input } = siteContract.mergeSite.input.parse({ ...(kept as object), siteId });
      return input;
    },
    run: (task) => mergeAll(parts, task),
    release: ({ others }) => {
      for (const source of others) parts.files.release(source);
    },
  };
}
