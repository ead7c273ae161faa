// The log tells what happened; what is secret stays out of it, wherever it stood.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog, redactText } from './pino-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groma-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const written = () => readFileSync(join(folder, 'groma.log'), 'utf8');

const secret = 'hunter2-correct-horse';
const names = ['password', 'passphrase', 'token', 'secret', 'apiToken', 'cookie', 'authorization', 'psk', 'key'];

describe('the log', () => {
  it('writes one JSON line for each event, and keeps the newest for diagnostics', () => {
    const log = createLog({ folder });
    log.info('site.opened', { floors: 3 });
    log.debug('not.shown');
    const [line] = written().trim().split('\n');
    expect(JSON.parse(line ?? '')).toMatchObject({ msg: 'site.opened', floors: 3 });
    expect(log.recent()).toEqual([line]);
    for (let number = 0; number < 500; number++) log.warn('again', { number });
    expect(log.recent()).toHaveLength(200);
    expect(log.recent().at(-1)).toContain('"number":499');
  });

  it.each(names)('leaves out fields named %s, at any depth that is used', (name) => {
    const log = createLog({ folder });
    log.info('login', {
      [name]: secret,
      account: { [name]: secret, deep: { [name]: secret } },
      list: [{ [name]: secret }],
    });
    expect(written()).toContain('[redacted]');
    expect(`${written()}${log.recent().join()}`).not.toContain(secret);
  });

  it.each([
    ['a bearer token', `GET /api failed: Authorization: Bearer ${secret}`],
    ['a Mist token', `authorization: Token ${secret}`],
    ['basic authorisation', `Basic ${Buffer.from(secret).toString('base64')}`],
    ['a launch URL', `http://127.0.0.1:4000/?token=${secret}`],
    ['a URL with a name and password', `https://admin:${secret}@switch.example/`],
    ['a query', `https://api.example/x?floor=1&password=${secret}&b=2`],
    ['a Junos hash', `encrypted-password "$6$${secret}"; ## SECRET-DATA`],
    ['a Junos reversible secret', `pre-shared-key ascii-text "$9$${secret}";`],
  ])('leaves out %s inside of a text', (_what, text) => {
    const log = createLog({ folder });
    log.error('call.defect', { error: new Error(text).stack, note: text });
    log.error(text);
    expect(written()).not.toContain(secret);
    expect(written()).not.toContain(Buffer.from(secret).toString('base64'));
    for (const line of written().trim().split('\n')) JSON.parse(line);
  });

  it('stays readable: redaction never breaks a line', () => {
    const piece = fc.constantFrom(
      '"',
      '\\',
      ' ',
      'token=',
      '?token=',
      'https://',
      ':',
      '@',
      '$9$',
      'Bearer ',
      'abcdefgh1',
      '\n',
      '&',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.array(piece, { maxLength: 12 }), (note, other) => {
        const line = redactText(JSON.stringify({ note: note.join(''), other: other.join('') }));
        expect(() => JSON.parse(line)).not.toThrow();
      }),
    );
  });

  it('is for nobody else to read, and begins anew when it is large', () => {
    writeFileSync(join(folder, 'groma.log'), Buffer.alloc(6 * 1024 * 1024, 0x20));
    createLog({ folder }).info('started');
    expect(readdirSync(folder).sort()).toEqual(['groma.log', 'groma.old.log']);
    expect(written().length).toBeLessThan(1_000);
    if (process.platform !== 'win32') expect(statSync(join(folder, 'groma.log')).mode & 0o077).toBe(0);
  });

  it('goes on in memory where no file can be written', () => {
    const blocked = join(folder, 'file');
    writeFileSync(blocked, '');
    const log = createLog({ folder: join(blocked, 'log') });
    log.info('still.here');
    expect(log.recent().join()).toContain('still.here');
    expect(existsSync(join(blocked, 'log'))).toBe(false);
  });
});
