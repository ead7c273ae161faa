// Tasks of the open site, as the core tells of them: the tray lists them, the walk bar follows one.
import { useEffect } from 'react';
import { create } from 'zustand';
import type { Task } from '../../shared/contract/tasks.ts';
import { useStream } from './client.tsx';
import { useSession } from './session.ts';

export const useTasks = create<{ readonly tasks: ReadonlyMap<string, Task> }>(() => ({ tasks: new Map() }));

/** Once, in the frame. */
export function useFollowTasks(): void {
  const siteId = useSession((session) => session.site?.siteId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another site, other tasks
  useEffect(() => useTasks.setState({ tasks: new Map() }), [siteId]);
  useStream('tasks.watchTasks', siteId === undefined ? undefined : { siteId }, {
    event: (task) => useTasks.setState(({ tasks }) => ({ tasks: new Map([...tasks, [task.taskId, task]]) })),
  });
}

export const walkKind = 'survey.startWalk';

/** The walk that is recorded just now, whichever window began it. */
export function useWalkTaskId(): string | undefined {
  return useTasks(
    ({ tasks }) => [...tasks.values()].find((task) => task.kind === walkKind && task.state === 'running')?.taskId,
  );
}
