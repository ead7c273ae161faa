// One verb: opens the site, calls its procedure over a memory channel, waits for the task, prints the answer.
import type { CallName } from '../../../shared/contract/contract.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
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
    const site = verb.inSite ? await client.call('site.openSite', { file: common.site ?? '' }, { signal }) : undefined;
    if (site?.readOnlyReason) process.stderr.write(`${site.readOnlyReason.message}\n`);
    const output = await callVerb(client, verb, site ? { ...input, siteId: site.siteId } : input, signal);
    for (const field of verb.hide ?? []) delete output[field];
    printOutput(output, common.isJson);
    return verb.isUnmet?.(output) ? 3 : 0;
  } finally {
    await core.close();
  }
}

async function callVerb(
  client: Client,
  verb: Verb,
  input: Record<string, unknown>,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  const output = await client.call(verb.procedure as CallName, input as never, { signal });
  if (!verb.isTask) return output as Record<string, unknown>;
  const { taskId } = output as { taskId: TaskId };
  return waitForTask(client, input['siteId'] as SiteId, taskId, signal);
}

async function waitForTask(
  client: Client,
  siteId: SiteId,
  taskId: TaskId,
  signal: AbortSignal,
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
    throw task.error ? AppError.fromShape(task.error) : new AppError('cancelled');
  } finally {
    signal.removeEventListener('abort', onAbort);
    stopWatching();
    printer.end();
  }
}
