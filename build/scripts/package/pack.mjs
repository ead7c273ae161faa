// Packs the program for this system with a stub in place of Electron's own files, so that no network is needed, and takes it apart.
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { extractAll } from '@electron/asar';
import { root, runNode } from '../run.mjs';

/** What Electron's binary holds before its fuses: this text, a version, how many there are, then a letter for each. */
export const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const unsetFuses = '10110001';

/** What electron-builder expects of an unpacked Electron for Linux; it renames the program and adds the application. */
function makeStub(folder, version) {
  const stub = join(folder, 'electron');
  mkdirSync(join(stub, 'resources'), { recursive: true });
  mkdirSync(join(stub, 'locales'));
  const program = join(stub, 'electron');
  writeFileSync(
    program,
    `#!/bin/sh\necho "a stand-in for Electron"\nexit 0\n${fuseSentinel}\u0001${String.fromCharCode(unsetFuses.length)}${unsetFuses}\n`,
  );
  chmodSync(program, 0o755);
  writeFileSync(join(stub, 'version'), version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', join('locales', 'en-US.pak')])
    writeFileSync(join(stub, name), '');
  return stub;
}

/**
 * @param {string} folder an empty one; everything is made in it
 * @returns what was built: the program's file, the folders beside the archive, and archive and unpacked files laid together in `app`
 */
export async function pack(folder) {
  const electronVersion = JSON.parse(
    readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'),
  ).version;
  const config = join(folder, 'electron-builder.json');
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(root, 'electron-builder.yml'),
      electronDist: makeStub(folder, electronVersion),
      electronVersion,
      directories: { output: join(folder, 'out'), buildResources: join(root, 'build') },
    }),
  );
  const builder = createRequire(import.meta.url).resolve('electron-builder/cli.js');
  const status = await runNode([builder, '--linux', 'dir', '--config', config, '--publish', 'never']);
  if (status !== 0) throw new Error(`electron-builder ended with ${status}.`);
  // Its name carries the processor where that is not x64.
  const built = readdirSync(join(folder, 'out')).find((name) => /^linux.*-unpacked$/.test(name));
  if (!built) throw new Error('electron-builder made no folder with the program.');
  const resources = join(folder, 'out', built, 'resources');
  const archive = join(resources, 'app.asar');
  const unpacked = join(resources, 'app.asar.unpacked');
  for (const path of [archive, unpacked])
    if (!existsSync(path)) throw new Error(`there is no ${path.slice(resources.length + 1)} in what was built.`);
  const app = join(folder, 'app');
  extractAll(archive, app);
  cpSync(unpacked, app, { recursive: true });
  return { app, unpacked, licenses: join(resources, 'licenses'), program: join(folder, 'out', built, 'groma') };
}
