// Groma's version.
import { existsSync, readFileSync } from 'node:fs';

/** From package.json: three folders up in the sources, two in a build. */
export function readVersion(): string {
  const file = ['../../package.json', '../../../package.json']
    .map((path) => new URL(path, import.meta.url))
    .find((url) => existsSync(url));
  return file ? String((JSON.parse(readFileSync(file, 'utf8')) as { version?: string }).version ?? '0.0.0') : '0.0.0';
}
