// Where Electron's program is, if it is. Looks at files only: importing or running `electron` to see would start a download.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

/** Where it lies in a folder that Electron's installer has not described. */
const usualNames = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' };

export const electronFolder = join(root, 'node_modules', 'electron');

/** @returns {string | undefined} */
export function electronBinary() {
  const pathFile = join(electronFolder, 'path.txt');
  const name = existsSync(pathFile)
    ? readFileSync(pathFile, 'utf8').trim()
    : (usualNames[process.platform] ?? 'electron');
  const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronFolder, 'dist'), name);
  return existsSync(binary) ? binary : undefined;
}
