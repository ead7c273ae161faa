// A channel carries messages both ways, in order. MessagePort, WebSocket and memory are the three kinds.
export interface Channel {
  /** Sends a message of plain data; typed arrays in it travel as binary. Does nothing once closed. */
  send(message: unknown): void;
  /** The listener is called for every message, in order. Returns what unregisters it. */
  onMessage(listener: (message: unknown) => void): () => void;
  /** Called once, also when the channel was closed before. */
  onClose(listener: () => void): () => void;
  close(): void;
  /** True while so much waits to be sent that events should rather be dropped. */
  isCongested?(): boolean;
}

/** Listeners of a channel; every kind of channel keeps them the same way. */
export class ChannelListeners {
  readonly #message = new Set<(message: unknown) => void>();
  readonly #close = new Set<() => void>();
  #isClosed = false;

  get isClosed(): boolean {
    return this.#isClosed;
  }

  readonly onMessage = (listener: (message: unknown) => void): (() => void) => {
    this.#message.add(listener);
    return () => this.#message.delete(listener);
  };

  readonly onClose = (listener: () => void): (() => void) => {
    if (this.#isClosed) queueMicrotask(listener);
    else this.#close.add(listener);
    return () => this.#close.delete(listener);
  };

  deliver(message: unknown): void {
    if (this.#isClosed) return;
    for (const listener of [...this.#message]) listener(message);
  }

  /** Returns false when it was closed already. */
  close(): boolean {
    if (this.#isClosed) return false;
    this.#isClosed = true;
    for (const listener of [...this.#close]) listener();
    this.#close.clear();
    this.#message.clear();
    return true;
  }
}
