// Reads and draws plan files off the core's thread, where a bad one can be ended.
import { type PlanJob, runPlanJob } from '../domains/floorplan/formats/plan-job.ts';
import { serveJobs, Transferred } from './serve.ts';

// pdf.js drops promises of its own when a file is damaged; the job's answer does not come through them, so they must not end the thread.
process.on('unhandledRejection', () => undefined);

serveJobs(async (job: PlanJob) => {
  const { result, buffers } = await runPlanJob(job);
  return new Transferred(result, buffers);
});
