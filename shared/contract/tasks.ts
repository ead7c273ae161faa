// Tasks: long work with progress, cancel and resume.
import * as z from 'zod';
import { ErrorShape } from '../errors/app-error.ts';
import { SiteId, TaskId } from '../model/ids.ts';
import { inSite } from './common.ts';
import { command, query, stream } from './define.ts';

/** `dismissed` is only ever the last event of a task that was taken off the list. */
export const TaskState = z.enum(['running', 'interrupted', 'done', 'failed', 'cancelled', 'dismissed']);
export type TaskState = z.infer<typeof TaskState>;

export const Task = z.strictObject({
  taskId: TaskId,
  siteId: SiteId,
  /** What does the work, for example `survey.importReadings`. */
  kind: z.string(),
  /** For people: "Readings from walk-3.csv". */
  title: z.string(),
  state: TaskState,
  /** Of the work: "Reading rows". */
  phase: z.string(),
  done: z.number(),
  /** 0 while unknown. */
  total: z.number(),
  unit: z.string(),
  canResume: z.boolean(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
  error: ErrorShape.optional(),
  /** Once done: the result, as the procedure that started it promises. */
  result: z.unknown().optional(),
});
export type Task = z.infer<typeof Task>;

export const tasksContract = {
  listTasks: query({
    summary: 'Tasks of a site, newest first.',
    input: z.strictObject(inSite),
    output: z.strictObject({ tasks: z.array(Task) }),
    errors: ['site_not_open'],
  }),
  awaitTask: query({
    summary: 'Wait for a task to end.',
    input: z.strictObject({ ...inSite, taskId: TaskId }),
    output: Task,
    errors: ['site_not_open', 'task_not_found'],
  }),
  cancelTask: command({
    summary: 'Cancel a running task, or give up an interrupted one. What was committed stays.',
    input: z.strictObject({ ...inSite, taskId: TaskId }),
    output: z.strictObject({}),
    errors: ['site_not_open', 'task_not_found'],
  }),
  resumeTask: command({
    summary: 'Go on with an interrupted, failed or cancelled task where it stopped.',
    input: z.strictObject({ ...inSite, taskId: TaskId }),
    output: z.strictObject({}),
    errors: ['site_not_open', 'site_read_only', 'task_not_found', 'task_not_resumable'],
  }),
  dismissTask: command({
    summary: 'Take an ended task off the list.',
    input: z.strictObject({ ...inSite, taskId: TaskId }),
    output: z.strictObject({}),
    errors: ['site_not_open', 'task_not_found'],
  }),
  watchTasks: stream({
    summary: "A site's tasks as they go on; first all that are there.",
    input: z.strictObject(inSite),
    event: Task,
    errors: ['site_not_open'],
  }),
};
