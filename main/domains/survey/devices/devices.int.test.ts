// Devices in a site: compared where they lay side by side, corrected wherever readings are shown, and never in what is stored.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSite, type TestSite } from '../../../core/testing/test-site.ts';
import { gromaHead } from '../testing/readings-files.ts';

let site: TestSite;
const at = () => ({ siteId: site.siteId });

beforeAll(async () => {
  site = await openTestSite();
  await site.client.call('site.addFloor', { ...at(), name: '1F' });
  const rows: string[] = [];
  for (const moment of Array.from({ length: 15 }, (_, index) => index)) {
    const time = new Date(Date.UTC(2026, 0, 5, 9, 0, moment * 4)).toISOString();
    for (const radio of [1, 2, 3]) {
      const level = -45 - radio * 5 - (moment % 4);
      rows.push(`${time},phone ${moment},,5,5,wifi,02:00:00:00:00:0${radio},${level - 6},2412,phone`);
      rows.push(`${time},laptop ${moment},,5,5,wifi,02:00:00:00:00:0${radio},${level},2412,laptop`);
      // At the same time, elsewhere: says nothing of the two.
      rows.push(`${time},phone far ${moment},,50,5,wifi,02:00:00:00:00:0${radio},-90,2412,phone`);
    }
  }
  const path = join(site.folder, 'both.csv');
  writeFileSync(
    path,
    [gromaHead, ...rows.sort((a, b) => (a.split(',')[1] ?? '').localeCompare(b.split(',')[1] ?? ''))].join('\n'),
  );
  const task = await site.runTask('survey.importReadings', { ...at(), floor: '1F', source: { path } } as never);
  expect(task.state).toBe('done');
});
afterAll(() => site.close());

async function exported(): Promise<string> {
  const out = join(site.folder, 'out.csv');
  await site.runTask('survey.exportReadings', { ...at(), out });
  return readFileSync(out, 'utf8');
}
const points = () => site.client.call('survey.listPoints', { ...at(), floor: '1F' });

test('measured, applied on view, taken back; what is stored stays', async () => {
  const before = { csv: await exported(), points: await points() };
  const { wifi, ble } = await site.client.call('survey.compareDevices', {
    ...at(),
    device: 'phone',
    reference: 'laptop',
  });
  expect(wifi).toEqual({ offsetDb: 6, spreadDb: 0, standardErrorDb: 0, moments: 45, radios: 3 });
  expect(ble).toBeUndefined();
  await site.client.call('survey.setDeviceOffset', { ...at(), device: 'phone', wifiDb: 6, reference: 'laptop' });
  const { devices } = await site.client.call('survey.listDevices', at());
  expect(devices).toEqual([
    { name: 'laptop', scans: 15 },
    { name: 'phone', scans: 30, wifiDb: 6, reference: 'laptop' },
  ]);
  const after = await points();
  const details = await Promise.all(
    [...after.scan].map((scan) => site.client.call('survey.getPoint', { ...at(), scan })),
  );
  for (const [index, { device, offsetDb, readings }] of details.entries()) {
    const isPhone = device === 'phone';
    expect(offsetDb).toEqual(isPhone ? { wifi: 6, ble: 0 } : undefined);
    expect((after.rssiDbm[index] ?? 0) - (before.points.rssiDbm[index] ?? 0)).toBe(isPhone ? 6 : 0);
    // The point itself shows what was measured.
    expect(readings[0]?.rssiDbm).toBe(before.points.rssiDbm[index]);
  }
  const { rssiDbm } = await points();
  expect(Math.max(...rssiDbm)).toBe(Math.max(...before.points.rssiDbm));
  expect(await exported()).toBe(before.csv);
  await site.client.call('survey.setDeviceOffset', { ...at(), device: 'phone' });
  expect((await points()).rssiDbm).toEqual(before.points.rssiDbm);
  expect(await site.client.call('site.verifySite', at())).toEqual({ ok: true, problems: [] });
});

test('the map is made of corrected readings', async () => {
  const map = async () => {
    const { min } = await site.client.call('coverage.computeHeatmap', { ...at(), floor: '1F', cellM: 1, reachM: 3 });
    return min ?? Number.NaN;
  };
  const weakest = await map();
  await site.client.call('survey.setDeviceOffset', { ...at(), device: 'phone', wifiDb: 6 });
  expect(await map()).toBeCloseTo(weakest + 6, 1);
});

test('a device that took nothing, one against itself', async () => {
  const compare = (device: string, reference: string) =>
    site.client.call('survey.compareDevices', { ...at(), device, reference });
  await expect(compare('nobody', 'laptop')).rejects.toMatchObject({ code: 'device_not_found' });
  await expect(compare('laptop', 'laptop')).rejects.toMatchObject({ code: 'devices_not_side_by_side' });
  await expect(
    site.client.call('survey.setDeviceOffset', { ...at(), device: 'nobody', wifiDb: 1 }),
  ).rejects.toMatchObject({
    code: 'device_not_found',
    params: { devices: 'laptop, phone' },
  });
});
