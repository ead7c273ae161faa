// Contract -> the tasks of a site.
import type { tasksContract } from '../../shared/contract/tasks.ts';
import type { SiteId } from '../../shared/model/ids.ts';
import type { Handlers } from '../ports/handlers.ts';
import type { SiteTasks } from './tasks.ts';

export function taskHandlers(tasksOf: (siteId: SiteId) => SiteTasks): Handlers<typeof tasksContract> {
  return {
    listTasks: ({ siteId }) => ({ tasks: tasksOf(siteId).list() }),
    awaitTask: ({ siteId, taskId }) => tasksOf(siteId).wait(taskId),
    cancelTask: async ({ siteId, taskId }) => {
      await tasksOf(siteId).cancel(taskId);
      return {};
    },
    resumeTask: ({ siteId, taskId }) => {
      tasksOf(siteId).resume(taskId);
      return {};
    },
    dismissTask: ({ siteId, taskId }) => {
      tasksOf(siteId).dismiss(taskId);
      return {};
    },
    watchTasks: ({ siteId }, { signal }) => tasksOf(siteId).watch(signal),
  };
}
