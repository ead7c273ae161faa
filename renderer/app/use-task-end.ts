// Follows a task that a dialog has started until it ends; the dialog may be closed meanwhile, the tray goes on showing it.
import { useEffect, useRef, useState } from 'react';
import type { Task } from '../../shared/contract/tasks.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { asAppError, useClient } from './client.tsx';

export function useTaskEnd(siteId: string | undefined) {
  const client = useClient();
  const [isWatching, setWatching] = useState(false);
  const [error, setError] = useState<AppError>();
  const ends = useRef(new AbortController());
  useEffect(() => {
    const controller = new AbortController();
    ends.current = controller;
    return () => controller.abort();
  }, []);

  async function watch(taskId: string, onDone: (task: Task) => void): Promise<void> {
    if (siteId === undefined) return;
    const { signal } = ends.current;
    setWatching(true);
    setError(undefined);
    try {
      const task = await client.call('tasks.awaitTask', { siteId, taskId }, { signal });
      if (task.state === 'done') onDone(task);
      else setError(task.error ? AppError.fromShape(task.error) : new AppError('cancelled'));
    } catch (reason) {
      if (!signal.aborted) setError(asAppError(reason));
    }
    if (!signal.aborted) setWatching(false);
  }
  return {
    watch: (taskId: string, onDone: (task: Task) => void) => void watch(taskId, onDone),
    /** Another try begins: what the last one ended with is said no more. */
    forget: () => setError(undefined),
    isWatching,
    error,
  };
}
