// The claim on a site: one at a time, also between processes; whatever lies in its place.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeSqlite } from '../adapters/node-sqlite.ts';
import { claim } from './ownership.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groma-claim-'));
  file = join(folder, 'a.groma');
  writeFileSync(file, '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const claimAs = (me: string, path = file) => claim(nodeSqlite, path, me);
function held(me: string, path = file): () => void {
  const claimed = claimAs(me, path);
  if ('owner' in claimed) throw new Error(`held by ${claimed.owner}`);
  return claimed.release;
}

/** Another process that claims the file and keeps it until it is ended. */
async function otherProcess(environment: Record<string, string> = {}) {
  const program = `
    import { nodeSqlite } from ${JSON.stringify(new URL('../adapters/node-sqlite.ts', import.meta.url).href)};
    import { claim } from ${JSON.stringify(new URL('./ownership.ts', import.meta.url).href)};
    const claimed = claim(nodeSqlite, ${JSON.stringify(file)}, 'process');
    console.log('owner' in claimed ? 'no' : 'yes');
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '--eval', program], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [answer] = await once(child.stdout, 'data');
  const end = async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { claimed: String(answer).trim() === 'yes', end };
}

describe('a claim', () => {
  it('is one at a time, says whose it is, and leaves nothing behind', () => {
    const release = held('first');
    expect(claimAs('second')).toEqual({ owner: 'first' });
    release();
    expect(readdirSync(folder)).toEqual(['a.groma']);
    held('second')();
  });

  it.skipIf(process.platform === 'win32')('may be taken over by whoever may write the site', async () => {
    chmodSync(file, 0o660);
    const other = await otherProcess();
    await other.end();
    expect(statSync(`${file}-lock`).mode & 0o777).toBe(0o660);
  });

  it('is the same for a link to the site', () => {
    symlinkSync(file, join(folder, 'link.groma'));
    const release = held('first');
    expect(claimAs('second', join(folder, 'link.groma'))).toEqual({ owner: 'first' });
    release();
  });

  it('of another process counts wherever that one keeps its temporary files, and ends with it', async () => {
    const other = await otherProcess({ TMPDIR: folder });
    expect(other.claimed).toBe(true);
    expect(claimAs('me')).toEqual({ owner: 'process' });
    await other.end();
    expect(existsSync(`${file}-lock`)).toBe(true);
    held('me')();
  });

  it('holds against another process', async () => {
    const release = held('me');
    const other = await otherProcess();
    expect(other.claimed).toBe(false);
    await other.end();
    release();
  });

  it.each([
    ['nothing', ''],
    ['something else', 'no lock at all, only text that is long enough to be read as one'.repeat(20)],
  ])('takes the place of %s', (_what, content) => {
    writeFileSync(`${file}-lock`, content);
    const release = held('me');
    expect(claimAs('another')).toEqual({ owner: 'me' });
    release();
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('needs a folder that takes a file', () => {
    chmodSync(folder, 0o500);
    try {
      expect(() => claimAs('me')).toThrow(expect.objectContaining({ code: 'file_not_writable' }));
    } finally {
      chmodSync(folder, 0o700);
    }
  });
});
