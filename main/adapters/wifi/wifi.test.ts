import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { LiveScan } from '../../ports/reading-source.ts';
import { LinuxWifi, wifiInterfaces } from './linux.ts';
import type { HeardNetwork } from './listings/listing.ts';
import { networksOf, readCompanion } from './macos.ts';
import { FreshOnly, type WifiScanner, WifiSource } from './wifi-source.ts';
import { WindowsWifi } from './windows.ts';
import { loadWlanApi, readBssList, readInterfaces, type WlanApi } from './wlan-api.ts';

const network = (bssid: string, rssiDbm: number, ageMs?: number): HeardNetwork => ({
  bssid,
  ssid: 'x',
  rssiDbm,
  quality: 'measured',
  freqMhz: 5180,
  ageMs,
});

describe('lists that repeat', () => {
  test('a signal counts once, when it was measured', () => {
    const fresh = new FreshOnly();
    expect(fresh.take([network('a', -50, 400), network('b', -60, 9_000)], 10_000).map(({ timeMs }) => timeMs)).toEqual([
      9_600,
    ]);
    // The same measurement, a second older; and another one of it.
    expect(fresh.take([network('a', -50, 1_400)], 11_000)).toEqual([]);
    expect(fresh.take([network('a', -55, 100)], 12_000).map(({ timeMs }) => timeMs)).toEqual([11_900]);
  });

  test('without ages, a list that says the same is the one from before', () => {
    const fresh = new FreshOnly();
    expect(fresh.take([network('a', -50), network('b', -60)], 1_000)).toHaveLength(2);
    expect(fresh.take([network('b', -60), network('a', -50)], 2_000)).toHaveLength(0);
    expect(fresh.take([network('a', -51), network('b', -60)], 3_000)).toHaveLength(2);
  });

  test('what cannot be drawn is left out: hidden names of systems, no signal, no channel', () => {
    const odd = [
      { ...network('a', -50), bssid: undefined },
      { ...network('a', -50), rssiDbm: undefined },
      { ...network('a', -50), freqMhz: undefined },
    ];
    expect(new FreshOnly().take(odd, 0)).toEqual([]);
  });
});

test('the source tells times of measuring, an empty place as a scan of nothing, and ends when it is told to', async () => {
  const lists = [[network('a', -50, 1_000)], [network('a', -50, 1_300)], []];
  const scanner: WifiScanner = {
    interfaceName: 'wlan7',
    preflight: async () => ({ state: 'ready' }),
    scan: async () => lists.shift() ?? [],
  };
  const controller = new AbortController();
  const scans: LiveScan[] = [];
  for await (const scan of new WifiSource(scanner, 'host').scans({ level: 0, speed: 1, signal: controller.signal })) {
    scans.push(scan);
    if (scans.length === 2) controller.abort();
  }
  expect(scans[0]).toMatchObject({
    device: 'host wlan7',
    radios: [{ key: 'a', kind: 'wifi', rssiDbm: -50, offsetMs: -1_000 }],
  });
  expect(scans[1]?.radios).toEqual([]);
});

describe('on Linux', () => {
  const folder = mkdtempSync(join(tmpdir(), 'groma-net-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('adapters are those that the kernel calls wireless; one that is blocked says so; one that is gone, too', async () => {
    mkdirSync(join(folder, 'wlan0', 'phy80211', 'rfkill3'), { recursive: true });
    mkdirSync(join(folder, 'eth0'));
    for (const kind of ['soft', 'hard'])
      writeFileSync(join(folder, 'wlan0', 'phy80211', 'rfkill3', kind), kind === 'soft' ? '1\n' : '0\n');
    expect(wifiInterfaces(folder)).toEqual(['wlan0']);
    expect(await new LinuxWifi('wlan0', folder).preflight()).toMatchObject({
      state: 'poweredOff',
      action: expect.any(String),
    });
    expect(await new LinuxWifi('wlan9', folder).preflight()).toMatchObject({ state: 'noAdapter' });
    expect(wifiInterfaces(join(folder, 'nothing'))).toEqual([]);
  });
});

