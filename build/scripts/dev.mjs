// `npm run dev`: the browser shell from the sources. The page reloads hot; the core restarts when one of its files changes.
import { randomBytes } from 'node:crypto';
import { runNode } from './run.mjs';

const stop = (child) => {
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => child.kill(name));
};
process.exit(
  await runNode(['--watch', '--watch-preserve-output', 'build/scripts/dev-shell.ts', ...process.argv.slice(2)], {
    onStart: stop,
    env: { GROMA_DEV_SESSION: randomBytes(32).toString('base64url') },
  }),
);
