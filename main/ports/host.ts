// What a shell gives the core: everything outside of it. A simulator is just another part of a host.
import type { ActiveTester } from './active-tester.ts';
import type { DatabaseEngine } from './database.ts';
import type { MakePracticeWorld } from './practice-world.ts';
import type { ReadingSource } from './reading-source.ts';

/** Structured log; the sink redacts secrets. Never log readings, names of people or configuration text. */
export interface Log {
  debug(event: string, fields?: Record<string, unknown>): void;
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
  /** The newest lines, redacted, for "copy diagnostics". */
  recent(): string[];
}

export interface Paths {
  /** Groma's own folder: settings, uploads, practice site, log. */
  readonly data: string;
  readonly documents: string;
}

export interface Clock {
  /** Unix time, ms. */
  now(): number;
}

/** The system's own file dialogs; only the Electron shell has them. */
export interface Dialogs {
  chooseSiteFile(options: {
    purpose: 'open' | 'create';
    suggestedName?: string | undefined;
  }): Promise<string | undefined>;
}

/** Workers of main/workers by name. Each call runs one job on a thread of its own pool. */
export interface Workers {
  /**
   * @param name file in main/workers without its ending
   * @throws AppError as the worker threw it; `cancelled` on abort; `deadline_exceeded` past `timeoutMs`
   */
  run<Result>(
    name: string,
    job: unknown,
    options?: { signal?: AbortSignal; timeoutMs?: number; transfer?: ArrayBuffer[] },
  ): Promise<Result>;
  close(): Promise<void>;
}

/** Radios of this machine. */
export interface SourceList {
  /** As they are plugged in now. Never throws; what cannot start is listed with its reason. */
  list(): Promise<readonly ReadingSource[]>;
  close(): void;
}

export interface Host {
  readonly shell: 'electron' | 'browser' | 'cli' | 'test';
  readonly version: string;
  /** Who works here, as the system calls them: for others to see who changed what when copies of a site are put together. */
  readonly person: string;
  readonly paths: Paths;
  readonly clock: Clock;
  readonly log: Log;
  readonly database: DatabaseEngine;
  readonly workers: Workers;
  readonly sources: SourceList;
  readonly tester: ActiveTester;
  /** Loads the practice world; absent where the shell carries none. */
  readonly loadPracticeWorld?: () => Promise<MakePracticeWorld>;
  readonly dialogs?: Dialogs;
}
