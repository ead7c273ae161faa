// Runs jobs beside the core: at most two at once (field laptops stay responsive), idle runners kept, late or cancelled ones ended.
import { AppError } from '../../shared/errors/app-error.ts';
import type { Workers } from '../ports/host.ts';
import type { WorkerReply } from '../workers/serve.ts';
import { type JobRunner, processRunner, threadRunner } from './job-runner.ts';

const maxThreads = 2;
/** An idle thread is ended after this time: a decoder's memory should not stay for the day. */
const idleMs = 30_000;
const closeWaitMs = 2_000;

interface Thread {
  readonly name: string;
  readonly runner: JobRunner;
  timer?: NodeJS.Timeout;
}

export class WorkerPool implements Workers {
  readonly #processes: readonly string[];
  #idle: Thread[] = [];
  #busy = new Set<Thread>();
  #waiting: (() => void)[] = [];
  #isClosed = false;

  /** @param processes names of the workers that read files from outside: each runs in a process, which can always be ended */
  constructor(processes: readonly string[] = []) {
    this.#processes = processes;
  }

  async run<Result>(
    name: string,
    job: unknown,
    options: { signal?: AbortSignal; timeoutMs?: number; transfer?: ArrayBuffer[] } = {},
  ): Promise<Result> {
    const { signal, timeoutMs, transfer } = options;
    while (this.#busy.size >= maxThreads) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (signal?.aborted || this.#isClosed) {
      this.#waiting.shift()?.();
      throw new AppError('cancelled');
    }
    const thread = this.#take(name);
    let isReusable = false;
    try {
      const reply = await this.#exchange(thread, { job, transfer, signal, timeoutMs });
      isReusable = true;
      if ('error' in reply) throw AppError.fromShape(reply.error);
      if ('defect' in reply) throw new Error(`worker ${name}: ${reply.defect}`);
      return reply.result as Result;
    } finally {
      this.#busy.delete(thread);
      if (isReusable && !this.#isClosed) this.#keep(thread);
      // Not waited for: a thread inside of native code ends only when that does, and the caller has its answer.
      else void thread.runner.end();
      this.#waiting.shift()?.();
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const threads = [...this.#idle, ...this.#busy];
    this.#idle = [];
    const ended = Promise.all(
      threads.map((thread) => {
        clearTimeout(thread.timer);
        return thread.runner.end();
      }),
    );
    // A thread inside of native code may not end; the program must.
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, closeWaitMs).unref())]);
  }

  #take(name: string): Thread {
    const index = this.#idle.findIndex((thread) => thread.name === name);
    const [idle] = index < 0 ? [] : this.#idle.splice(index, 1);
    const start = this.#processes.includes(name) ? processRunner : threadRunner;
    const thread: Thread = idle ?? { name, runner: start(name) };
    clearTimeout(thread.timer);
    this.#busy.add(thread);
    return thread;
  }

  #keep(thread: Thread): void {
    const drop = () => {
      clearTimeout(thread.timer);
      this.#idle = this.#idle.filter((each) => each !== thread);
      void thread.runner.end();
    };
    thread.runner.listen({ reply: drop, ended: drop });
    thread.timer = setTimeout(drop, idleMs);
    thread.timer.unref();
    thread.runner.hold(false);
    this.#idle.push(thread);
  }

  #exchange(
    thread: Thread,
    request: {
      job: unknown;
      transfer: ArrayBuffer[] | undefined;
      signal: AbortSignal | undefined;
      timeoutMs: number | undefined;
    },
  ): Promise<WorkerReply> {
    const { signal, timeoutMs } = request;
    return new Promise<WorkerReply>((resolve, reject) => {
      const timer =
        timeoutMs === undefined
          ? undefined
          : setTimeout(() => reject(new AppError('deadline_exceeded', { seconds: timeoutMs / 1000 })), timeoutMs);
      const onAbort = () => reject(new AppError('cancelled'));
      signal?.addEventListener('abort', onAbort, { once: true });
      const settled = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      };
      thread.runner.hold(true);
      thread.runner.listen({
        reply: (reply) => {
          settled();
          resolve(reply);
        },
        ended: (reason) => {
          settled();
          reject(reason);
        },
      });
      thread.runner.send({ job: request.job }, request.transfer ?? []);
    });
  }
}
