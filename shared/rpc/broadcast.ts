// Events for many listeners, each as an async sequence of its own: what stream handlers return.
const defaultLimit = 10_000;

/** Events that say how many of them were dropped because the reader was slow: the server leaves a gap for each. */
export interface CountedEvents<Event> extends AsyncIterableIterator<Event> {
  readonly dropped: number;
}

export class Broadcast<Event> {
  readonly #listeners = new Set<(event: Event) => void>();

  publish(event: Event): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  /**
   * Events from now on until `signal` aborts. Listening starts at once, not with the first read, so nothing falls between a
   * snapshot and the events after it.
   * @param options.first events that come before all others
   * @param options.limit most events kept for a slow reader; older ones are dropped beyond it
   */
  listen(signal: AbortSignal, options: { first?: readonly Event[]; limit?: number } = {}): CountedEvents<Event> {
    const queue: Event[] = [...(options.first ?? [])];
    const limit = options.limit ?? defaultLimit;
    let wake: (() => void) | undefined;
    let isDone = false;
    let dropped = 0;
    const listener = (event: Event) => {
      queue.push(event);
      if (queue.length > limit) {
        queue.shift();
        dropped++;
      }
      wake?.();
    };
    const stop = () => {
      isDone = true;
      this.#listeners.delete(listener);
      signal.removeEventListener('abort', stop);
      wake?.();
    };
    this.#listeners.add(listener);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    return {
      get dropped() {
        return dropped;
      },
      [Symbol.asyncIterator]() {
        return this;
      },
      next: async () => {
        while (queue.length === 0 && !isDone) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        const [value] = queue.splice(0, 1);
        return value === undefined || isDone ? { done: true, value: undefined } : { done: false, value };
      },
      return: async () => {
        stop();
        return { done: true, value: undefined };
      },
    };
  }
}
