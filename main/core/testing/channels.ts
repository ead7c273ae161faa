// For tests: the three kinds of channel, real ones, between a client and whatever serves the other end.
import type { IncomingMessage } from 'node:http';
import { get } from 'node:http';
import { MessageChannel } from 'node:worker_threads';
import { WebSocket } from 'ws';
import type { Channel } from '../../../shared/rpc/channel.ts';
import { memoryChannel } from '../../../shared/rpc/memory-channel.ts';
import { type EventPort, eventPortChannel } from '../../../shared/rpc/port-channel.ts';
import type { Log } from '../../ports/host.ts';
import { startServer } from '../../shells/browser/server.ts';
import { webSocketChannel } from '../../shells/browser/websocket-channel.ts';

export const channelKinds = ['memory', 'MessagePort', 'WebSocket'] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** Gives the far end of each new channel to whoever serves it. */
export type Connect = (channel: Channel) => void;
export interface ChannelMaker {
  open(): Promise<Channel>;
  close(): Promise<void>;
}

export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  recent: () => [],
};

const asEventPort = (port: unknown): EventPort => port as EventPort;

export function makeChannels(kind: ChannelKind, connect: Connect): Promise<ChannelMaker> {
  const nothing = async () => undefined;
  if (kind === 'WebSocket') return webSocketMaker(connect);
  const open = async (): Promise<Channel> => {
    if (kind === 'memory') {
      const [near, far] = memoryChannel();
      connect(far);
      return lateChannel(near);
    }
    const { port1, port2 } = new MessageChannel();
    connect(eventPortChannel(asEventPort(port2)));
    return lateChannel(eventPortChannel(asEventPort(port1)));
  };
  return Promise.resolve({ open, close: nothing });
}

/** Through the browser shell's own server and door: launch URL, cookie, then the WebSocket. */
async function webSocketMaker(connect: Connect): Promise<ChannelMaker> {
  const server = await startServer({
    page: (_request, response) => response.end(),
    port: 0,
    log: silentLog,
    connect,
  });
  const cookie = await fetchCookie(server.launchUrl());
  return {
    open: async () => {
      const authority = `127.0.0.1:${server.port}`;
      const socket = new WebSocket(`ws://${authority}/channel`, 'groma.1', {
        origin: `http://${authority}`,
        headers: { cookie },
      });
      const channel = lateChannel(webSocketChannel(socket));
      await new Promise<void>((resolve, reject) => {
        socket.once('open', resolve);
        socket.once('error', reject);
      });
      return channel;
    },
    close: server.close,
  };
}

/** Keeps what arrives before anybody listens: the server's first word may come before a test has the channel in its hands. */
function lateChannel(channel: Channel): Channel {
  const early: unknown[] = [];
  const stop = channel.onMessage((message) => early.push(message));
  return {
    ...channel,
    send: (message) => channel.send(message),
    onClose: (listener) => channel.onClose(listener),
    close: () => channel.close(),
    onMessage: (listener) => {
      stop();
      for (const message of early.splice(0)) listener(message);
      return channel.onMessage(listener);
    },
  };
}

/** Visits a launch URL as a browser would and gives the cookie it sets. */
export function fetchCookie(launchUrl: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(launchUrl, (response: IncomingMessage) => {
      response.resume();
      resolve(response.headers['set-cookie']?.[0]?.split(';')[0] ?? '');
    }).on('error', reject);
  });
}
