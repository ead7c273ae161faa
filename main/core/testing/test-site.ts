// For tests: a real core over a real site file in a folder of its own, spoken to through a memory channel.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallName, InputOf, OutputOf } from '../../../shared/contract/contract.ts';
import type { Task } from '../../../shared/contract/tasks.ts';
import type { SiteId, TaskId } from '../../../shared/model/ids.ts';
import { type Client, createClient } from '../../../shared/rpc/client.ts';
import { memoryChannel } from '../../../shared/rpc/memory-channel.ts';
import type { Host } from '../../ports/host.ts';
import { createNodeHost } from '../../shells/node-host.ts';
import { type Core, createCore } from '../create-core.ts';

export interface TestCore {
  readonly core: Core;
  readonly client: Client;
  readonly host: Host;
  /** Removed by `close`. */
  readonly folder: string;
  connect(): Client;
  close(): Promise<void>;
}

export function startTestCore(
  folder = mkdtempSync(join(tmpdir(), 'groma-test-')),
  parts: Partial<Host> = {},
): TestCore {
  const { host: nodeHost, siteFiles } = createNodeHost({
    shell: 'test',
    environment: { ...process.env, GROMA_HOME: join(folder, 'home'), GROMA_LOG: 'warn' },
  });
  // Whatever radios this machine has: tests have none, or their own.
  const sources = { list: async () => [], close: () => undefined };
  const host: Host = { ...nodeHost, sources, ...parts };
  const core = createCore(host, siteFiles);
  const connect = () => {
    const [near, far] = memoryChannel();
    core.connect(far);
    return createClient(near);
  };
  return {
    core,
    client: connect(),
    host,
    folder,
    connect,
    close: async () => {
      await core.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface TestSite extends TestCore {
  readonly siteId: SiteId;
  readonly file: string;
  /** Starts a task by its command and waits for its end. */
  runTask<N extends CallName>(name: N, input: InputOf<N>): Promise<Task>;
}

/** A core with a new site open in it. */
export async function openTestSite(name = 'Test site', parts: Partial<Host> = {}): Promise<TestSite> {
  const test = startTestCore(undefined, parts);
  const { siteId, file } = await test.client.call('site.createSite', { file: join(test.folder, 'test.groma'), name });
  return {
    ...test,
    siteId,
    file,
    runTask: async (procedure, input) => {
      const { taskId } = (await test.client.call(procedure, input)) as OutputOf<CallName> & { taskId: TaskId };
      return test.client.call('tasks.awaitTask', { siteId, taskId });
    },
  };
}
