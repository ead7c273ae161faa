// Finds the core: through the port that Electron's preload hands over, else through a WebSocket to where the page came from.

import { type Channel, ChannelListeners } from '../../shared/rpc/channel.ts';
import { type Client, createClient } from '../../shared/rpc/client.ts';
import { decodeFrame, encodeFrame } from '../../shared/rpc/frame.ts';
import { eventPortChannel } from '../../shared/rpc/port-channel.ts';

/** What the preload exposes; its port comes as a window message, because only those can carry one. */
interface GromaBridge {
  readonly version: 1;
  readonly shell: 'electron';
}
declare global {
  interface Window {
    readonly groma?: GromaBridge;
  }
}

/** The window message that carries the port. */
const portMessage = 'groma:port';

/** Holds messages until the real channel is there. */
function lateChannel(whenReady: (use: (channel: Channel) => void) => void): Channel {
  const listeners = new ChannelListeners();
  let channel: Channel | undefined;
  const waiting: unknown[] = [];
  whenReady((found) => {
    channel = found;
    found.onMessage((message) => listeners.deliver(message));
    found.onClose(() => listeners.close());
    for (const message of waiting) found.send(message);
  });
  return {
    onMessage: listeners.onMessage,
    onClose: listeners.onClose,
    send: (message) => (channel ? channel.send(message) : waiting.push(message)),
    close: () => (channel ? channel.close() : listeners.close()),
  };
}

function portChannel(): Channel {
  return lateChannel((use) => {
    const onMessage = (event: MessageEvent) => {
      const [port] = event.ports;
      if (event.source !== window || event.data !== portMessage || !port) return;
      window.removeEventListener('message', onMessage);
      use(eventPortChannel(port));
    };
    window.addEventListener('message', onMessage);
  });
}

function socketChannel(url: string): Channel {
  const listeners = new ChannelListeners();
  const socket = new WebSocket(url, 'groma.1');
  const waiting: (string | Uint8Array<ArrayBuffer>)[] = [];
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => {
    for (const frame of waiting.splice(0)) socket.send(frame);
  });
  socket.addEventListener('message', ({ data }) =>
    listeners.deliver(decodeFrame(typeof data === 'string' ? data : new Uint8Array(data as ArrayBuffer))),
  );
  socket.addEventListener('close', () => listeners.close());
  return {
    onMessage: listeners.onMessage,
    onClose: listeners.onClose,
    send: (message) => {
      const frame = encodeFrame(message);
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
      else waiting.push(frame);
    },
    close: () => socket.close(),
  };
}

export function connectToCore(): Client {
  if (window.groma) return createClient(portChannel());
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return createClient(socketChannel(`${scheme}://${location.host}/channel`));
}
