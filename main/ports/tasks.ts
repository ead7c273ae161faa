// Long work: journaled in the site's file, with progress, cancel and resume.
import type { SiteId, TaskId } from '../../shared/model/ids.ts';
import type { SiteSession } from './sites.ts';

/** One run of a task. After a crash or a cancel, a resumed task runs again with the last cursor it saved. */
export interface TaskRun<Input> {
  readonly taskId: TaskId;
  readonly site: SiteSession;
  readonly input: Input;
  readonly signal: AbortSignal;
  /** What `saveCursor` was last given by an earlier run; undefined on the first. */
  readonly cursor: unknown;
  /** Shown to the person; cheap, call it as often as you like. `total` 0 = unknown. */
  progress(phase: string, done: number, total: number, unit: string): void;
  /**
   * Writes the cursor into the journal. Call it inside the same transaction as the work that it stands for: then a
   * resumed task repeats nothing and loses nothing.
   */
  saveCursor(cursor: unknown): void;
}

export interface TaskDefinition<Input = unknown, Result = unknown> {
  /** The procedure that starts it: `survey.importReadings`. */
  readonly kind: string;
  title(input: Input): string;
  /**
   * Reads the input that an earlier run left in the journal; a task without this cannot be resumed. Site files come from
   * elsewhere, so nothing in them is taken as it is. @throws ZodError for what no Groma wrote
   */
  readInput?(kept: unknown, siteId: SiteId): Input;
  /** What was done before it is stopped stays in the site, and its phase says how much that is. */
  readonly keepsParts?: boolean;
  run(task: TaskRun<Input>): Promise<Result>;
  /** Once nobody will resume it any more: done, given up or dismissed. */
  release?(input: Input): void;
}

export interface TaskStarter {
  /** Journals the task and starts it. `input` must be plain JSON. @throws AppError `site_not_open` */
  start(siteId: SiteId, kind: string, input: unknown): TaskId;
  /** Title of a task that works on the site now. */
  running(siteId: SiteId): string | undefined;
}
