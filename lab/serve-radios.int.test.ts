// The practice radios as other programs see them: JSON lines over a loopback connection.
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { makePracticeWorld } from './index.ts';
import { serveRadios } from './serve-radios.ts';

test('each client gets its own walk from the start, one scan a line; closing ends them all', async () => {
  const world = makePracticeWorld(7);
  const served = await serveRadios(world, { level: 0, host: '127.0.0.1', port: 0 });
  const { hostname, port } = new URL(served.url);
  expect(hostname).toBe('127.0.0.1');
  const clients = [0, 1].map(() => connect(Number(port), hostname));
  for (const client of clients) {
    const [text] = (await once(createInterface({ input: client }), 'line')) as [string];
    const scan = JSON.parse(text);
    const first = world.floors[0]?.survey[0];
    expect(Object.keys(scan).sort()).toEqual(['device', 'radios', 'time', 'x_m', 'y_m']);
    expect(Math.abs(Date.parse(scan.time) - Date.now())).toBeLessThan(60_000);
    expect(Math.hypot(scan.x_m - (first?.xM ?? 0), scan.y_m - (first?.yM ?? 0))).toBeLessThan(1.5);
    expect(scan.radios.length).toBeGreaterThan(2);
    expect(Object.keys(scan.radios[0]).sort()).toEqual(['freq_mhz', 'kind', 'name', 'radio', 'rssi_dbm']);
  }
  const [leaving, staying] = clients;
  leaving?.destroy();
  const ended = staying ? once(staying, 'close') : undefined;
  await served.close();
  await ended;
  const refused = connect(Number(port), hostname);
  await expect(once(refused, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
