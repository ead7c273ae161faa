// The door of the browser shell, knocked at over real sockets.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Channel } from '../../../shared/rpc/channel.ts';
import { silentLog } from '../../core/testing/channels.ts';
import { type BrowserServer, startServer } from './server.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
let folder: string;
let server: BrowserServer;
let now = 0;
const channels: Channel[] = [];
const logged: unknown[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'groma-door-'));
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><title>Groma</title>');
  writeFileSync(join(folder, 'page', 'assets', 'app.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'top secret');
  server = await startServer({
    page: join(folder, 'page'),
    port: 0,
    log: { ...silentLog, warn: (event, fields) => logged.push([event, fields]) },
    connect: (channel) => channels.push(channel),
    now: () => now,
  });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Nothing is normalised on the way: the path goes out as it is written here. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(pieces).toString('utf8'),
        }),
      );
    })
      .on('error', reject)
      .end();
  });
}
const launchPath = () => server.launchUrl().replace(/^http:\/\/[^/]+/, '');
const own = () => `http://127.0.0.1:${server.port}`;
async function enter(): Promise<{ cookie: string }> {
  const { headers } = await ask(launchPath());
  return { cookie: headers['set-cookie']?.[0]?.split(';')[0] ?? '' };
}

describe('the launch URL', () => {
  it('lets a browser in with a cookie that scripts cannot read and other sites do not send', async () => {
    const answer = await ask(launchPath());
    expect(answer).toMatchObject({ status: 303, headers: { location: '/', 'cache-control': 'no-store' } });
    expect(answer.headers['set-cookie']).toHaveLength(1);
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^groma-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
  });

  it('works once for a stranger, and again for the browser that it let in', async () => {
    const path = launchPath();
    const first = await ask(path);
    const cookie = first.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const replayed = await ask(path);
    expect(replayed.status).toBe(403);
    expect(replayed.headers['set-cookie']).toBeUndefined();
    expect((await ask(path, { cookie })).status).toBe(303);
  });

  it('is worth nothing with another token, none, or too late', async () => {
    for (const path of ['/?token=', '/?token=guess', `/?token=${'A'.repeat(32)}`]) {
      const answer = await ask(path);
      expect([answer.status, answer.headers['set-cookie']]).toEqual([403, undefined]);
    }
    const late = launchPath();
    now += 11 * 60_000;
    expect((await ask(late)).status).toBe(403);
  });

  it('is worth nothing under a foreign name or from a foreign page, and is not used up by that', async () => {
    const path = launchPath();
    expect((await ask(path, { host: `evil.example:${server.port}` })).status).toBe(403);
    expect((await ask(path, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await ask(path)).status).toBe(303);
  });
});

describe('the page', () => {
  let cookie: string;
  beforeEach(async () => {
    ({ cookie } = await enter());
  });

  it('comes to every tab of the browser that was let in, with a policy that lets no foreign code run', async () => {
    for (const path of ['/', '/', '/?floor=1']) {
      const answer = await ask(path, { cookie });
      expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('Groma') });
      const policy = String(answer.headers['content-security-policy']);
      expect(policy).toMatch(/default-src 'self'/);
      expect(policy.match(/script-src ([^;]*)/)?.[1]).not.toMatch(/unsafe-inline|'unsafe-eval'|\*|http/);
      expect(policy).toMatch(/frame-ancestors 'none'/);
      expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    }
  });

  it.each([
    ['without the cookie', {}, 'GET'],
    ['with a wrong cookie', { cookie: 'groma=1' }, 'GET'],
    ['under a rebound name', { host: 'groma.evil.example' }, 'GET'],
    ['under a rebound name with the right port', { host: 'evil.example:PORT' }, 'GET'],
    ['under the right name with another port', { host: '127.0.0.1:1' }, 'GET'],
    ['for a foreign site', { origin: 'https://evil.example' }, 'GET'],
    ['for another port of this computer', { origin: 'http://127.0.0.1:1' }, 'GET'],
    ['for a sandboxed frame', { origin: 'null' }, 'GET'],
    ['with another method', {}, 'POST'],
  ] as const)('is refused %s', async (what, headers, method) => {
    const filled = Object.fromEntries(
      Object.entries(headers).map(([key, value]) => [key, value.replace('PORT', String(server.port))]),
    );
    const withCookie = what.includes('cookie') ? filled : { cookie, ...filled };
    const answer = await ask('/', withCookie, method);
    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain('<title>');
    expect(answer.headers['content-security-policy']).toBeDefined();
  });

  it("is refused with another Groma's cookie of this computer", async () => {
    const value = cookie.split('=')[1];
    expect((await ask('/', { cookie: `groma-1=${value}` })).status).toBe(403);
    expect((await ask('/', { cookie: `other=1; ${cookie}` })).status).toBe(200);
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/%5c..%5c..%5csecret.txt',
    '/..\\secret.txt',
    '//secret.txt',
    '/secret.txt%00.html',
    '/%',
    '/%c0%ae%c0%ae/secret.txt',
    '/assets',
    '/none.js',
  ])('gives nothing from outside of its folder: %s', async (path) => {
    const answer = await ask(path, { cookie });
    expect(answer.body).not.toContain('secret');
    expect(answer.status).toBe(404);
  });

  it.each(['//', '///', 'http://', '//:0', `/${'n'.repeat(300)}`, '/a'.repeat(4_000)])(
    'survives an odd path, %#',
    async (path) => {
      expect((await ask(path, { cookie })).status).toBeGreaterThanOrEqual(400);
      expect((await ask('/', { cookie })).status).toBe(200);
    },
  );
});

