// Long work: journaled in the site's file, with progress, cancel and resume. What one site's tasks need lives in SiteTasks.
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Task, TaskState } from '../../shared/contract/tasks.ts';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import { TaskId } from '../../shared/model/ids.ts';
import { Broadcast } from '../../shared/rpc/broadcast.ts';
import type { Clock, Log } from '../ports/host.ts';
import type { SiteSession } from '../ports/sites.ts';
import type { TaskDefinition, TaskRun } from '../ports/tasks.ts';
import { TaskJournal } from './task-journal.ts';

/** Windows hear of progress at most this often. */
const progressIntervalMs = 100;
/** The journal's progress is for people after a crash; writing it more often would cost more than it tells. */
const journalIntervalMs = 2_000;

interface Running {
  readonly controller: AbortController;
  readonly finished: Promise<void>;
}

export interface SiteTasksOptions {
  readonly definitions: ReadonlyMap<string, TaskDefinition>;
  readonly clock: Clock;
  readonly log: Log;
}

/** The tasks of one open site. */
export class SiteTasks {
  readonly #site: SiteSession;
  readonly #options: SiteTasksOptions;
  readonly #journal: TaskJournal;
  readonly #tasks = new Map<TaskId, Task>();
  readonly #inputs = new Map<TaskId, unknown>();
  readonly #running = new Map<TaskId, Running>();
  readonly #changes = new Broadcast<Task>();
  #isClosed = false;

  constructor(site: SiteSession, options: SiteTasksOptions) {
    this.#site = site;
    this.#options = options;
    this.#journal = new TaskJournal(site.database);
    // Whoever may write the file is alone with it, so a task that is "running" in it was cut off.
    if (!site.readOnly) this.#journal.markInterrupted();
    for (const { task, input } of this.#journal.load(site.siteId)) {
      // In a file that another Groma writes: its own work, which cannot be followed or stopped from here.
      if (task.state !== 'running') this.#remember(task, input);
    }
  }

