// The worker's side of Workers.run: one job at a time, an answer or an error for each.
import { parentPort } from 'node:worker_threads';
import { AppError, type ErrorShape } from '../../shared/errors/app-error.ts';

export interface WorkerRequest {
  readonly job: unknown;
}
export type WorkerReply = { readonly result: unknown } | { readonly error: ErrorShape } | { readonly defect: string };

/** What a job returns when it hands memory over instead of copying it. */
export class Transferred<T> {
  readonly value: T;
  readonly buffers: ArrayBuffer[];
  constructor(value: T, buffers: ArrayBuffer[]) {
    this.value = value;
    this.buffers = buffers;
  }
}

/** Answers every job with `work`; an AppError travels as itself, anything else as a defect with its stack. */
export function serveJobs<Job, Result>(
  work: (job: Job) => Promise<Result | Transferred<Result>> | Result | Transferred<Result>,
): void {
  const port = parentPort;
  if (!port) throw new Error('serveJobs runs in a worker only');
  port.on('message', async (request: WorkerRequest) => {
    try {
      const result = await work(request.job as Job);
      if (result instanceof Transferred)
        port.postMessage({ result: result.value } satisfies WorkerReply, result.buffers);
      else port.postMessage({ result } satisfies WorkerReply);
    } catch (error) {
      const reply: WorkerReply =
        error instanceof AppError
          ? { error: error.toShape() }
          : { defect: error instanceof Error ? (error.stack ?? error.message) : String(error) };
      port.postMessage(reply);
    }
  });
}