describe('on macOS', () => {
  test('a line of the companion', () => {
    const line = JSON.stringify({
      state: 'ok',
      networks: [
        { bssid: 'AA:BB:CC:00:00:01', ssid: 'Office', rssi: -61, noise: -92, channel: 37, band: '6', width: 80 },
        { bssid: null, ssid: null, rssi: -70, channel: 1, band: '2.4' },
      ],
    });
    const told = readCompanion(line);
    expect(told && networksOf(told)).toEqual([
      {
        bssid: 'aa:bb:cc:00:00:01',
        ssid: 'Office',
        rssiDbm: -61,
        quality: 'measured',
        freqMhz: 6135,
        widthMhz: 80,
        noiseDbm: -92,
      },
      { bssid: undefined, ssid: '', rssiDbm: -70, quality: 'measured', freqMhz: 2412 },
    ]);
    expect(readCompanion('no JSON')).toBeUndefined();
    expect(readCompanion('{"state":"asleep"}')).toBeUndefined();
  });
});

describe('on Windows', () => {
  /** A WLAN_BSS_LIST as the API lays it out on x64. */
  function bssList(entries: readonly { ssid: string; mac: number[]; rssi: number; khz: number }[]): Uint8Array {
    const bytes = Buffer.alloc(8 + entries.length * 360);
    bytes.writeUInt32LE(bytes.length, 0);
    bytes.writeUInt32LE(entries.length, 4);
    entries.forEach(({ ssid, mac, rssi, khz }, index) => {
      const at = 8 + index * 360;
      bytes.writeUInt32LE(Buffer.byteLength(ssid), at);
      bytes.write(ssid, at + 4);
      Buffer.from(mac).copy(bytes, at + 40);
      bytes.writeInt32LE(rssi, at + 56);
      bytes.writeUInt32LE(khz, at + 92);
    });
    return bytes;
  }

  test('the list of networks as it lies in memory, and never past its end', () => {
    const list = bssList([
      { ssid: 'Büro', mac: [0xaa, 0xbb, 0xcc, 0, 0, 1], rssi: -57, khz: 5_955_000 },
      { ssid: '', mac: [2, 0, 0, 0, 0, 9], rssi: -80, khz: 2_412_000 },
    ]);
    expect(readBssList(list)).toMatchObject([
      { bssid: 'aa:bb:cc:00:00:01', ssid: 'Büro', rssiDbm: -57, freqMhz: 5955 },
      { bssid: '02:00:00:00:00:09', ssid: '', rssiDbm: -80, freqMhz: 2412 },
    ]);
    expect(readBssList(list.subarray(0, 8 + 360 + 5))).toHaveLength(1);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 900 }), (bytes) => {
        for (const { rssiDbm = -50 } of readBssList(bytes)) expect(rssiDbm).toBeLessThanOrEqual(20);
        expect(readInterfaces(bytes).length).toBeLessThanOrEqual(2);
      }),
    );
  });

  const api = (code: number, listed = 0): WlanApi => ({
    interfaces: async () => ({ code, interfaces: code === 0 ? [new Uint8Array(16)] : [] }),
    scan: async () => undefined,
    list: async () => ({ code: listed, networks: listed === 0 ? [network('a', -50)] : [] }),
  });

  test('says what is missing: the service, the right to locations', async () => {
    expect(await new WindowsWifi(async () => api(1062)).preflight()).toMatchObject({ state: 'noService' });
    expect(await new WindowsWifi(async () => api(0, 5)).preflight()).toMatchObject({ state: 'noPermission' });
    expect(await new WindowsWifi(async () => api(0)).preflight()).toEqual({ state: 'ready' });
    const { signal } = new AbortController();
    expect(await new WindowsWifi(async () => api(0)).scan(signal)).toHaveLength(1);
    await expect(new WindowsWifi(async () => api(0, 5)).scan(signal)).rejects.toMatchObject({ code: 'source_lost' });
  });

  test.skipIf(process.platform === 'win32')(
    'elsewhere the library is not there, and that is an error that can be caught',
    async () => {
      await expect(loadWlanApi()).rejects.toThrow();
    },
  );
});
