// What runs a worker's jobs: a thread, which is handed memory instead of copies of it, or a process, which can be ended also while
// it is inside of a native library that a hostile file keeps busy.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { WorkerReply, WorkerRequest } from '../workers/serve.ts';

export interface JobListener {
  reply(reply: WorkerReply): void;
  /** It will answer nothing more. */
  ended(reason: Error): void;
}

export interface JobRunner {
  /** From now on this one hears, and no other. */
  listen(listener: JobListener): void;
  send(request: WorkerRequest, transfer: ArrayBuffer[]): void;
  /** Whether the program waits for it. */
  hold(isBusy: boolean): void;
  end(): Promise<void>;
}

/** From source the workers are TypeScript beside us; in a build they lie in `workers/` as JavaScript. */
const here = import.meta.url;
const workerUrl = (name: string): URL =>
  here.endsWith('.ts') ? new URL(`../workers/${name}.ts`, here) : new URL(`./workers/${name}.js`, here);

const endedWith = (name: string, how: unknown): Error => new Error(`worker ${name} ended with ${how}`);

export function threadRunner(name: string): JobRunner {
  const worker = new Worker(workerUrl(name));
  let listener: JobListener | undefined;
  worker.on('message', (reply: WorkerReply) => listener?.reply(reply));
  worker.on('error', (error) => listener?.ended(error));
  worker.on('exit', (code) => listener?.ended(endedWith(name, code)));
  return {
    listen: (next) => {
      listener = next;
    },
    send: (request, transfer) => worker.postMessage(request, transfer),
    hold: (isBusy) => (isBusy ? worker.ref() : worker.unref()),
    end: async () => void (await worker.terminate()),
  };
}

export function processRunner(name: string): JobRunner {
  const child = fork(fileURLToPath(workerUrl(name)), {
    // Typed arrays travel as they are.
    serialization: 'advanced',
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const buried = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let listener: JobListener | undefined;
  child.on('message', (reply) => listener?.reply(reply as WorkerReply));
  child.on('error', (error) => listener?.ended(error));
  child.on('exit', (code, signal) => listener?.ended(endedWith(name, signal ?? code)));
  return {
    listen: (next) => {
      listener = next;
    },
    send: (request) => void child.send(request),
    hold: (isBusy) => holdProcess(child, isBusy),
    end: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        // Whoever waits for its end must not be ended before it, for want of anything else to do.
        child.ref();
        child.kill('SIGKILL');
      }
      await buried;
    },
  };
}

function holdProcess(child: ChildProcess, isBusy: boolean): void {
  if (isBusy) {
    child.ref();
    child.channel?.ref();
  } else {
    child.unref();
    child.channel?.unref();
  }
}
