// Tells how a walk has ended, wherever the person looks meanwhile: its bar is only on the plan.
import { useEffect } from 'react';
import { useTasks, walkKind } from '../../app/tasks.ts';
import { showToast } from '../../ui/toasts.tsx';
import { describeWalkEnd } from './walk-end.ts';

/** Once, in the frame. */
export function useTellWalkEnd(): void {
  useEffect(
    () =>
      useTasks.subscribe(({ tasks }, { tasks: before }) => {
        for (const task of tasks.values()) {
          if (task.kind !== walkKind || before.get(task.taskId)?.state !== 'running') continue;
          const end = describeWalkEnd(task);
          if (end) showToast(end.state, end.text);
        }
      }),
    [],
  );
}
