// The browser shell for development: the page comes from Vite's own server instead of dist/renderer. Port and session stay the same
// when the core restarts, so that an open page only has to be loaded again.
import { parseArgs } from 'node:util';
import { createServer } from 'vite';
import { runBrowserShell } from '../../main/shells/browser/run.ts';
import page from '../../renderer/vite.config.ts';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '5180' }, lab: { type: 'boolean', default: false } },
});
const loopback = '127.0.0.1';
const vite = await createServer({
  ...page,
  // Loading the configuration by path would write a file beside it, which restarts what watches the sources.
  configFile: false,
  server: { middlewareMode: true, host: loopback, hmr: { host: loopback } },
  appType: 'spa',
});
const session = process.env['GROMA_DEV_SESSION'];
const shell = await runBrowserShell({
  port: Number(values.port),
  lab: values.lab,
  page: vite.middlewares,
  ...(session ? { session } : {}),
});
console.log(`Groma for development, the page reloads hot:\n\n  ${shell.url}\n`);
