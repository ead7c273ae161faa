// `npm run e2e`: Playwright in a real Chromium over the built browser shell; Electron's specs where its binary is there.
import { findChromium } from './chromium.mjs';
import { runNode, tool } from './run.mjs';

const built = await runNode(['build/scripts/build.mjs', '--if-stale']);
if (built !== 0) process.exit(built);
const chromium = await findChromium();
console.log(`Chromium from ${chromium.from}.`);
process.exit(
  await runNode([tool.playwright, 'test', '--config', 'e2e/playwright.config.ts', ...process.argv.slice(2)], {
    env: { ...chromium.env, GROMA_CHROMIUM: chromium.path, GROMA_CHROMIUM_ARGS: JSON.stringify(chromium.args) },
  }),
);
