// Active tests: real servers on this computer, and reports that real programs have printed elsewhere.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ActiveOutcome, ActiveTest } from '../../../shared/contract/active-test.ts';
import { readIperf } from './iperf3.ts';
import { readPing } from './ping.ts';
import { systemTester } from './system-tester.ts';

const has = (tool: string, word: string): boolean => spawnSync(tool, [word]).error === undefined;
const run = (test: Record<string, unknown>, signal = new AbortController().signal) =>
  systemTester.run(ActiveTest.parse(test), signal);

async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const hasIperf = has('iperf3', '--version');
if (!hasIperf) console.warn('iperf3 is not installed: no throughput is measured here');
describe.skipIf(!hasIperf)('iperf3, against its own server', () => {
  let server: ChildProcess;
  let port: number;
  beforeAll(async () => {
    port = await freePort();
    server = spawn('iperf3', ['-s', '-p', String(port), '-B', '127.0.0.1'], { stdio: ['ignore', 'pipe', 'ignore'] });
    await Promise.race([once(server.stdout as NodeJS.ReadableStream, 'data'), sleep(1_000)]);
  });
  afterAll(() => server?.kill());
  const iperf = (more: Record<string, unknown> = {}) =>
    run({ kind: 'iperf3', target: '127.0.0.1', port, seconds: 1, ...more });

  test('TCP down and up', { timeout: 30_000 }, async () => {
    const down = await iperf({ direction: 'down' });
    const up = await iperf({ direction: 'up' });
    for (const each of [down, up])
      expect(each).toMatchObject({ state: 'measured', throughputMbps: expect.any(Number) });
    // Loopback: less would be a wrong unit.
    expect((down as { throughputMbps: number }).throughputMbps).toBeGreaterThan(100);
    expect(up).toMatchObject({ rttMs: expect.any(Number), retransmits: expect.any(Number) });
  });

  test('UDP at the rate that was asked for', { timeout: 30_000 }, async () => {
    const outcome = await iperf({ protocol: 'udp', direction: 'up', rateMbps: 8 });
    expect(outcome).toMatchObject({ state: 'measured', lossPercent: expect.any(Number), jitterMs: expect.any(Number) });
    expect((outcome as { throughputMbps: number }).throughputMbps).toBeGreaterThan(4);
    expect((outcome as { throughputMbps: number }).throughputMbps).toBeLessThan(10);
  });

  test('one that is busy, one that refuses, one that nobody knows', { timeout: 30_000 }, async () => {
    const long = iperf({ seconds: 4 });
    await sleep(700);
    expect(await iperf()).toMatchObject({ state: 'failed', reason: 'busy' });
    expect(await long).toMatchObject({ state: 'measured' });
    expect(await iperf({ port: await freePort() })).toMatchObject({ state: 'failed', reason: 'refused' });
    expect(await iperf({ target: 'nobody.invalid' })).toMatchObject({ state: 'failed', reason: 'unknownHost' });
  });

  test('ends when it is cancelled', { timeout: 30_000 }, async () => {
    const controller = new AbortController();
    const started = performance.now();
    const long = run({ kind: 'iperf3', target: '127.0.0.1', port, seconds: 60 }, controller.signal);
    setTimeout(() => controller.abort(new Error('enough')), 300);
    await expect(long).rejects.toThrow('enough');
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

const reports = '../shared/data/os-scans/iperf';
if (!existsSync(reports)) console.warn(`${reports} is not there: no reports of other versions are read`);
test.skipIf(!existsSync(reports))('reports of several versions and systems', () => {
  const outcomes = Object.fromEntries(
    readdirSync(reports)
      .filter((name) => name.endsWith('.json'))
      .map((name) => [name.replace('.json', ''), readIperf(readFileSync(join(reports, name), 'utf8'))]),
  );
  expect(outcomes['hnykda_iperf_tcp_mac']).toMatchObject({ state: 'measured', throughputMbps: 45.906 });
  // Old versions tell of UDP only what was sent: 113.095 Mb/s, of which 1.86 % was lost.
  expect(outcomes['hnykda_iperf_udp_ubuntu']).toMatchObject({
    state: 'measured',
    lossPercent: 1.86,
    throughputMbps: expect.closeTo(113.095 * 0.9814, 1),
  });
  expect(outcomes['own_iperf3.12-udp-loopback']).toMatchObject({ jitterMs: 0.015, lossPercent: 0 });
  for (const outcome of Object.values(outcomes)) expect(ActiveOutcome.safeParse(outcome).success).toBe(true);
});

describe('ping', () => {
  const hasPing = has('ping', '-V');
  if (!hasPing) console.warn('ping is not installed: no round trips are measured here');
  test.skipIf(!hasPing)('of this computer, and of a name that nobody knows', { timeout: 30_000 }, async () => {
    const outcome = await run({ kind: 'ping', target: '127.0.0.1', seconds: 1 });
    expect(outcome).toMatchObject({
      state: 'measured',
      lossPercent: 0,
      rttMs: expect.any(Number),
      jitterMs: expect.any(Number),
    });
    expect(await run({ kind: 'ping', target: 'nobody.invalid', seconds: 1 })).toMatchObject({
      state: 'failed',
      reason: 'unknownHost',
    });
  });

  test('as Linux, macOS and Windows in three languages print it', () => {
    const lines = {
      linux:
        '64 bytes from 1.1.1.1: icmp_seq=1 ttl=57 time=10.0 ms\n64 bytes from 1.1.1.1: icmp_seq=2 ttl=57 time=14.0 ms\n\n--- 1.1.1.1 ping statistics ---\n3 packets transmitted, 2 received, 33% packet loss, time 2003ms\nrtt min/avg/max/mdev = 10.0/12.0/14.0/2.0 ms\n',
      macos:
        '64 bytes from 1.1.1.1: icmp_seq=0 ttl=57 time=10.000 ms\nRequest timeout for icmp_seq 1\n64 bytes from 1.1.1.1: icmp_seq=2 ttl=57 time=14.000 ms\n\n3 packets transmitted, 2 packets received, 33.3% packet loss\nround-trip min/avg/max/stddev = 10.000/12.000/14.000/2.0 ms\n',
      english:
        'Reply from 1.1.1.1: bytes=32 time=10ms TTL=57\r\nRequest timed out.\r\nReply from 1.1.1.1: bytes=32 time=14ms TTL=57\r\n\r\n    Minimum = 10ms, Maximum = 14ms, Average = 12ms\r\n',
      german:
        'Antwort von 1.1.1.1: Bytes=32 Zeit=10ms TTL=57\r\nZeitüberschreitung der Anforderung.\r\nAntwort von 1.1.1.1: Bytes=32 Zeit=14ms TTL=57\r\n\r\n    Minimum = 10ms, Maximum = 14ms, Mittelwert = 12ms\r\n',
      french:
        "Réponse de 1.1.1.1 : octets=32 temps=10 ms TTL=57\r\nDélai d'attente dépassé.\r\nRéponse de 1.1.1.1 : octets=32 temps=14 ms TTL=57\r\n\r\n    Minimum = 10ms, Maximum = 14ms, Moyenne = 12ms\r\n",
    };
    for (const [name, text] of Object.entries(lines))
      expect([name, readPing(text, 3)]).toEqual([
        name,
        { state: 'measured', lossPercent: 33.333, rttMs: 12, rttMaxMs: 14, jitterMs: 4 },
      ]);
    expect(readPing('Request timed out.\r\n', 2)).toEqual({ state: 'measured', lossPercent: 100 });
    expect(readPing('Reply from ::1: time<1ms\r\n', 1)).toMatchObject({ rttMs: 1, lossPercent: 0 });
  });
});

describe('HTTP', () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/never') return;
      if (request.url === '/drip') {
        const timer = setInterval(() => response.write(new Uint8Array(10_000)), 20);
        response.once('close', () => clearInterval(timer));
        return;
      }
      response.writeHead(request.url === '/missing' ? 404 : 200);
      response.end(new Uint8Array(request.url === '/missing' ? 10 : 2_000_000));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test('what comes, how soon and how fast; an answer of "not found" is one', async () => {
    expect(await run({ kind: 'http', target: `${url}/` })).toMatchObject({
      state: 'measured',
      status: 200,
      bytes: 2_000_000,
      firstByteMs: expect.any(Number),
      throughputMbps: expect.any(Number),
    });
    expect(await run({ kind: 'http', target: `${url}/missing` })).toMatchObject({
      state: 'measured',
      status: 404,
      bytes: 10,
    });
  });

  test('a server that refuses, hangs, or goes on for ever; cancelled', async () => {
    const refused = `http://127.0.0.1:${await freePort()}/`;
    expect(await run({ kind: 'http', target: refused })).toMatchObject({ state: 'failed', reason: 'refused' });
    expect(await run({ kind: 'http', target: `${url}/never`, seconds: 1 })).toMatchObject({
      state: 'failed',
      reason: 'timedOut',
    });
    const drip = await run({ kind: 'http', target: `${url}/drip`, seconds: 1 });
    expect(drip).toMatchObject({ state: 'measured', status: 200 });
    expect((drip as { bytes: number }).bytes).toBeGreaterThan(10_000);
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('enough')), 50);
    await expect(run({ kind: 'http', target: `${url}/never` }, controller.signal)).rejects.toThrow('enough');
  });
});

describe('what is said', () => {
  test('targets that a program would take for an option, or another kind of URL, are refused', () => {
    for (const [kind, target] of [
      ['ping', '-f'],
      ['iperf3', '--logfile=x'],
      ['ping', 'a b'],
      ['http', 'file:///etc/passwd'],
      ['http', 'example.org'],
    ])
      expect(ActiveTest.safeParse({ kind, target }).success).toBe(false);
    for (const target of ['a.example', '192.0.2.1', 'fe80::1%eth0'])
      expect(ActiveTest.safeParse({ kind: 'ping', target }).success).toBe(true);
  });

  test('texts of any kind give an outcome or none', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map((end) => JSON.stringify({ end })),
        ),
        (text) => {
          const outcome = readIperf(text);
          if (outcome) expect(ActiveOutcome.safeParse(outcome).success).toBe(true);
          expect(ActiveOutcome.safeParse(readPing(text, 5)).success).toBe(true);
        },
      ),
    );
  });
});
