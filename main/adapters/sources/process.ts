// The process of the sources: native libraries of radios may end it, and only it. Under Node it speaks over its channel to the process that
// forked it, under Electron over a port that it is handed.
import { join } from 'node:path';
import { localSources } from './local-sources.ts';
import type { FromSources, ToSources } from './messages.ts';
import { serveSources } from './serve-sources.ts';

/** Caches of native libraries grow with every address that passes; started anew they are empty. */
const maxMemoryBytes = 500 * 1024 * 1024;
const lookEveryMs = 10_000;

/** In the app it lies beside its resources. */
const { resourcesPath } = process as unknown as { readonly resourcesPath?: string };
const companion = process.env['GROMA_WIFI_COMPANION'] ?? (resourcesPath && join(resourcesPath, 'groma-wifi'));

const list = () =>
  localSources({
    platform: process.platform,
    named: process.env['GROMA_RECEIVERS'],
    companion,
  });

// A library that throws where nobody can catch it must not keep the process in a state that nobody knows.
process.on('uncaughtException', (error) => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(70);
});
setInterval(() => {
  if (process.memoryUsage().rss > maxMemoryBytes) process.exit(75);
}, lookEveryMs).unref();

interface ParentPortLike {
  on(event: 'message', listener: (message: { readonly ports: readonly PortLike[] }) => void): void;
}
interface PortLike {
  on(event: 'message', listener: (message: { readonly data: ToSources }) => void): void;
  on(event: 'close', listener: () => void): void;
  start(): void;
  postMessage(message: FromSources): void;
}

const { parentPort } = process as unknown as { readonly parentPort?: ParentPortLike };
if (parentPort)
  parentPort.on('message', ({ ports: [port] }) => {
    if (!port) return;
    const server = serveSources(list, (message) => port.postMessage(message));
    port.on('message', ({ data }) => server.handle(data));
    port.on('close', () => process.exit(0));
    port.start();
  });
else {
  const server = serveSources(list, (message) => process.send?.(message));
  process.on('message', (message) => server.handle(message as ToSources));
  process.on('disconnect', () => process.exit(0));
}
