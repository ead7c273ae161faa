// Contract -> the tasks of a site.
import type { tasksContract } from '../../shared/contract/tasks.ts';
import type { Handlers } from '../ports/handlers.ts';
import type { OpenTasks } from './open-tasks.ts';

export function taskHandlers(tasks: OpenTasks): Handlers<typeof tasksContract> {
  return {
    listTasks: ({ siteId }) => ({ tasks: tasks.of(siteId).list() }),
    awaitTask: ({ siteId, taskId }) => tasks.of(siteId).wait(taskId),
    cancelTask: async ({ siteId, taskId }) => {
      await tasks.of(siteId).cancel(taskId);
      return {};
    },
    resumeTask: ({ siteId, taskId }) => {
      tasks.of(siteId).resume(taskId);
      return {};
    },
    dismissTask: ({ siteId, taskId }) => {
      tasks.of(siteId).dismiss(taskId);
      return {};
    },
    watchTasks: ({ siteId }, { signal }) => tasks.of(siteId).watch(signal),
  };
}
