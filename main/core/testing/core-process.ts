// For tests: a core in a process of its own that can be killed. Run as a program it serves its parent; imported it starts one.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Channel, ChannelListeners } from '../../../shared/rpc/channel.ts';
import { type Client, createClient } from '../../../shared/rpc/client.ts';
import { SteadySource } from '../../domains/survey/testing/steady-source.ts';
import { createNodeHost } from '../../shells/node-host.ts';
import { createCore } from '../create-core.ts';

interface MessageEnd {
  send?(message: unknown, callback: (error: Error | null) => void): unknown;
  on(event: string, listener: (message: unknown) => void): unknown;
}

function processChannel(end: MessageEnd): Channel {
  const listeners = new ChannelListeners();
  end.on('message', (message) => listeners.deliver(message));
  end.on('disconnect', () => listeners.close());
  return {
    onMessage: listeners.onMessage,
    onClose: listeners.onClose,
    // Sending to a process that was just killed fails; the closing of the channel tells of it.
    send: (message) => void end.send?.(message, () => undefined),
    close: () => void listeners.close(),
  };
}

export interface CoreProcess {
  readonly client: Client;
  readonly pid: number;
  /** kill -9, and waits until the system has buried it. */
  kill(): Promise<void>;
}

/** @param readingsPerSecond of a source `steady` that every site has then */
export async function startCoreProcess(home: string, readingsPerSecond?: number): Promise<CoreProcess> {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), [], {
    env: { ...process.env, GROMA_HOME: home, GROMA_LOG: 'warn', GROMA_TEST_RATE: `${readingsPerSecond ?? ''}` },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const client = createClient(processChannel(child));
  await client.call('settings.getAppInfo', {});
  return {
    client,
    pid: child.pid ?? 0,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { host, siteFiles } = createNodeHost({ shell: 'test' });
  const rate = Number(process.env['GROMA_TEST_RATE'] ?? 0);
  const steady = new SteadySource(rate);
  const sources = { list: async () => (rate > 0 ? [steady] : []), close: () => undefined };
  createCore({ ...host, sources }, siteFiles).connect(processChannel(process));
  process.on('disconnect', () => process.exit(0));
}
