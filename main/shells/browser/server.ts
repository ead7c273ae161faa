// The browser shell's server: the built page and one WebSocket, on this computer only.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import type { Channel } from '../../../shared/rpc/channel.ts';
import type { Log } from '../../ports/host.ts';
import { Door, type Refusal } from './door.ts';
import { findFile, securityHeaders, sendFile } from './static-files.ts';
import { webSocketChannel } from './websocket-channel.ts';

const loopback = '127.0.0.1';
const subprotocol = 'groma.1';
/** One piece of an upload (1 MiB) with room for its header. */
const maxFrameBytes = 2 * 1024 * 1024;

const refusalTexts: Record<Refusal, string> = {
  host: 'This address does not belong to Groma.',
  origin: 'Another site may not use Groma.',
  cookie:
    'Open Groma with the link that it printed when it started; each link works once. Start Groma again for a new one.',
  token: 'This link was used already or is too old. Start Groma again for a new one.',
  method: 'Groma only answers GET here.',
};

export interface BrowserServerOptions {
  /** Folder of the built renderer, or what answers in its place (development). */
  readonly page: string | ((request: IncomingMessage, response: ServerResponse) => void);
  /** 0: any free port. */
  readonly port: number;
  readonly log: Log;
  readonly connect: (channel: Channel) => void;
  readonly now?: () => number;
  readonly session?: string;
}

export interface BrowserServer {
  readonly port: number;
  /** A URL that lets one browser in, once. */
  launchUrl(): string;
  close(): Promise<void>;
}

/** @throws Error with code EADDRINUSE where the port is taken */
export async function startServer(options: BrowserServerOptions): Promise<BrowserServer> {
  const door = new Door(options);
  const server = createServer((request, response) => {
    try {
      answer(door, options, request, response);
    } catch (error) {
      // A defect of ours: one request fails, the core behind it goes on.
      options.log.error('server.request_failed', { reason: String(error) });
      response.destroy();
    }
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    handleProtocols: () => subprotocol,
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    // From here on nobody else listens for a connection that breaks.
    socket.on('error', () => socket.destroy());
    const refusal = request.url === '/channel' ? door.refuse(request, 'channel') : 'host';
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim());
    if (refusal || !offered.includes(subprotocol)) {
      options.log.warn('door.refused', { refusal: refusal ?? 'protocol', kind: 'channel' });
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => options.connect(webSocketChannel(webSocket)));
  });
  const port = await listen(server, options.port);
  door.listenOn(port);
  return {
    port,
    launchUrl: () => `http://${loopback}:${port}/?token=${door.newToken()}`,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function answer(door: Door, options: BrowserServerOptions, request: IncomingMessage, response: ServerResponse): void {
  // Behind the address, not against it: "//name/path" is a path of ours here, not another host.
  const url = URL.parse(`http://${loopback}${request.url ?? '/'}`);
  if (!url) {
    sendText(response, 404, 'Not found.');
    return;
  }
  const token = url.pathname === '/' ? url.searchParams.get('token') : null;
  const refusal = door.refuse(request, token === null ? 'page' : 'launch');
  if (refusal) refuse(response, options.log, refusal);
  else if (token !== null) letIn(door, options.log, { request, response, token });
  else if (typeof options.page === 'function') options.page(request, response);
  else {
    const file = findFile(options.page, url.pathname);
    if (file) sendFile(response, file, request.method === 'HEAD');
    else sendText(response, 404, 'Not found.');
  }
}

function letIn(
  door: Door,
  log: Log,
  visit: { request: IncomingMessage; response: ServerResponse; token: string },
): void {
  const { request, response, token } = visit;
  const home = { location: '/', 'cache-control': 'no-store' };
  if (door.redeem(token)) response.writeHead(303, { ...home, 'set-cookie': door.cookie }).end();
  // The launch URL again in a browser that was let in already is no second use.
  else if (door.refuse(request, 'page') === undefined) response.writeHead(303, home).end();
  else refuse(response, log, 'token');
}

function refuse(response: ServerResponse, log: Log, refusal: Refusal): void {
  log.warn('door.refused', { refusal, kind: 'page' });
  sendText(response, 403, refusalTexts[refusal]);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    ...securityHeaders(),
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(text);
}
