import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAirport } from './airport.ts';
import { readIw, unescapeSsid } from './iw.ts';
import { readIwlist } from './iwlist.ts';
import type { HeardNetwork } from './listing.ts';
import { readNetsh } from './netsh.ts';
import { readNmcli, splitTerse } from './nmcli.ts';
import { readSystemProfiler } from './system-profiler.ts';

const folder = fileURLToPath(new URL('../../../../../shared/data/os-scans/', import.meta.url));
const read = (path: string) => readFileSync(`${folder}${path}`, 'utf8');
const profiler = (text: string) => readSystemProfiler(text)?.networks ?? [];
const mac = /(?:[\da-fx]{2}:){5}[\da-fx]{2}/gi;

/** Listings with what each must give: how many networks, how many BSSIDs. */
const listings: readonly [path: string, reader: (text: string) => readonly HeardNetwork[], networks: number][] = [
  ['iw/jc_centos-7.7_iw-scan0.out', readIw, 2],
  ['iw/jc_centos-7.7_iw-scan1.out', readIw, 26],
  ['iw/jc_centos-7.7_iw-scan2.out', readIw, 1],
  ['nmcli/hnykda_linux-nmcli-dev-wifi-list.txt', readNmcli, 11],
  ['linux-misc/hnykda_linux-single-line.txt', readNmcli, 1],
  ['linux-misc/hnykda_linux-single-line-2.txt', readNmcli, 1],
  ['netsh/hnykda_win-netsh-networks-en.txt', readNetsh, 8],
  ['netsh/hnykda_win-netsh-networks-de.txt', readNetsh, 9],
  ['netsh/hnykda_win-netsh-networks-es.txt', readNetsh, 7],
  ['netsh/hnykda_win-netsh-networks-fr.txt', readNetsh, 8],
  ['netsh/hnykda_win-netsh-networks-it.txt', readNetsh, 11],
  ['netsh/hnykda_win-netsh-networks-blank-ssid-en.txt', readNetsh, 15],
  ['netsh/ancasicolica_netsh_sp.txt', readNetsh, 8],
  ['netsh/ancasicolica_netsh_de_complex01.txt', readNetsh, 86],
  ['netsh/ancasicolica_netsh_en_complex01.txt', readNetsh, 86],
  ['iwlist/ancasicolica_iwlist01_ubuntu1404.txt', readIwlist, 29],
  ['iwlist/ancasicolica_iwlist02_raspi.txt', readIwlist, 3],
  ['iwlist/ancasicolica_iwlist03_raspi.txt', readIwlist, 29],
];
const withoutBssid: readonly [path: string, reader: (text: string) => readonly HeardNetwork[], networks: number][] = [
  ['airport/jc_osx-10.14.6_airport-s.out', readAirport, 14],
  ['airport/ancasicolica_airport01.txt', readAirport, 0],
  ['airport/ancasicolica_airport02.txt', readAirport, 0],
  ...(existsSync(folder) ? readdirSync(`${folder}system_profiler`) : [])
    .filter((name) => name.endsWith('.json'))
    .map((name) => [`system_profiler/${name}`, profiler, -1] as [string, typeof profiler, number]),
];