  /** A task of an earlier run. It goes on only with an input that its procedure would take, and is called what that says. */
  #remember(task: Task, kept: unknown): void {
    const definition = this.#options.definitions.get(task.kind);
    try {
      const input = definition?.readInput?.(kept, task.siteId);
      if (definition && input !== undefined) {
        this.#inputs.set(task.taskId, input);
        this.#tasks.set(task.taskId, { ...task, title: definition.title(input), canResume: true });
        return;
      }
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
    }
    this.#tasks.set(task.taskId, { ...task, canResume: false });
  }

  list(): Task[] {
    return [...this.#tasks.values()].sort((a, b) => b.startedAt.localeCompare(a.startedAt));
  }

  /** What changes the site has asked for that before; an export of a read-only site simply leaves no trace in its journal. */
  start(kind: string, input: unknown): TaskId {
    if (this.#isClosed) throw new AppError('site_not_open');
    const definition = this.#definition(kind);
    const task: Task = {
      taskId: TaskId.parse(randomUUID()),
      siteId: this.#site.siteId,
      kind,
      title: definition.title(input),
      state: 'running',
      phase: '',
      done: 0,
      total: 0,
      unit: '',
      canResume: definition.readInput !== undefined,
      startedAt: this.#now(),
    };
    if (!this.#site.readOnly) this.#journal.insert(task, input);
    this.#inputs.set(task.taskId, input);
    this.#launch(task, definition);
    return task.taskId;
  }

  resume(taskId: TaskId): void {
    if (this.#isClosed) throw new AppError('site_not_open');
    this.#site.requireWritable();
    const task = this.#get(taskId);
    if (task.state === 'running') return;
    if (task.state === 'done' || !task.canResume || !this.#inputs.has(taskId)) throw new AppError('task_not_resumable');
    const { error: _error, endedAt: _endedAt, ...rest } = task;
    const again: Task = { ...rest, state: 'running' };
    this.#journal.update(again);
    this.#launch(again, this.#definition(task.kind));
  }

  /** Stops a running task, or gives an interrupted one up. */
  async cancel(taskId: TaskId): Promise<void> {
    const running = this.#running.get(taskId);
    if (running) {
      running.controller.abort(new AppError('cancelled'));
      return running.finished;
    }
    const task = this.#get(taskId);
    if (task.state === 'interrupted') this.#end(task, 'cancelled', {});
  }

  dismiss(taskId: TaskId): void {
    const task = this.#get(taskId);
    if (task.state === 'running') return;
    if (!this.#site.readOnly) this.#journal.remove(taskId);
    this.#tasks.delete(taskId);
    this.#changes.publish({ ...task, state: 'dismissed' });
    const input = this.#inputs.get(taskId);
    this.#inputs.delete(taskId);
    if (task.state !== 'done' && input !== undefined) this.#options.definitions.get(task.kind)?.release?.(input);
  }

  /** Resolves once the task is not running. */
  async wait(taskId: TaskId): Promise<Task> {
    await this.#running.get(taskId)?.finished;
    return this.#get(taskId);
  }

  watch(signal: AbortSignal): AsyncIterable<Task> {
    return this.#changes.listen(signal, { first: this.list() });
  }

  /** Title of a task that works now. */
  running(): string | undefined {
    const [taskId] = this.#running.keys();
    return taskId && this.#get(taskId).title;
  }

  /** Interrupts what runs; it can be resumed when the site is opened again. Nothing starts after. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const running of this.#running.values()) running.controller.abort(new AppError('connection_lost'));
    await Promise.all([...this.#running.values()].map((running) => running.finished));
  }

  #launch(task: Task, definition: TaskDefinition): void {
    const controller = new AbortController();
    this.#tasks.set(task.taskId, task);
    const finished = this.#execute(task, definition, controller.signal).finally(() =>
      this.#running.delete(task.taskId),
    );
    this.#running.set(task.taskId, { controller, finished });
    this.#changes.publish(task);
  }

  async #execute(task: Task, definition: TaskDefinition, signal: AbortSignal): Promise<void> {
    // The caller gets the task's id before the work begins.
    await Promise.resolve();
    try {
      const result = await definition.run(this.#run(task, signal));
      this.#end(this.#get(task.taskId), 'done', { result });
      definition.release?.(this.#inputs.get(task.taskId));
    } catch (error) {
      const current = this.#get(task.taskId);
      if (signal.aborted) this.#end(current, isAppError(signal.reason, 'cancelled') ? 'cancelled' : 'interrupted', {});
      else this.#end(current, 'failed', { error: this.#expected(error, task.kind).toShape() });
    }
  }

  #run(task: Task, signal: AbortSignal): TaskRun<unknown> {
    let publishedAt = 0;
    let journaledAt = this.#options.clock.now();
    let lastPhase = '';
    return {
      taskId: task.taskId,
      site: this.#site,
      input: this.#inputs.get(task.taskId),
      signal,
      cursor: this.#journal.cursor(task.taskId),
      progress: (phase, done, total, unit) => {
        const now = this.#options.clock.now();
        const current: Task = { ...this.#get(task.taskId), phase, done, total, unit };
        this.#tasks.set(task.taskId, current);
        if (phase === lastPhase && now - publishedAt < progressIntervalMs) return;
        publishedAt = now;
        lastPhase = phase;
        this.#changes.publish(current);
        if (this.#site.readOnly || now - journaledAt < journalIntervalMs) return;
        journaledAt = now;
        this.#journal.update(current);
      },
      saveCursor: (cursor) => this.#journal.saveCursor(task.taskId, cursor),
    };
  }

  #end(task: Task, state: TaskState, outcome: Pick<Task, 'error' | 'result'>): void {
    const keepsParts = this.#options.definitions.get(task.kind)?.keepsParts ?? false;
    const phase = keepsParts || state === 'done' ? task.phase : '';
    const ended: Task = { ...task, ...outcome, phase, state, endedAt: this.#now() };
    this.#tasks.set(task.taskId, ended);
    try {
      if (!this.#site.readOnly) this.#journal.update(ended);
    } catch (error) {
      // A full disk must not hide what the task has to say; after a restart it shows as interrupted.
      this.#options.log.warn('task.not_journaled', { taskId: task.taskId, reason: String(error) });
    }
    this.#changes.publish(ended);
  }

  #expected(error: unknown, kind: string): AppError {
    if (isAppError(error)) return error;
    const reference = randomUUID().slice(0, 8);
    this.#options.log.error('task.defect', {
      reference,
      kind,
      error: error instanceof Error ? error.stack : String(error),
    });
    return new AppError('internal', { reference });
  }

  #definition(kind: string): TaskDefinition {
    const definition = this.#options.definitions.get(kind);
    if (!definition) throw new AppError('task_not_resumable');
    return definition;
  }

  #get(taskId: TaskId): Task {
    const task = this.#tasks.get(taskId);
    if (!task) throw new AppError('task_not_found');
    return task;
  }

  #now(): string {
    return new Date(this.#options.clock.now()).toISOString();
  }
}
