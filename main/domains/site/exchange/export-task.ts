// Exporting a site as a project of another program: gathered in the core, written in the worker, whole or not at all.
import { basename, extname, resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ParsedInputOf } from '../../../../shared/contract/contract.ts';
import type { ProjectExportResult } from '../../../../shared/contract/site.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { replaceFile } from '../../../files/write-file.ts';
import type { OutgoingTrack, ProjectPlans, ProjectSurveys } from '../../../ports/exchange.ts';
import type { Workers } from '../../../ports/host.ts';
import type { TaskDefinition, TaskRun } from '../../../ports/tasks.ts';
import { gatherProject } from './gather-project.ts';
import { documentName } from './openintent/read-openintent.ts';
import type { ProjectFormat, ProjectJob, WrittenProject } from './project-job.ts';
import { keptProject } from './put-project.ts';
import { nothingKept } from './taken-in.ts';

export type ProjectExportInput = Omit<ParsedInputOf<'site.exportProject'>, 'siteId'>;

export interface ExportParts {
  readonly workers: Workers;
  readonly plans: ProjectPlans;
  readonly surveys: ProjectSurveys;
}

/** The member that tells a kept project of a format. */
const markers = { esx: 'project.json', openintent: documentName } as const;
const timeoutMs = 600_000;

const endings: Readonly<Record<string, ProjectFormat>> = { '.esx': 'esx', '.zip': 'openintent' };

/** @throws AppError `export_unknown_format` */
export function projectFormatOf(file: string): ProjectFormat {
  const format = endings[extname(file).toLowerCase()];
  if (!format) throw new AppError('export_unknown_format', { file, formats: '.esx (Ekahau) or .zip (OpenIntent)' });
  return format;
}

const readingsOf = (tracks: readonly OutgoingTrack[]): number =>
  tracks.reduce((sum, { readings }) => sum + readings.scan.length, 0);

async function exportProject(parts: ExportParts, run: TaskRun<ProjectExportInput>): Promise<ProjectExportResult> {
  const { site, input, signal, progress } = run;
  const file = resolve(input.out);
  const format = projectFormatOf(file);
  const remarks: string[] = [];
  const turn = async (phase: string, done: number, total: number) => {
    progress(phase, done, total, '');
    await nextTurn();
    signal.throwIfAborted();
  };
  const { plans, surveys } = parts;
  const say = (remark: string) => void remarks.push(remark);
  const project = await gatherProject({ site, plans, surveys, signal, turn, say });
  if (project.floors.length === 0) throw new AppError('export_without_plan');
  await turn('Writing', 0, 0);
  const kept = keptProject(site, markers[format]) ?? nothingKept;
  const written = await replaceFile(file, (path) => {
    const job: ProjectJob = { kind: 'write', path, format, project, kept };
    return parts.workers.run<WrittenProject>('project', job, { signal, timeoutMs });
  });
  return {
    file,
    format,
    floors: project.floors.map(({ name }) => name),
    walks: project.walks.length,
    objects: project.objects.length,
    readings: project.walks.reduce((sum, { tracks }) => sum + readingsOf(tracks), 0),
    remarks: [...remarks, ...written.remarks],
  };
}

export const exportProjectTask = (parts: ExportParts): TaskDefinition<ProjectExportInput, ProjectExportResult> => ({
  kind: 'site.exportProject',
  title: ({ out }) => `Project ${basename(out)}`,
  run: (task) => exportProject(parts, task),
});
