// A channel over a MessagePort: the DOM's (and Node's) with events, or Electron's MessagePortMain with `on`.
import { type Channel, ChannelListeners } from './channel.ts';

/** What a MessagePort of a browser window and of Node's worker_threads have in common. */
export interface EventPort {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
  start(): void;
  close(): void;
}

/** Electron's MessagePortMain, as far as it is needed. */
export interface EmitterPort {
  postMessage(message: unknown): void;
  on(type: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(type: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** Ports say nothing to the other side when a process dies politely, so closing sends this first. */
const goodbye = '$close';

function portChannel(port: {
  postMessage(message: unknown): void;
  close(): void;
}): Channel & { deliver(message: unknown): void; gone(): void } {
  const listeners = new ChannelListeners();
  return {
    onMessage: listeners.onMessage,
    onClose: listeners.onClose,
    send: (message) => {
      if (!listeners.isClosed) port.postMessage(message);
    },
    deliver: (message) => {
      if (message === goodbye) {
        if (listeners.close()) port.close();
      } else listeners.deliver(message);
    },
    gone: () => listeners.close(),
    close: () => {
      if (listeners.isClosed) return;
      port.postMessage(goodbye);
      listeners.close();
      port.close();
    },
  };
}

export function eventPortChannel(port: EventPort): Channel {
  const channel = portChannel(port);
  port.addEventListener('message', (event) => channel.deliver(event.data));
  port.addEventListener('close', () => channel.gone());
  port.start();
  return channel;
}

export function emitterPortChannel(port: EmitterPort): Channel {
  const channel = portChannel(port);
  port.on('message', (event) => channel.deliver(event.data));
  port.on('close', () => channel.gone());
  port.start();
  return channel;
}
