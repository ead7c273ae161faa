// The browser shell for development: the page comes from Vite's own server instead of dist/renderer.
import { parseArgs } from 'node:util';
import { createServer } from 'vite';
import { runBrowserShell } from '../../main/shells/browser/run.ts';

const { values } = parseArgs({ options: { port: { type: 'string' }, lab: { type: 'boolean', default: false } } });
const vite = await createServer({
  configFile: 'renderer/vite.config.ts',
  server: { middlewareMode: true },
  appType: 'spa',
});
const shell = await runBrowserShell({ port: Number(values.port ?? 0), lab: values.lab, page: vite.middlewares });
console.log(`Groma for development, the page reloads hot:\n\n  ${shell.url}\n`);
