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

interface Parent {
  onRequest(listener: (request: WorkerRequest) => void): void;
  answer(reply: WorkerReply, transfer: ArrayBuffer[]): void;
}

/** Whoever started this: the thread beside it, or the process before it, with which it ends. */
function findParent(): Parent {
  const port = parentPort;
  if (port)
    return {
      onRequest: (listener) => port.on('message', listener),
      answer: (reply, transfer) => port.postMessage(reply, transfer),
    };
  if (!process.send) throw new Error('serveJobs runs in a worker only');
  process.on('disconnect', () => process.exit());
  return {
    onRequest: (listener) => process.on('message', (request) => listener(request as WorkerRequest)),
    answer: (reply) => void process.send?.(reply),
  };
}

/** Answers every job with `work`; an AppError travels as itself, anything else as a defect with its stack. */
export function serveJobs<Job, Result>(
  work: (job: Job) => Promise<Result | Transferred<Result>> | Result | Transferred<Result>,
): void {
  const parent = findParent();
  parent.onRequest(async (request) => {
    try {
      const result = await work(request.job as Job);
      if (result instanceof Transferred) parent.answer({ result: result.value }, result.buffers);
      else parent.answer({ result }, []);
    } catch (error) {
      const reply: WorkerReply =
        error instanceof AppError
          ? { error: error.toShape() }
          : { defect: error instanceof Error ? (error.stack ?? error.message) : String(error) };
      parent.answer(reply, []);
    }
  });
}
