// Reads and writes projects of other programs off the core's thread, where a bad one can be ended.
import { readFile, writeFile } from 'node:fs/promises';
import { zipSync } from 'fflate';
import { writeEsx } from '../domains/site/exchange/esx/write-esx.ts';
import { writeOpenIntent } from '../domains/site/exchange/openintent/write-openintent.ts';
import type { ProjectJob, WrittenProject } from '../domains/site/exchange/project-job.ts';
import { readProject } from '../domains/site/exchange/read-project.ts';
import { fileError } from '../files/file-error.ts';
import type { Project } from '../ports/exchange.ts';
import { serveJobs } from './serve.ts';

async function read({ path, name }: Extract<ProjectJob, { kind: 'read' }>): Promise<Project> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw fileError(error, name);
  });
  return readProject(new Uint8Array(bytes), name);
}

const writers = { esx: writeEsx, openintent: writeOpenIntent };

async function write({ path, format, project, kept }: Extract<ProjectJob, { kind: 'write' }>): Promise<WrittenProject> {
  const { members, remarks } = writers[format](project, kept);
  await writeFile(path, zipSync(Object.fromEntries(members)));
  return { remarks };
}

serveJobs<ProjectJob, Project | WrittenProject>((job) => (job.kind === 'read' ? read(job) : write(job)));
