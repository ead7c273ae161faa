// Reads and draws plan files off the core's thread, where a bad one can be ended.
import { type PlanJob, runPlanJob } from '../domains/floorplan/formats/plan-job.ts';
import { serveJobs, Transferred } from './serve.ts';

serveJobs(async (job: PlanJob) => {
  const { result, buffers } = await runPlanJob(job);
  return new Transferred(result, buffers);
});
