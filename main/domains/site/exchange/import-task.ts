// Importing a project of another program: read in the worker, then floor by floor, the design, and walk by walk into the site. Interrupted,
// it runs again and adds what is missing.
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as z from 'zod';
import type { ParsedInputOf } from '../../../../shared/contract/contract.ts';
import { type ProjectImportResult, siteContract } from '../../../../shared/contract/site.ts';
import { AppError, isAppError } from '../../../../shared/errors/app-error.ts';
import type { FloorId, ObjectId } from '../../../../shared/model/ids.ts';
import { maxProjectBytes } from '../../../../shared/model/units.ts';
import type { Project, ProjectPlans, ProjectSurveys } from '../../../ports/exchange.ts';
import type { Files } from '../../../ports/files.ts';
import type { Workers } from '../../../ports/host.ts';
import type { Floor } from '../../../ports/sites.ts';
import type { TaskDefinition, TaskRun } from '../../../ports/tasks.ts';
import type { ProjectJob } from './project-job.ts';
import { keepMembers, putFloor, putObjects, putPicture, takenInOf } from './put-project.ts';

export type ProjectInput = Omit<ParsedInputOf<'site.importProject'>, 'siteId'> & { readonly fileName: string };

export interface ExchangeParts {
  readonly files: Files;
  readonly workers: Workers;
  readonly plans: ProjectPlans;
  readonly surveys: ProjectSurveys;
}

const timeoutMs = 300_000;
const Kept = z.looseObject({ fileName: z.string().max(300) });
type Run = TaskRun<ProjectInput>;

/** Between pieces: says how far it is, lets others in. @throws when it was cancelled */
async function turn({ progress, signal, site }: Run, phase: string, done: number, total: number): Promise<void> {
  progress(phase, done, total, '');
  await nextTurn();
  signal.throwIfAborted();
  site.requireWritable();
}

async function putFloors(parts: ExchangeParts, run: Run, { floors }: Project) {
  const { site, signal } = run;
  const map = new Map<FloorId, Floor>();
  const remarks: string[] = [];
  for (const [index, wanted] of floors.entries()) {
    await turn(run, `Plan of ${wanted.name}`, index, floors.length);
    const floor = site.database.transaction(() => putFloor(site, wanted));
    map.set(wanted.floorId, floor);
    remarks.push(...(await putPicture({ plans: parts.plans, site, signal }, floor, wanted)));
    for (const what of ['floors', 'plan'] as const) site.changed({ what, floorId: floor.floorId });
  }
  return { map, remarks };
}

/** Names they are kept under, by their notes. */
async function putPhotos(parts: ExchangeParts, run: Run, { photos }: Project) {
  const byNote = new Map<ObjectId, string[]>();
  const remarks: string[] = [];
  for (const [index, photo] of photos.entries()) {
    await turn(run, 'Photos', index, photos.length);
    try {
      const kept = await parts.plans.putPhoto(run.site, photo, run.signal);
      byNote.set(photo.noteId, [...(byNote.get(photo.noteId) ?? []), kept]);
    } catch (error) {
      if (!isAppError(error) || run.signal.aborted) throw error;
      remarks.push(`A photo was left out: ${error.message}`);
    }
  }
  return { byNote, remarks };
}

async function putWalks(parts: ExchangeParts, run: Run, project: Project, floors: ReadonlyMap<FloorId, Floor>) {
  const added = { walks: 0, scans: 0, readings: 0 };
  for (const [index, walk] of project.walks.entries()) {
    await turn(run, 'Surveys', index, project.walks.length);
    const floor = floors.get(walk.floorId);
    if (!floor) continue;
    const put = parts.surveys.putWalk(run.site, floor, walk);
    added.walks += put.scans > 0 ? 1 : 0;
    added.scans += put.scans;
    added.readings += put.readings;
  }
  if (added.scans > 0) for (const what of ['readings', 'radios'] as const) run.site.changed({ what });
  return added;
}

async function importProject(parts: ExchangeParts, run: Run): Promise<ProjectImportResult> {
  const { site, input, signal } = run;
  run.progress('Reading', 0, 0, '');
  const file = await parts.files.resolve(input.source, maxProjectBytes);
  const job: ProjectJob = { kind: 'read', path: file.path, name: input.fileName };
  const project = await parts.workers.run<Project>('project', job, { signal, timeoutMs });
  if (signal.aborted) throw new AppError('cancelled');
  site.requireWritable();
  const floors = await putFloors(parts, run, project);
  const photos = await putPhotos(parts, run, project);
  const objects = site.database.transaction(() => {
    keepMembers(site, project, takenInOf(project, floors.map, photos.byNote));
    return putObjects(site, project, { floors: floors.map, photos: photos.byNote });
  });
  for (const what of ['design', 'radios'] as const) site.changed({ what });
  const walks = await putWalks(parts, run, project, floors.map);
  const there = objects.there > 0 ? [`${objects.there} objects are in the site already and stay as they are.`] : [];
  return {
    format: project.format,
    name: project.name,
    floors: [...floors.map.values()].map(({ name }) => name),
    added: { ...objects.added, ...walks },
    readings: walks.readings,
    scans: walks.scans,
    remarks: [...project.remarks, ...floors.remarks, ...photos.remarks, ...there],
  };
}

export function importProjectTask(parts: ExchangeParts): TaskDefinition<ProjectInput, ProjectImportResult> {
  return {
    kind: 'site.importProject',
    keepsParts: true,
    title: ({ fileName }) => `Project ${fileName}`,
    readInput: (kept, siteId) => {
      const { fileName, ...call } = Kept.parse(kept);
      const { siteId: _siteId, ...input } = siteContract.importProject.input.parse({ ...call, siteId });
      return { ...input, fileName };
    },
    run: (task) => importProject(parts, task),
    release: ({ source }) => parts.files.release(source),
  };
}
