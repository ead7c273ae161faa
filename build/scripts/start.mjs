// `npm start`: Electron where its binary is there or can be had; otherwise says so in one sentence and opens the browser shell.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { electronBinary, electronFolder } from './electron-binary.mjs';
import { environment, node24, root, runNode } from './run.mjs';

const passed = process.argv.slice(2);
const firstWindowMs = 15_000;

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Electron's own installer, once and not for long; what it prints is nothing for a person. */
function tryDownload() {
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD || !existsSync(join(electronFolder, 'install.js'))) return;
  spawnSync(node24(), [join(electronFolder, 'install.js')], {
    cwd: root,
    env: environment(),
    stdio: 'ignore',
    timeout: 120_000,
  });
}

function findElectron() {
  if (process.env.GROMA_SHELL === 'browser') return { reason: 'GROMA_SHELL=browser asks for the browser shell' };
  if (!hasDisplay()) return { reason: 'There is no display for a window' };
  if (!electronBinary()) tryDownload();
  const binary = electronBinary();
  return binary ? { binary } : { reason: "Electron's program could not be downloaded" };
}

const built = await runNode(['build/scripts/build.mjs', '--if-stale']);
if (built !== 0) process.exit(built);
const { binary, reason } = findElectron();
const stop = (child) => {
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => child.kill(name));
};
if (binary) {
  const { spawn } = await import('node:child_process');
  const started = performance.now();
  const child = spawn(binary, [root, ...passed], { cwd: root, stdio: 'inherit', env: environment() });
  stop(child);
  const code = await new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', (status, signal) => resolve(status ?? (signal ? 0 : 1)));
  });
  // Ended with an error before anybody could have used it: a library or a right that Electron needs is missing here.
  if (code !== 0 && performance.now() - started < firstWindowMs)
    await openInBrowser('Electron could not open a window');
  process.exit(code);
} else await openInBrowser(reason);

async function openInBrowser(why) {
  console.log(`${why}, so Groma opens in the browser instead.`);
  process.exit(await runNode(['dist/main/browser.js', ...passed], { onStart: stop }));
}
