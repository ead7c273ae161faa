// The windows' and the command line's side of a channel. Calls made before the core is ready wait; if it cannot start, they
// are all rejected with its reason.
import type { CallName, EventOf, InputOf, OutputOf, StreamName } from '../contract/contract.ts';
import { AppError, ErrorShape } from '../errors/app-error.ts';
import type { Channel } from './channel.ts';
import { type ClientMessage, maxDeadlineMs, type ServerMessage } from './messages.ts';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** After this time the call is given up on both sides (`deadline_exceeded`). */
  readonly timeoutMs?: number | undefined;
}
export interface StreamObserver<Event> {
  event(event: Event): void;
  /** Events were dropped: what was drawn from them must be fetched again. */
  gap?(): void;
  error?(error: AppError): void;
  end?(): void;
}
export type ClientState =
  | { readonly status: 'connecting' }
  | { readonly status: 'ready' }
  | { readonly status: 'failed' | 'closed'; readonly error: AppError };

export interface Client {
  readonly state: ClientState;
  onState(listener: (state: ClientState) => void): () => void;
  call<N extends CallName>(name: N, input: InputOf<N>, options?: CallOptions): Promise<OutputOf<N>>;
  /** Returns what ends the subscription. */
  subscribe<N extends StreamName>(name: N, input: InputOf<N>, observer: StreamObserver<EventOf<N>>): () => void;
  close(): void;
}

interface Pending {
  ok(output: unknown): void;
  error(error: AppError): void;
  event?(seq: number, data: unknown): void;
  end?(seq: number): void;
}

class ChannelClient implements Client {
  readonly #channel: Channel;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Set<(state: ClientState) => void>();
  #queue: ClientMessage[] = [];
  #state: ClientState = { status: 'connecting' };
  #nextId = 1;

  constructor(channel: Channel) {
    this.#channel = channel;
    channel.onMessage((message) => this.#receive(message as ServerMessage));
    channel.onClose(() => this.#end('closed', new AppError('connection_lost')));
  }

  get state(): ClientState {
    return this.#state;
  }

  onState(listener: (state: ClientState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  call<N extends CallName>(name: N, input: InputOf<N>, options: CallOptions = {}): Promise<OutputOf<N>> {
    return new Promise((resolve, reject) => {
      const { signal } = options;
      const timeoutMs = options.timeoutMs === undefined ? undefined : wireDeadline(options.timeoutMs);
      if (signal?.aborted) return reject(new AppError('cancelled'));
      const id = this.#nextId++;
      const giveUp = (error: AppError) => {
        this.#send({ type: 'cancel', id });
        this.#pending.get(id)?.error(error);
      };
      const onAbort = () => giveUp(new AppError('cancelled'));
      const timer =
        timeoutMs === undefined
          ? undefined
          : setTimeout(() => giveUp(new AppError('deadline_exceeded', { seconds: timeoutMs / 1000 })), timeoutMs);
      const settle = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        this.#pending.delete(id);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#register(id, {
        ok: (output) => {
          settle();
          resolve(output as OutputOf<N>);
        },
        error: (error) => {
          settle();
          reject(error);
        },
      });
      this.#send({
        type: 'request',
        id,
        name,
        input,
        ...(timeoutMs === undefined ? {} : { deadlineMs: timeoutMs }),
      });
    });
  }

  subscribe<N extends StreamName>(name: N, input: InputOf<N>, observer: StreamObserver<EventOf<N>>): () => void {
    const id = this.#nextId++;
    let expected = 0;
    const checkGap = (seq: number) => {
      if (seq !== expected) observer.gap?.();
    };
    this.#register(id, {
      ok: () => undefined,
      error: (error) => {
        this.#pending.delete(id);
        observer.error?.(error);
      },
      event: (seq, data) => {
        checkGap(seq);
        expected = seq + 1;
        observer.event(data as EventOf<N>);
      },
      end: (seq) => {
        this.#pending.delete(id);
        checkGap(seq);
        observer.end?.();
      },
    });
    this.#send({ type: 'subscribe', id, name, input });
    return () => {
      if (this.#pending.delete(id)) this.#send({ type: 'unsubscribe', id });
    };
  }

  close(): void {
    this.#channel.close();
  }

  #register(id: number, pending: Pending): void {
    this.#pending.set(id, pending);
  }

  #send(message: ClientMessage): void {
    const state = this.#state;
    if (state.status === 'connecting') this.#queue.push(message);
    else if (state.status === 'ready') this.#channel.send(message);
    else queueMicrotask(() => this.#pending.get(message.id)?.error(state.error));
  }

  #receive(message: ServerMessage): void {
    if (message.type === 'ready') {
      this.#setState({ status: 'ready' });
      const queued = this.#queue;
      this.#queue = [];
      for (const each of queued) this.#channel.send(each);
    } else if (message.type === 'failed') this.#end('failed', toAppError(message.error));
    else if (message.type === 'ok') this.#pending.get(message.id)?.ok(message.output);
    else if (message.type === 'error') this.#pending.get(message.id)?.error(toAppError(message.error));
    else if (message.type === 'event') this.#pending.get(message.id)?.event?.(message.seq, message.data);
    else this.#pending.get(message.id)?.end?.(message.seq);
  }

  #end(status: 'failed' | 'closed', error: AppError): void {
    if (this.#state.status === 'failed' || this.#state.status === 'closed') return;
    this.#queue = [];
    this.#setState({ status, error });
    for (const pending of [...this.#pending.values()]) pending.error(error);
    this.#pending.clear();
  }

  #setState(state: ClientState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener(state);
  }
}

/** Whole milliseconds within what the wire takes: a deadline of 0 is over at once, it must not cost the connection. */
const wireDeadline = (timeoutMs: number): number => Math.min(maxDeadlineMs, Math.max(1, Math.ceil(timeoutMs)));

function toAppError(shape: unknown): AppError {
  const parsed = ErrorShape.safeParse(shape);
  return parsed.success ? AppError.fromShape(parsed.data) : new AppError('connection_lost');
}

export function createClient(channel: Channel): Client {
  return new ChannelClient(channel);
}
