// Builds everything into dist/: main (core, shells, workers), preload, renderer. `--if-stale` does nothing while dist/ is newer
// than every source.
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNode, tool } from './run.mjs';

const sources = [
  'main',
  'preload',
  'renderer',
  'shared',
  'lab',
  'assets',
  'build',
  'package.json',
  'package-lock.json',
];
const stamp = join(root, 'dist', 'built');

function newest(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0);
}

const isFresh = () => existsSync(stamp) && sources.every((name) => newest(join(root, name)) <= statSync(stamp).mtimeMs);

if (process.argv.includes('--if-stale') && isFresh()) process.exit(0);
const configs = ['build/vite.main.config.ts', 'build/vite.preload.config.ts', 'renderer/vite.config.ts'];
for (const config of configs) {
  const status = await runNode([tool.vite, 'build', '--logLevel', 'warn', '--config', config]);
  if (status !== 0) process.exit(status);
}
mkdirSync(join(root, 'dist'), { recursive: true });
writeFileSync(stamp, '');
