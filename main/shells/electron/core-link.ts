// The core as a process of its own: starts it, gives each window a port to it, answers its questions, starts it again when it died.
import type { MessagePortMain, UtilityProcess } from 'electron';
import { AppError } from '../../../shared/errors/app-error.ts';
import { emitterPortChannel } from '../../../shared/rpc/port-channel.ts';
import { serveFailure } from '../../../shared/rpc/server.ts';
import type { ElectronParts, FromCore, ToCore } from './electron-parts.ts';

/** A core that ends this often within a minute is not started again: windows are told why. */
const maxDeaths = 3;
const deathWindowMs = 60_000;
/** How long a quitting program waits for the core to stop its tasks and close the sites. */
const stopWaitMs = 10_000;

export interface CoreLinkParts {
  readonly electron: Pick<ElectronParts, 'MessageChannelMain' | 'utilityProcess'>;
  /** The core's entry file. */
  readonly file: string;
  /** The entry file of the radios' process. */
  readonly sourcesFile: string;
  readonly now: () => number;
  askDialog(question: Extract<FromCore, { type: 'askDialog' }>): Promise<string | undefined>;
}

export class CoreLink {
  readonly #parts: CoreLinkParts;
  #process: UtilityProcess | undefined;
  #deaths: number[] = [];
  #lastExit = '';
  #stopped: (() => void) | undefined;
  #stopping: Promise<void> | undefined;

  constructor(parts: CoreLinkParts) {
    this.#parts = parts;
  }

  /** A new port to the core, for one window. */
  connect(): MessagePortMain {
    const { port1, port2 } = new this.#parts.electron.MessageChannelMain();
    const process = this.#running();
    if (process) process.postMessage({ type: 'connect' } satisfies ToCore, [port1]);
    else serveFailure(emitterPortChannel(port1), new AppError('core_unavailable', { reason: this.#lastExit }));
    return port2;
  }

  /** Lets the core stop its tasks so that they can be resumed; ends it when that takes too long. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopOnce(this.#process);
    return this.#stopping;
  }

  async #stopOnce(process: UtilityProcess | undefined): Promise<void> {
    if (!process) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, stopWaitMs);
      this.#stopped = () => {
        clearTimeout(timer);
        resolve();
      };
      process.postMessage({ type: 'stop' } satisfies ToCore);
    });
    process.kill();
  }

  #running(): UtilityProcess | undefined {
    if (this.#process || this.#stopping) return this.#process;
    const now = this.#parts.now();
    this.#deaths = this.#deaths.filter((at) => now - at < deathWindowMs);
    if (this.#deaths.length >= maxDeaths) return undefined;
    const process = this.#parts.electron.utilityProcess.fork(this.#parts.file, [], {
      serviceName: 'Groma core',
      stdio: 'inherit',
    });
    process.on('message', (message: FromCore) => void this.#answer(process, message));
    process.on('exit', (code) => this.#ended(process, code));
    // V8 has given up, out of memory for one. `exit` follows; unheard, this event would end the main process as well.
    process.on('error', () => undefined);
    this.#process = process;
    return process;
  }

  /** The radios' native libraries in a process of their own, which speaks to the core alone. */
  #startSources(core: UtilityProcess): void {
    const { utilityProcess, MessageChannelMain } = this.#parts.electron;
    const { port1, port2 } = new MessageChannelMain();
    const sources = utilityProcess.fork(this.#parts.sourcesFile, [], { serviceName: 'Groma radios', stdio: 'inherit' });
    sources.on('error', () => undefined);
    sources.postMessage(null, [port1]);
    core.postMessage({ type: 'sources' } satisfies ToCore, [port2]);
  }

  async #answer(process: UtilityProcess, message: FromCore): Promise<void> {
    if (message.type === 'stopped') this.#stopped?.();
    else if (message.type === 'startSources') this.#startSources(process);
    else {
      const path = await this.#parts.askDialog(message).catch(() => undefined);
      process.postMessage({
        type: 'dialogAnswer',
        id: message.id,
        ...(path === undefined ? {} : { path }),
      } satisfies ToCore);
    }
  }

  #ended(process: UtilityProcess, code: number): void {
    if (this.#process === process) this.#process = undefined;
    this.#deaths.push(this.#parts.now());
    this.#lastExit = `it ended ${maxDeaths} times within a minute, last with code ${code}.`;
    this.#stopped?.();
  }
}