describe.skipIf(!existsSync(folder))('recorded listings (skipped without ../shared/data/os-scans)', () => {
  test.each(listings)('%s', (path, reader, networks) => {
    const text = read(path);
    const found = reader(text);
    expect(found.length).toBe(networks);
    const lacking = found.filter(
      ({ rssiDbm, freqMhz, bssid }) => !bssid || rssiDbm === undefined || freqMhz === undefined,
    );
    expect(lacking).toEqual([]);
    for (const { rssiDbm, freqMhz } of found) {
      expect(rssiDbm).toBeLessThanOrEqual(-20);
      expect(rssiDbm).toBeGreaterThanOrEqual(-100);
      expect(freqMhz).toBeGreaterThanOrEqual(2412);
    }
  });

  test.each(withoutBssid)('%s: each network that has a signal has its channel', (path, reader) => {
    const text = read(path);
    const found = reader(text);
    const bssids = path.startsWith('airport') ? (text.match(mac) ?? []) : [];
    expect(found.filter(({ bssid }) => bssid !== undefined).length).toBeGreaterThanOrEqual(bssids.length);
    for (const { freqMhz, ssid } of found) expect(freqMhz, ssid).toBeGreaterThanOrEqual(2412);
    if (path.startsWith('airport')) for (const { rssiDbm } of found) expect(rssiDbm).toBeLessThan(-20);
  });

  test('what a listing says comes through', () => {
    expect(readIw(read('iw/jc_centos-7.7_iw-scan1.out'))[4]).toEqual({
      bssid: 'ac:22:05:e6:ff:24',
      ssid: 'UPCCDB29F5',
      rssiDbm: -30,
      quality: 'measured',
      freqMhz: 5180,
      widthMhz: 80,
      ageMs: 130,
    });
    expect(readNetsh(read('netsh/hnykda_win-netsh-networks-fr.txt'))[1]).toEqual({
      bssid: 'fe:dc:ba:09:87:02',
      ssid: 'SSID-1',
      rssiDbm: -83.5,
      quality: 'percent',
      freqMhz: 5260,
    });
    expect(readNmcli(read('nmcli/hnykda_linux-nmcli-dev-wifi-list.txt'))[1]).toMatchObject({
      ssid: String.raw`SSID-2-\foo:bar`,
      rssiDbm: -40,
      freqMhz: 2437,
    });
    const off = readSystemProfiler(read('system_profiler/hnykda_mac-sp_15.5-wifi-disabled.json'));
    expect(off).toEqual({ isOff: true, networks: [] });
    expect(profiler(read('system_profiler/hnykda_mac-sp_15.5-on-iPhone.json'))[1]).toEqual({
      bssid: undefined,
      ssid: 'SSID-1',
      rssiDbm: -49,
      quality: 'measured',
      freqMhz: 5745,
      widthMhz: 80,
      noiseDbm: -95,
    });
  });
});

describe('listings', () => {
  test('nmcli with our fields: 6 GHz by its frequency, colons and backslashes in names', () => {
    const text = [
      String.raw`*:caf\:e\\x:AA\:BB\:CC\:DD\:EE\:01:0:5955 MHz:540 Mbit/s:100:WPA3`,
      String.raw` ::AA\:BB\:CC\:DD\:EE\:02:36:5180 MHz:540 Mbit/s:0:`,
    ].join('\n');
    expect(readNmcli(text)).toEqual([
      { bssid: 'aa:bb:cc:dd:ee:01', ssid: String.raw`caf:e\x`, rssiDbm: -40, quality: 'percent', freqMhz: 5955 },
      { bssid: 'aa:bb:cc:dd:ee:02', ssid: '', rssiDbm: -100, quality: 'percent', freqMhz: 5180 },
    ]);
    expect(splitTerse(String.raw`a\:b:c\\:`)).toEqual(['a:b', String.raw`c\ `.trim(), '']);
  });

  test('iw: bytes of a name, and a hidden one', () => {
    expect(unescapeSsid(String.raw`Caf\xc3\xa9 \\ \x00`)).toBe('Café \\ \0');
    const text =
      'BSS aa:bb:cc:dd:ee:ff(on wlan0)\n\tfreq: 5955.0\n\tsignal: -61.50 dBm\n\tlast seen: 20 ms ago\n\tSSID: \\x00\\x00\n';
    expect(readIw(text)).toEqual([
      { bssid: 'aa:bb:cc:dd:ee:ff', ssid: '', rssiDbm: -61.5, quality: 'measured', freqMhz: 5955, ageMs: 20 },
    ]);
  });

  test('anything printed is read without a throw, whole or cut off, and gives no signal that nobody can measure', () => {
    const runs = { numRuns: Number(process.env['GROMA_FUZZ_RUNS'] ?? 400) };
    const seeds = existsSync(folder)
      ? [...listings, ...withoutBssid].map(([path]) => read(path).slice(0, 6_000))
      : ['SSID 1 : a'];
    const cut = fc
      .record({
        seed: fc.constantFrom(...seeds),
        from: fc.nat(6_000),
        to: fc.nat(6_000),
        put: fc.string({ unit: 'binary', maxLength: 30 }),
      })
      .map(({ seed, from, to, put }) => seed.slice(0, from) + put + seed.slice(to));
    fc.assert(
      fc.property(fc.oneof(cut, fc.string({ unit: 'binary' })), (text) => {
        for (const reader of [readIw, readNmcli, readNetsh, readIwlist, readAirport, profiler])
          for (const { rssiDbm = -50 } of reader(text)) {
            expect(rssiDbm).toBeGreaterThanOrEqual(-130);
            expect(rssiDbm).toBeLessThanOrEqual(20);
          }
      }),
      runs,
    );
  });
});
