// The core's side of a channel: one loop for all three kinds. Parses every input, runs handlers, cancels what nobody waits for.

import { findProcedure } from '../contract/contract.ts';
import { AppError, type ErrorShape, isAppError } from '../errors/app-error.ts';
import { commonErrors } from '../errors/registry.ts';
import type { CountedEvents } from './broadcast.ts';
import type { Channel } from './channel.ts';
import { ClientMessage, type ServerMessage } from './messages.ts';

export interface ServerContext {
  readonly signal: AbortSignal;
}
type AnyHandler = (input: never, context: ServerContext) => unknown;
/** Handlers by wire name; typed exactly where the core assembles them. */
export type HandlerTable = Readonly<Record<string, AnyHandler>>;

export interface ServerOptions {
  readonly handlers: HandlerTable;
  /** Told of every failure that no one expected; the client sees only `reference`. */
  readonly onDefect: (reference: string, name: string, error: unknown) => void;
}

/** How often a full channel is looked at again. */
const congestionWaitMs = 20;

const inputProblem = (error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] }): AppError => {
  const [issue] = error.issues;
  const where = issue?.path.map(String).join('.') ?? '';
  return new AppError('bad_input', { detail: `${where ? `${where}: ` : ''}${issue?.message ?? 'unreadable'}` });
};

class Connection {
  readonly #channel: Channel;
  readonly #options: ServerOptions;
  readonly #running = new Map<number, AbortController>();

  constructor(channel: Channel, options: ServerOptions) {
    this.#channel = channel;
    this.#options = options;
    channel.onMessage((message) => this.#receive(message));
    channel.onClose(() => this.#abortAll());
    this.#send({ type: 'ready' });
  }

  #send(message: ServerMessage): void {
    this.#channel.send(message);
  }

  #abortAll(): void {
    for (const controller of this.#running.values()) controller.abort(new AppError('connection_lost'));
    this.#running.clear();
  }

  #receive(raw: unknown): void {
    const parsed = ClientMessage.safeParse(raw);
    // Whoever sends something else is not our client: there is no id to answer to, so the channel ends.
    if (!parsed.success) {
      this.#channel.close();
      return;
    }
    const message = parsed.data;
    if (message.type === 'cancel' || message.type === 'unsubscribe') {
      this.#running.get(message.id)?.abort(new AppError('cancelled'));
      return;
    }
    if (this.#running.has(message.id)) {
      this.#channel.close();
      return;
    }
    const controller = new AbortController();
    this.#running.set(message.id, controller);
    const work =
      message.type === 'request' ? this.#call(message, controller) : this.#stream(message, controller.signal);
    void work
      .catch((error: unknown) =>
        this.#send({ type: 'error', id: message.id, error: this.#shapeOf(error, message.name, controller.signal) }),
      )
      .finally(() => this.#running.delete(message.id));
  }

  async #call(message: ClientMessage & { type: 'request' }, controller: AbortController): Promise<void> {
    const { handler, input, procedure } = this.#find(message.name, message.input, 'call');
    const timer =
      message.deadlineMs === undefined
        ? undefined
        : setTimeout(
            () => controller.abort(new AppError('deadline_exceeded', { seconds: (message.deadlineMs ?? 0) / 1000 })),
            message.deadlineMs,
          );
    try {
      const output = await raceAbort(
        Promise.resolve(handler(input as never, { signal: controller.signal })),
        controller.signal,
      );
      this.#send({
        type: 'ok',
        id: message.id,
        output: procedure.kind === 'stream' ? output : procedure.output.parse(output),
      });
    } finally {
      clearTimeout(timer);
    }
  }

  async #stream(message: ClientMessage & { type: 'subscribe' }, signal: AbortSignal): Promise<void> {
    const { handler, input, procedure } = this.#find(message.name, message.input, 'stream');
    const events = handler(input as never, { signal }) as AsyncIterable<unknown> & Partial<CountedEvents<unknown>>;
    let seq = 0;
    let dropped = 0;
    for await (const event of events) {
      if (signal.aborted) break;
      const droppedNow = events.dropped ?? 0;
      seq += droppedNow - dropped;
      dropped = droppedNow;
      const data = procedure.kind === 'stream' ? procedure.event.parse(event) : event;
      // A slow client is waited for; meanwhile the source drops its oldest events and the numbers tell of it. The last one arrives.
      while (this.#channel.isCongested?.() && !signal.aborted)
        await new Promise<void>((resolve) => setTimeout(() => resolve(), congestionWaitMs));
      this.#send({ type: 'event', id: message.id, seq, data });
      seq++;
    }
    this.#send({ type: 'end', id: message.id, seq: seq + (events.dropped ?? 0) - dropped });
  }

  #find(name: string, rawInput: unknown, wanted: 'call' | 'stream') {
    const procedure = findProcedure(name);
    const handler = this.#options.handlers[name];
    if (!procedure || !handler || (procedure.kind === 'stream') !== (wanted === 'stream'))
      throw new AppError('unknown_procedure', { name });
    const input = procedure.input.safeParse(rawInput);
    if (!input.success) throw inputProblem(input.error);
    return { procedure, handler, input: input.data };
  }

  #shapeOf(error: unknown, name: string, signal: AbortSignal): ErrorShape {
    if (signal.aborted && isAppError(signal.reason)) return signal.reason.toShape();
    if (isAppError(error) && isPromised(name, error)) return error.toShape();
    const reference = crypto.randomUUID().slice(0, 8);
    this.#options.onDefect(reference, name, error);
    return new AppError('internal', { reference }).toShape();
  }
}

/** An error that a procedure does not declare is a defect of the contract; it is reported as one, not passed on. */
function isPromised(name: string, error: AppError): boolean {
  const procedure = findProcedure(name);
  return commonErrors.includes(error.code) || procedure?.errors.includes(error.code) === true;
}

/** A handler that does not listen to its signal must not keep the caller waiting. */
function raceAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** Serves a channel until it closes. */
export function serve(channel: Channel, options: ServerOptions): void {
  new Connection(channel, options);
}

/** For a core that could not start: every call on this channel is rejected with the reason. */
export function serveFailure(channel: Channel, error: AppError): void {
  channel.send({ type: 'failed', error: error.toShape() } satisfies ServerMessage);
}
