// Two ends in one process: the command line and the tests. Messages are cloned as a real port would.
import { type Channel, ChannelListeners } from './channel.ts';

class MemoryEnd implements Channel {
  readonly #listeners = new ChannelListeners();
  readonly onMessage = this.#listeners.onMessage;
  readonly onClose = this.#listeners.onClose;
  peer: MemoryEnd | undefined;

  send(message: unknown): void {
    if (this.#listeners.isClosed) return;
    const copy = structuredClone(message);
    queueMicrotask(() => this.peer?.receive(copy));
  }

  receive(message: unknown): void {
    this.#listeners.deliver(message);
  }

  close(): void {
    if (this.#listeners.close()) queueMicrotask(() => this.peer?.close());
  }
}

/** A connected pair: what one end sends the other receives, never before `send` has returned. */
export function memoryChannel(): [Channel, Channel] {
  const left = new MemoryEnd();
  const right = new MemoryEnd();
  left.peer = right;
  right.peer = left;
  return [left, right];
}
