// One verb: opens the site, calls its procedure over a memory channel, waits for the task, prints the answer.
import type { CallName } from '../../../shared/contract/contract.ts';
import { AppError, isAppError } from '../../../shared/errors/app-error.ts';
import type { SiteId, TaskId } from '../../../shared/model/ids.ts';
import { type Client, createClient } from '../../../shared/rpc/client.ts';
import { memoryChannel } from '../../../shared/rpc/memory-channel.ts';
import { createCore } from '../../core/create-core.ts';
import { createNodeHost } from '../node-host.ts';
import type { Common } from './arguments.ts';
import { printOutput } from './print.ts';
import { progressPrinter } from './progress.ts';
import type { Verb } from './verbs.ts';

/** @param input of the verb's procedure, without the site */
export async function runVerb(
  verb: Verb,
  input: Record<string, unknown>,
  common: Common,
  signal: AbortSignal,
): Promise<number> {
  const { host, siteFiles } = createNodeHost({ shell: 'cli' });
  const core = createCore(host, siteFiles);
  try {
    const [near, far] = memoryChannel();
    core.connect(far);
    const client = createClient(near);
    // With --json the only document on stderr is the error's.
    const say = (sentence: string) => !common.isJson && process.stderr.write(`${sentence}\n`);
    const output = await answerOf({ client, verb, signal, say }, input, common.site ?? '');
    for (const field of verb.hide ?? []) delete output[field];
    printOutput(output, common.isJson);
    return verb.isUnmet?.(output) ? 3 : 0;
  } finally {
    await core.close();
  }
}

interface Run {
  readonly client: Client;
  readonly verb: Verb;
  readonly signal: AbortSignal;
  /** A sentence for the person, beside the answer. */
  readonly say: (sentence: string) => void;
}

async function answerOf(run: Run, input: Record<string, unknown>, file: string): Promise<Record<string, unknown>> {
  const { client, verb, signal, say } = run;
  if (!verb.inSite || (verb.inSite === 'maybe' && file === '')) return callVerb(run, input);
  try {
    const { siteId, readOnlyReason } = await client.call('site.openSite', { file }, { signal });
    if (readOnlyReason) say(readOnlyReason.message);
    return await callVerb(run, { ...input, siteId });
  } catch (error) {
    const answer = isAppError(error) ? verb.onOpenError?.(error) : undefined;
    if (answer) return answer;
    throw error;
  }
}

async function callVerb(run: Run, input: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { client, verb, signal } = run;
  const output = await client.call(verb.procedure as CallName, input as never, { signal });
  if (!verb.isTask) return output as Record<string, unknown>;
  const { taskId } = output as { taskId: TaskId };
  return waitForTask(run, input['siteId'] as SiteId, taskId);
}

async function waitForTask(
  { client, signal, say }: Run,
  siteId: SiteId,
  taskId: TaskId,
): Promise<Record<string, unknown>> {
  const printer = progressPrinter(process.stderr);
  const stopWatching = client.subscribe(
    'tasks.watchTasks',
    { siteId },
    { event: (task) => task.taskId === taskId && printer.show(task) },
  );
  const onAbort = () => void client.call('tasks.cancelTask', { siteId, taskId }).catch(() => undefined);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    if (signal.aborted) onAbort();
    const task = await client.call('tasks.awaitTask', { siteId, taskId });
    if (task.state === 'done') return task.result as Record<string, unknown>;
    if (task.state === 'cancelled' && task.canResume && task.phase)
      say(`${task.phase} so far are in the site; the same command goes on with the rest.`);
    throw task.error ? AppError.fromShape(task.error) : new AppError('cancelled');
  } finally {
    signal.removeEventListener('abort', onAbort);
    stopWatching();
    printer.end();
  }
}
