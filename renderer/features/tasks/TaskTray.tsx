// The one place for long work: a chip with the most urgent task, and the list above it.
import { Popover } from 'radix-ui';
import type { Task } from '../../../shared/contract/tasks.ts';
import { useCommand } from '../../app/client.tsx';
import { useTasks } from '../../app/tasks.ts';
import { Button } from '../../ui/controls.tsx';
import { formatCount, formatDay } from '../../ui/format.ts';
import { ProgressBar } from '../../ui/notes.tsx';
import { type State, StateMark, StateShape } from '../../ui/StateMark.tsx';
import { showToast } from '../../ui/toasts.tsx';

const shapes: Readonly<Record<Task['state'], State>> = {
  running: 'run',
  interrupted: 'warn',
  failed: 'fail',
  cancelled: 'unknown',
  done: 'ok',
  dismissed: 'unknown',
};
const words: Readonly<Record<Task['state'], string>> = {
  running: 'Working',
  interrupted: 'Interrupted',
  failed: 'Failed',
  cancelled: 'Cancelled',
  done: 'Done',
  dismissed: 'Dismissed',
};
/** What needs a person first. */
const urgency: readonly Task['state'][] = ['failed', 'interrupted', 'running', 'cancelled', 'done'];

const amount = (task: Task): string =>
  task.total > 0
    ? `${formatCount(task.done)} of ${formatCount(task.total)} ${task.unit}`
    : task.done > 0
      ? `${formatCount(task.done)} ${task.unit}`
      : '';

/** Of a task that is done its title says all; of one that was cancelled, how far it came. */
function stateWords(task: Task): string {
  if (task.error) return `${task.error.message} ${task.error.step}`;
  if (task.state === 'done') return task.endedAt ? formatDay(task.endedAt) : '';
  if (task.state === 'cancelled') return task.canResume && task.phase ? `${task.phase} so far are in the site` : '';
  return [task.phase, amount(task)].filter(Boolean).join(', ');
}

function ClearFinished({ tasks }: { tasks: readonly Task[] }) {
  const dismiss = useCommand('tasks.dismissTask');
  const finished = tasks.filter(({ state }) => state === 'done' || state === 'cancelled');
  if (finished.length < 2) return null;
  return (
    <Button
      kind="quiet"
      onClick={() => {
        for (const { siteId, taskId } of finished) dismiss.mutate({ siteId, taskId });
      }}
    >
      Clear finished
    </Button>
  );
}

function TaskRow({ task }: { task: Task }) {
  const cancel = useCommand('tasks.cancelTask');
  const resume = useCommand('tasks.resumeTask');
  const dismiss = useCommand('tasks.dismissTask');
  const at = { siteId: task.siteId, taskId: task.taskId };
  const onError = (error: { message: string; step: string }) => showToast('fail', `${error.message} ${error.step}`);
  return (
    <li className="task-row">
      <div className="row">
        <span className="grow cut strong">{task.title}</span>
        <StateMark state={shapes[task.state]}>{words[task.state]}</StateMark>
      </div>
      {task.state === 'running' ? <ProgressBar done={task.done} total={task.total} label={task.title} /> : null}
      <div className="row small muted">
        <span className="grow">{stateWords(task)}</span>
        {task.state === 'running' ? <Button onClick={() => cancel.mutate(at, { onError })}>Cancel</Button> : null}
        {task.canResume && task.state !== 'running' && task.state !== 'done' ? (
          <Button onClick={() => resume.mutate(at, { onError })}>Resume</Button>
        ) : null}
        {task.state === 'running' ? null : (
          <Button
            kind="quiet"
            onClick={() => (task.state === 'interrupted' ? cancel : dismiss).mutate(at, { onError })}
          >
            {task.state === 'interrupted' ? 'Give up' : 'Dismiss'}
          </Button>
        )}
      </div>
    </li>
  );
}

const byUrgency = (tasks: Iterable<Task>): readonly Task[] =>
  [...tasks]
    .filter((task) => task.state !== 'dismissed')
    .sort((a, b) => urgency.indexOf(a.state) - urgency.indexOf(b.state) || b.startedAt.localeCompare(a.startedAt));

export function TaskTray() {
  const tasks = byUrgency(useTasks((store) => store.tasks).values());
  const [first] = tasks;
  if (!first) return null;
  const others = tasks.length - 1;
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <button type="button" className="task-chip">
          <StateShape state={shapes[first.state]} />
          <span className="cut">{first.title}</span>
          {first.state === 'running' ? (
            <ProgressBar done={first.done} total={first.total} label={first.title} />
          ) : (
            <span className="muted">{words[first.state].toLowerCase()}</span>
          )}
          {others > 0 ? <span className="muted">+{others}</span> : null}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="popover tray" side="top" align="end" sideOffset={8}>
          <div className="row">
            <h2>Tasks</h2>
            <span className="spread" />
            <ClearFinished tasks={tasks} />
          </div>
          <ul>
            {tasks.map((task) => (
              <TaskRow key={task.taskId} task={task} />
            ))}
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