describe('the channel', () => {
  const knock = (options: { cookie?: string; origin?: string; host?: string; path?: string; protocol?: string }) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(
        `ws://127.0.0.1:${server.port}${options.path ?? '/channel'}`,
        options.protocol ?? 'groma.1',
        {
          ...(options.origin === undefined ? {} : { origin: options.origin }),
          headers: {
            ...(options.cookie === undefined ? {} : { cookie: options.cookie }),
            ...(options.host === undefined ? {} : { host: options.host }),
          },
        },
      );
      socket.on('open', () => {
        socket.terminate();
        resolve('open');
      });
      socket.on('unexpected-response', (_request, response) => resolve(String(response.statusCode)));
      socket.on('error', () => resolve('error'));
    });

  it('opens for the page that was let in, once a tab', async () => {
    const { cookie } = await enter();
    const before = channels.length;
    expect(await Promise.all([1, 2].map(() => knock({ cookie, origin: own() })))).toEqual(['open', 'open']);
    expect(channels.length).toBe(before + 2);
  });

  it('is refused to everybody else, before the core hears of it', async () => {
    const { cookie } = await enter();
    const before = channels.length;
    const refused = [
      { origin: own() },
      { cookie: 'groma=1', origin: own() },
      { cookie },
      { cookie, origin: 'http://evil.example' },
      { cookie, origin: 'null' },
      { cookie, origin: `http://localhost:${server.port}` },
      { cookie, origin: own().replace('http', 'https') },
      { cookie, origin: `http://evil.example:${server.port}`, host: `evil.example:${server.port}` },
      { cookie, origin: own(), path: '/other' },
      { cookie, origin: own(), protocol: 'groma.0' },
    ];
    for (const attempt of refused) expect([attempt, await knock(attempt)]).toEqual([attempt, '403']);
    expect(channels.length).toBe(before);
  });

  it('closes for what is no frame of ours', async () => {
    const { cookie } = await enter();
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/channel`, 'groma.1', {
      origin: own(),
      headers: { cookie },
    });
    const code = new Promise<number>((resolve) => socket.on('close', resolve));
    socket.on('open', () => socket.send(Buffer.from([1, 2, 3])));
    expect(await code).toBe(1007);
  });
});

describe('the socket', () => {
  it('listens on the loopback only', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter((address) => address.family === 'IPv4' && !address.internal);
    for (const { address } of others) {
      const outcome = await new Promise<string>((resolve) => {
        const socket = connect({ host: address, port: server.port });
        socket.on('connect', () => {
          socket.destroy();
          resolve('connected');
        });
        socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
      });
      expect(outcome).not.toBe('connected');
    }
    expect(server.launchUrl()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}$/);
  });

  it('says in the log that somebody was refused, not with what', () => {
    expect(logged.length).toBeGreaterThan(0);
    expect(JSON.stringify(logged)).not.toMatch(/token=|groma-\d+=/);
  });
});
