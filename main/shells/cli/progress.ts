// Progress on stderr: a bar that redraws itself, only where a person looks at it.
import type { Task } from '../../../shared/contract/tasks.ts';

const barWidth = 24;

export function progressLine(task: Pick<Task, 'phase' | 'done' | 'total' | 'unit'>): string {
  const { phase, done, total, unit } = task;
  if (total <= 0) return `${phase} ${done > 0 ? `${Math.round(done).toLocaleString('en')} ${unit}` : ''}`.trim();
  const share = Math.min(1, done / total);
  const filled = Math.round(share * barWidth);
  return `${phase} [${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${Math.floor(share * 100)} %`;
}

export interface ProgressPrinter {
  show(task: Task): void;
  end(): void;
}

export function progressPrinter(stream: NodeJS.WriteStream): ProgressPrinter {
  let isShown = false;
  return {
    show: (task) => {
      if (!stream.isTTY || task.state !== 'running') return;
      stream.write(`\r\x1b[2K${progressLine(task)}`);
      isShown = true;
    },
    end: () => {
      if (isShown) stream.write('\r\x1b[2K');
    },
  };
}
