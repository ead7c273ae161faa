// The README's command-line section, run as it stands: a newcomer copies these lines.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const [, section = ''] = readFileSync(join(root, 'README.md'), 'utf8').split('\n## Command line\n');
const [text = ''] = section.split('\n## ');
const [finite = '', endless = ''] = [...text.matchAll(/```sh\n(.*?)```/gs)].map((match) => match[1] ?? '');
const endlessCommands = endless.trim().split('\n');
const waitMs = 180_000;

const home = mkdtempSync(join(tmpdir(), 'groma-readme-'));
// HOME is where `~` points to.
// What the person's own shell sets up has no part in it.
const { BASH_ENV: _bashEnv, ...inherited } = process.env;
const environment = { ...inherited, HOME: home, GROMA_HOME: join(home, 'data'), npm_config_update_notifier: 'false' };
afterAll(() => rmSync(home, { recursive: true, force: true }));

function bash(script: string) {
  return spawnSync('bash', ['--norc', '--noprofile', '-euo', 'pipefail', '-c', script], {
    cwd: root,
    env: environment,
    encoding: 'utf8',
  });
}

/** The first line of what a command prints; the command and its children are ended then. */
async function firstLine(command: string): Promise<string> {
  // A group of its own: npm starts a shell that starts node.
  const child: ChildProcess = spawn('bash', ['--norc', '--noprofile', '-c', command], {
    cwd: root,
    env: environment,
    detached: true,
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  try {
    return await new Promise<string>((resolve, reject) => {
      let output = '';
      const take = (data: Buffer) => {
        output += data.toString();
        if (output.includes('\n')) resolve(output.split('\n')[0] ?? '');
      };
      child.stdout?.on('data', take);
      child.stderr?.on('data', take);
      child.once('close', () => reject(new Error(`"${command}" ended without a line: ${output}`)));
    });
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    await ended;
  }
}

describe.skipIf(process.platform === 'win32')('the commands in the README', () => {
  it('are found', () => {
    expect(finite.match(/npm run -s groma -- /g)?.length).toBeGreaterThan(8);
    expect(endlessCommands.length).toBe(2);
  });

  it(
    'make a site with its plan, readings and maps',
    () => {
      const { status, stdout, stderr } = bash(finite);
      expect(stderr).toBe('');
      expect(status).toBe(0);
      expect(stdout).toContain('readings: 165');
      // npm keeps things of its own there, behind a dot.
      const made = readdirSync(home).filter((name) => !name.startsWith('.'));
      expect(made.sort()).toEqual([
        'ap-1.csv',
        'data',
        'office-backup.groma',
        'office-map.png',
        'office-readings.geojson',
        'office.groma',
      ]);
      const info = JSON.parse(stdout.split('\n').find((line) => line.startsWith('{')) ?? '');
      expect(info).toMatchObject({ name: 'Office', readings: 165, walls: 8 });
    },
    waitMs,
  );

  describe('that run until interrupted', () => {
    beforeAll(() => {
      const build = spawnSync(process.execPath, ['build/scripts/build.mjs', '--if-stale'], {
        cwd: root,
        encoding: 'utf8',
      });
      if (build.status !== 0) throw new Error(build.stderr);
    }, waitMs);

    it.each(endlessCommands)(
      '%s',
      async (command) => {
        const answer = JSON.parse(await firstLine(command)) as { url?: string; sources?: unknown[] };
        expect(answer.url ?? answer.sources).toBeTruthy();
      },
      waitMs,
    );
  });
});
