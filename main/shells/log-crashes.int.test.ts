// A process that ends by a defect, and what its log says afterwards.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'groma-crash-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const url = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
const run = (name: string, last: string) =>
  spawnSync(process.execPath, [
    '--input-type=module',
    '--disable-warning=ExperimentalWarning',
    '-e',
    `import { createLog } from ${url('../adapters/pino-log.ts')}; import { logCrashes } from ${url('./log-crashes.ts')};
     const stop = logCrashes(createLog({ folder: ${JSON.stringify(join(folder, name))} })); ${last}`,
  ]);
const logOf = (name: string) => readFileSync(join(folder, name, 'groma.log'), 'utf8');

it.each([
  [
    'error',
    'setImmediate(() => { throw new Error("no way on, https://x.test/?token=abcdefghijkl"); });',
    'uncaughtException',
  ],
  ['rejection', 'void Promise.reject(new Error("no way on"));', 'unhandledRejection'],
])('an uncaught %s ends the process and is logged, without secrets', (name, last, origin) => {
  const { status, stderr } = run(name, last);
  expect(status).not.toBe(0);
  expect(stderr.toString()).toContain('no way on');
  expect(logOf(name)).not.toContain('abcdef');
  expect(JSON.parse(logOf(name))).toMatchObject({ msg: 'crashed', origin, stack: expect.stringMatching(/no way on/) });
});

it('not after it was told to stop', () => {
  expect(run('stopped', 'stop(); throw new Error("late");').status).not.toBe(0);
  expect(logOf('stopped')).toBe('');
});
