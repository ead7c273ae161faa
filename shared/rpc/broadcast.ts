// Events for many listeners, each as an async sequence of its own: what stream handlers return.
const defaultLimit = 10_000;

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
  listen(
    signal: AbortSignal,
    options: { first?: readonly Event[]; limit?: number } = {},
  ): AsyncIterableIterator<Event> {
    const queue: Event[] = [...(options.first ?? [])];
    const limit = options.limit ?? defaultLimit;
    let wake: (() => void) | undefined;
    let isDone = false;
    const listener = (event: Event) => {
      queue.push(event);
      if (queue.length > limit) queue.shift();
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
