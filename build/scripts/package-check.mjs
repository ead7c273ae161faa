// `npm run package:check`: builds and packs the program without a network, looks at what the package holds, and starts the core, the
// command line and the browser shell from it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkContent, checkFuses } from './package/content.mjs';
import { pack } from './package/pack.mjs';
import { tryCommandLine, tryCore, tryModels, tryRadios, tryShell } from './package/run.mjs';
import { runNode } from './run.mjs';

if (process.platform !== 'linux') {
  console.log('package:check: skipped, its stand-in for Electron is made for Linux.');
  process.exit(0);
}

const started = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'groma-package-'));
try {
  if ((await runNode(['build/scripts/build.mjs'])) !== 0) throw new Error('the build failed.');
  const built = await pack(folder);
  console.log(`package:check: ${checkContent(built)}.`);
  checkFuses(built);
  tryCore(folder, built.app);
  tryCommandLine(folder, built.app);
  tryRadios(folder, built.app);
  tryModels(folder, built.app);
  await tryShell(folder, built.app);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`package:check: the packaged core, command line, page and practice site work, ${seconds} s.`);
} catch (error) {
  console.error(`package:check: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
