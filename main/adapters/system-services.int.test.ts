// The system's own services, played by stand-ins on a private bus, asked by the real nmcli and by our own client of BlueZ.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bluezAdapters, checkBluez } from './ble/bluez.ts';
import { runTool } from './run-tool.ts';
import { busMissing, type PrivateBus, startBus } from './testing/private-bus.ts';
import { nmcliFields, readNmcli } from './wifi/listings/nmcli.ts';

const missing =
  busMissing() ?? ((await runTool('nmcli', ['--version'])).kind === 'missing' ? 'network-manager' : undefined);
const before = process.env['DBUS_SYSTEM_BUS_ADDRESS'];
const restore = () => {
  if (before === undefined) delete process.env['DBUS_SYSTEM_BUS_ADDRESS'];
  else process.env['DBUS_SYSTEM_BUS_ADDRESS'] = before;
};

describe.skipIf(missing !== undefined)(
  `NetworkManager${missing ? ` (skipped: ${missing} is not installed)` : ''}`,
  () => {
    let bus: PrivateBus;
    const service = 'org.freedesktop.NetworkManager';
    const root = '/org/freedesktop/NetworkManager';
    const mock = 'org.freedesktop.DBus.Mock';
    const call = (method: string, ...words: string[]) => bus.call(service, root, `${mock}.${method}`, ...words);
    const networks = [
      { name: 'ap1', ssid: 'Office', bssid: 'AA:BB:CC:00:00:01', mhz: 5955, percent: 100 },
      { name: 'ap2', ssid: 'co:lon\\and\\slash', bssid: 'AA:BB:CC:00:00:02', mhz: 2412, percent: 50 },
      { name: 'ap3', ssid: '📡 Gäste', bssid: 'AA:BB:CC:00:00:03', mhz: 5180, percent: 0 },
      { name: 'ap4', ssid: '', bssid: 'AA:BB:CC:00:00:04', mhz: 5500, percent: 83 },
    ];

    beforeAll(async () => {
      bus = await startBus('networkmanager', service, root);
      process.env['DBUS_SYSTEM_BUS_ADDRESS'] = bus.address;
      const answer = call('AddWiFiDevice', 'ssi', 'wifi0', 'wlan7', '100');
      const path = /"(.+)"/.exec(answer)?.[1] ?? '';
      for (const { name, ssid, bssid, mhz, percent } of networks)
        call('AddAccessPoint', 'ssssuuuyu', path, name, ssid, bssid, '2', `${mhz}`, '540', `${percent}`, '0');
    }, 30_000);
    afterAll(() => {
      restore();
      bus?.close();
    });

    test('the real nmcli lists every network, and each is read: 6 GHz, colons, an emoji, a hidden one', async () => {
      const listing = await runTool('nmcli', [
        '-t',
        '-f',
        nmcliFields,
        'device',
        'wifi',
        'list',
        'ifname',
        'wlan7',
        '--rescan',
        'no',
      ]);
      expect(listing.kind === 'text' ? '' : JSON.stringify(listing)).toBe('');
      const found = readNmcli(listing.kind === 'text' ? listing.text : '');
      const wanted = networks.map(({ ssid, bssid, mhz, percent }) => ({
        bssid: bssid.toLowerCase(),
        ssid,
        rssiDbm: Math.round(-100 + 0.6 * percent),
        quality: 'percent',
        freqMhz: mhz,
      }));
      expect(found.toSorted((a, b) => (a.bssid ?? '').localeCompare(b.bssid ?? ''))).toEqual(wanted);
    });
  },
);

const bluezMissing = busMissing();
describe.skipIf(bluezMissing !== undefined)(
  `BlueZ${bluezMissing ? ` (skipped: ${bluezMissing} is not installed)` : ''}`,
  () => {
    let bus: PrivateBus;
    beforeAll(async () => {
      bus = await startBus('bluez5', 'org.bluez', '/org/bluez');
      process.env['DBUS_SYSTEM_BUS_ADDRESS'] = bus.address;
      bus.call('org.bluez', '/', 'org.bluez.Mock.AddAdapter', 'ss', 'hci0', 'laptop');
    }, 30_000);
    afterAll(() => {
      restore();
      bus?.close();
    });

    test('tells its adapters, and whether they are on', async () => {
      expect(await bluezAdapters()).toEqual([{ name: 'hci0', isPowered: true }]);
      expect(await checkBluez('hci0')).toEqual({ state: 'ready' });
      expect(await checkBluez('hci5')).toMatchObject({ state: 'noAdapter' });
      const powered = ['org.bluez.Adapter1', 'Powered', 'v', 'b', 'false'];
      bus.call(
        'org.bluez',
        '/org/bluez/hci0',
        'org.freedesktop.DBus.Properties.Set',
        'ssv',
        ...powered.slice(0, 2),
        'b',
        'false',
      );
      expect(await checkBluez('hci0')).toMatchObject({ state: 'poweredOff' });
    });
  },
);

test('without a bus Bluetooth has no service, and nothing throws', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'groma-nobus-'));
  mkdirSync(folder, { recursive: true });
  process.env['DBUS_SYSTEM_BUS_ADDRESS'] = `unix:path=${join(folder, 'none')}`;
  try {
    expect(await bluezAdapters()).toBeUndefined();
    expect(await checkBluez('hci0')).toMatchObject({ state: 'noService', action: expect.any(String) });
  } finally {
    restore();
    rmSync(folder, { recursive: true, force: true });
  }
});
