// A folder beside a file that is being made: moved into place from there, the file is whole or not there at all.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const prefix = '.groma-new-';
const keepMs = 24 * 3600_000;

/** Makes the folder, and removes those that a Groma which was killed left there more than a day ago. */
export function makeScratchFolder(besideFile: string, nowMs = Date.now()): string {
  const parent = dirname(besideFile);
  removeLeftovers(parent, nowMs);
  return mkdtempSync(join(parent, prefix));
}

function removeLeftovers(parent: string, nowMs: number): void {
  try {
    for (const name of readdirSync(parent)) {
      if (!name.startsWith(prefix)) continue;
      const changedMs = statSync(join(parent, name), { throwIfNoEntry: false })?.mtimeMs;
      if (changedMs !== undefined && nowMs - changedMs > keepMs)
        rmSync(join(parent, name), { recursive: true, force: true });
    }
  } catch {
    // Not ours to list or to remove: they are in nobody's way.
  }
}
