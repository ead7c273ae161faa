// The core's process under Electron: a Host whose dialogs are asked of the main process, and a channel for each port it is given.
import type { MessagePortMain, ParentPort } from 'electron';
import { AppError, isAppError } from '../../../shared/errors/app-error.ts';
import { emitterPortChannel } from '../../../shared/rpc/port-channel.ts';
import { serveFailure } from '../../../shared/rpc/server.ts';
import type { FromSources, ToSources } from '../../adapters/sources/messages.ts';
import type { StartSources } from '../../adapters/sources/source-process.ts';
import { type Core, createCore } from '../../core/create-core.ts';
import type { Dialogs } from '../../ports/host.ts';
import { logCrashes } from '../log-crashes.ts';
import { createNodeHost } from '../node-host.ts';
import type { FromCore, ToCore } from './electron-parts.ts';

/** Questions to the main process that wait for their answer. */
class ParentDialogs implements Dialogs {
  readonly #post: (message: FromCore) => void;
  readonly #waiting = new Map<number, (path: string | undefined) => void>();
  #nextId = 1;

  constructor(post: (message: FromCore) => void) {
    this.#post = post;
  }

  chooseSiteFile(options: Parameters<Dialogs['chooseSiteFile']>[0]): Promise<string | undefined> {
    return new Promise((resolve) => {
      const id = this.#nextId++;
      this.#waiting.set(id, resolve);
      this.#post({ type: 'askDialog', id, ...options });
    });
  }

  answered(id: number, path: string | undefined): void {
    this.#waiting.get(id)?.(path);
    this.#waiting.delete(id);
  }
}

/** The process of the radios, which the main process starts: this one may not. */
class ParentSources {
  readonly #post: (message: FromCore) => void;
  #arrived: ((port: MessagePortMain) => void) | undefined;

  constructor(post: (message: FromCore) => void) {
    this.#post = post;
  }

  readonly start: StartSources = (listener) => {
    let port: MessagePortMain | undefined;
    const early: ToSources[] = [];
    this.#arrived = (arrived) => {
      port = arrived;
      arrived.on('message', ({ data }) => listener.message(data as FromSources));
      arrived.on('close', () => listener.ended('its process ended'));
      arrived.start();
      for (const message of early.splice(0)) arrived.postMessage(message);
    };
    this.#post({ type: 'startSources' });
    return {
      post: (message) => {
        if (port) port.postMessage(message);
        else early.push(message);
      },
      hold: () => undefined,
      end: () => port?.close(),
    };
  };

  arrived(port: MessagePortMain): void {
    this.#arrived?.(port);
  }
}

function startCore(dialogs: Dialogs, startSources: StartSources): Core | AppError {
  try {
    const { host, siteFiles } = createNodeHost({ shell: 'electron', dialogs, startSources });
    logCrashes(host.log);
    return createCore(host, siteFiles);
  } catch (error) {
    return isAppError(error) ? error : new AppError('core_unavailable', { reason: String(error) }, { cause: error });
  }
}

/** Serves the contract on every port that arrives until told to stop. */
export function runCoreProcess(parentPort: Pick<ParentPort, 'on' | 'postMessage'>): void {
  const post = (message: FromCore) => parentPort.postMessage(message);
  const dialogs = new ParentDialogs(post);
  const sources = new ParentSources(post);
  const core = startCore(dialogs, sources.start);
  parentPort.on('message', ({ data, ports }) => {
    const message = data as ToCore;
    const [port] = ports;
    if (message.type === 'connect' && port) {
      const channel = emitterPortChannel(port);
      if (core instanceof AppError) serveFailure(channel, core);
      else core.connect(channel);
    } else if (message.type === 'sources' && port) sources.arrived(port);
    else if (message.type === 'dialogAnswer') dialogs.answered(message.id, message.path);
    else if (message.type === 'stop')
      void (core instanceof AppError ? Promise.resolve() : core.close()).finally(() => post({ type: 'stopped' }));
  });
}

if (process.parentPort) runCoreProcess(process.parentPort);
