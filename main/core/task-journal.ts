// The rows of the `tasks` table.
import * as z from 'zod';
import { Task } from '../../shared/contract/tasks.ts';
import type { SiteId, TaskId } from '../../shared/model/ids.ts';
import type { Database } from '../ports/database.ts';

interface TaskRow {
  id: string;
  kind: string;
  title: string;
  input: string;
  state: string;
  phase: string;
  done: number;
  total: number;
  unit: string;
  can_resume: number;
  error: string | null;
  result: string | null;
  started_at: string;
  ended_at: string | null;
}

/** Ended tasks older than the newest of this many are forgotten when a site is opened. */
const keptTasks = 100;

export class TaskJournal {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  markInterrupted(): void {
    this.#database.transaction(() => {
      this.#database.prepare(`UPDATE tasks SET state = 'interrupted' WHERE state = 'running'`).run();
      this.#database
        .prepare(
          `DELETE FROM tasks WHERE state IN ('done', 'cancelled') AND id NOT IN (SELECT id FROM tasks ORDER BY started_at DESC LIMIT ?)`,
        )
        .run(keptTasks);
    });
  }

  /** Rows that no Groma wrote are left out: a site is not lost for a line of its history. */
  load(siteId: SiteId): { task: Task; input: unknown }[] {
    const rows = this.#database.prepare('SELECT * FROM tasks').all<TaskRow>();
    return rows.flatMap((row) => {
      try {
        return [readTask(row, siteId)];
      } catch (error) {
        if (error instanceof SyntaxError || error instanceof z.ZodError) return [];
        throw error;
      }
    });
  }

  insert(task: Task, input: unknown): void {
    this.#database
      .prepare(`INSERT INTO tasks (id, kind, title, input, state, can_resume, started_at) VALUES (?, ?, ?, ?, ?, ?, ?)`)
      .run(
        task.taskId,
        task.kind,
        task.title,
        JSON.stringify(input),
        task.state,
        task.canResume ? 1 : 0,
        task.startedAt,
      );
  }

  update(task: Task): void {
    this.#database
      .prepare(
        'UPDATE tasks SET state = ?, phase = ?, done = ?, total = ?, unit = ?, error = ?, result = ?, ended_at = ? WHERE id = ?',
      )
      .run(
        task.state,
        task.phase,
        task.done,
        task.total,
        task.unit,
        task.error === undefined ? null : JSON.stringify(task.error),
        task.result === undefined ? null : JSON.stringify(task.result),
        task.endedAt ?? null,
        task.taskId,
      );
  }

  cursor(taskId: TaskId): unknown {
    const row = this.#database.prepare('SELECT cursor FROM tasks WHERE id = ?').get<{ cursor: string | null }>(taskId);
    try {
      return row?.cursor ? JSON.parse(row.cursor) : undefined;
    } catch {
      // No Groma wrote it: the task begins anew.
      return undefined;
    }
  }

  saveCursor(taskId: TaskId, cursor: unknown): void {
    this.#database.prepare('UPDATE tasks SET cursor = ? WHERE id = ?').run(JSON.stringify(cursor), taskId);
  }

  remove(taskId: TaskId): void {
    this.#database.prepare('DELETE FROM tasks WHERE id = ?').run(taskId);
  }
}

function readTask(row: TaskRow, siteId: SiteId): { task: Task; input: unknown } {
  const task = Task.parse({
    taskId: row.id,
    siteId,
    kind: row.kind,
    title: row.title,
    state: row.state,
    phase: row.phase,
    done: row.done,
    total: row.total,
    unit: row.unit,
    canResume: row.can_resume === 1,
    startedAt: row.started_at,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    ...(row.error === null ? {} : { error: JSON.parse(row.error) }),
    ...(row.result === null ? {} : { result: JSON.parse(row.result) }),
  });
  return { task, input: JSON.parse(row.input) };
}
