// Reads projects of other programs off the core's thread, where a bad one can be ended.
import { readFile } from 'node:fs/promises';
import { readEsx } from '../domains/site/exchange/esx/read-esx.ts';
import type { ProjectJob } from '../domains/site/exchange/project-job.ts';
import { fileError } from '../files/file-error.ts';
import { serveJobs } from './serve.ts';

serveJobs(async ({ path, name }: ProjectJob) => {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw fileError(error, name);
  });
  return readEsx(bytes, name);
});
