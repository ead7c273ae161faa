// The core's side: starts the sources' process when somebody asks for sources, and makes sources of what it says. A process that dies is
// started anew by the next question; walks take their sources up again.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { LiveScan, Preflight, ReadingSource, ScanOptions } from '../../ports/reading-source.ts';
import type { FromSources, ListedSource, ToSources } from './messages.ts';

/** The process, however it was started. */
export interface SourcesLink {
  post(message: ToSources): void;
  /** Whether the program waits for it. */
  hold(isBusy: boolean): void;
  end(): void;
}
export interface SourcesListener {
  message(message: FromSources): void;
  ended(reason: string): void;
}
export type StartSources = (listener: SourcesListener) => SourcesLink;

const here = import.meta.url;
const entry = fileURLToPath(new URL(here.endsWith('.ts') ? './process.ts' : './workers/sources.js', here));

export const forkSources: StartSources = (listener) => {
  const child = fork(entry, {
    serialization: 'advanced',
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.on('message', (message) => listener.message(message as FromSources));
  child.on('error', (error) => listener.ended(error.message));
  child.on('exit', (code, signal) => listener.ended(`its process ended (${signal ?? code})`));
  return {
    post: (message) => {
      if (child.connected) child.send(message);
    },
    hold: (isBusy) => {
      if (isBusy) {
        child.ref();
        child.channel?.ref();
      } else {
        child.unref();
        child.channel?.unref();
      }
    },
    end: () => void child.kill('SIGKILL'),
  };
};

const listWaitMs = 20_000;
const maxQueued = 2_000;

interface Running {
  readonly name: string;
  queue: LiveScan[];
  dropped: number;
  end: AppError | 'done' | undefined;
  wake(): void;
}

export class SourceProcess {
  readonly #start: StartSources;
  #link: SourcesLink | undefined;
  #next = 1;
  readonly #questions = new Map<number, (sources: readonly ListedSource[]) => void>();
  readonly #runs = new Map<number, Running>();

  constructor(start: StartSources) {
    this.#start = start;
  }

  /** Never throws: a process that does not answer has no sources, and says why. */
  async list(): Promise<readonly ReadingSource[]> {
    const id = this.#next++;
    const answer = new Promise<readonly ListedSource[]>((resolve) => {
      const timer = setTimeout(() => resolve([silent]), listWaitMs);
      this.#questions.set(id, (sources) => {
        clearTimeout(timer);
        resolve(sources);
      });
    });
    this.#send({ type: 'list', id });
    const sources = await answer;
    this.#questions.delete(id);
    this.#hold();
    return sources.map((listed) => this.#source(listed));
  }

  close(): void {
    this.#link?.end();
    this.#link = undefined;
  }

  #source({ id, kind, name, found }: ListedSource): ReadingSource {
    let last: Running | undefined;
    return {
      id,
      kind,
      name,
      // As it was found when the list was made: it was asked for just now.
      preflight: async (): Promise<Preflight> => found,
      dropped: () => last?.dropped ?? 0,
      scans: (options) => {
        const run = this.#begin(name);
        last = run.running;
        return this.#scans(run, id, options);
      },
    };
  }

  #begin(name: string): { number: number; running: Running } {
    const number = this.#next++;
    const running: Running = { name, queue: [], dropped: 0, end: undefined, wake: () => undefined };
    this.#runs.set(number, running);
    return { number, running };
  }

  async *#scans(
    { number, running }: { number: number; running: Running },
    source: string,
    { level, signal }: ScanOptions,
  ): AsyncGenerator<LiveScan> {
    const onAbort = () => running.wake();
    signal.addEventListener('abort', onAbort);
    this.#send({ type: 'start', run: number, source, level });
    try {
      while (!signal.aborted) {
        const scans = running.queue.splice(0);
        yield* scans;
        if (scans.length > 0) continue;
        if (running.end === 'done') return;
        if (running.end) throw running.end;
        await new Promise<void>((resolve) => {
          running.wake = resolve;
        });
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.#runs.delete(number);
      if (running.end === undefined) this.#link?.post({ type: 'stop', run: number });
      this.#hold();
    }
  }

  #send(message: ToSources): void {
    this.#link ??= this.#start({
      message: (each) => this.#receive(each),
      ended: (reason) => this.#ended(reason),
    });
    this.#hold();
    this.#link.post(message);
  }

  #hold(): void {
    this.#link?.hold(this.#questions.size > 0 || this.#runs.size > 0);
  }

  #receive(message: FromSources): void {
    if (message.type === 'listed') {
      this.#questions.get(message.id)?.(message.sources);
      return;
    }
    const running = this.#runs.get(message.run);
    if (message.type === 'scans') this.#link?.post({ type: 'taken', run: message.run });
    if (!running) return;
    if (message.type === 'scans') {
      running.queue.push(...message.scans);
      running.dropped = Math.max(running.dropped, message.dropped);
      const over = running.queue.length - maxQueued;
      if (over > 0) running.dropped += running.queue.splice(0, over).length;
    } else running.end = message.error ? AppError.fromShape(message.error) : 'done';
    running.wake();
  }

  #ended(reason: string): void {
    this.#link = undefined;
    for (const answer of this.#questions.values()) answer([silent]);
    for (const running of this.#runs.values()) {
      running.end ??= new AppError('source_lost', { source: running.name, reason });
      running.wake();
    }
  }
}

const silent: ListedSource = {
  id: 'sources',
  kind: 'none',
  name: 'Radios of this computer',
  found: {
    state: 'unknown',
    problem: 'The part of Groma that speaks to the radios does not answer.',
    action: 'Look again; if it stays so, copy the diagnostics and send them to us.',
  },
};
