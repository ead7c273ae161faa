// Captures: read as Wireshark's own tshark reads them, whole or broken, and never more than what access points and beacons sent.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAccessPointFrame } from '../../../../shared/capture/access-point-frame.ts';
import { CaptureBroken, CaptureReader } from '../../../../shared/capture/capture-file.ts';
import { readLePacket } from '../../../../shared/capture/le-packet.ts';
import { readRadiotap } from '../../../../shared/capture/radiotap.ts';
import { openTestSite, type TestSite } from '../../../core/testing/test-site.ts';
import * as make from '../testing/captures.ts';
import { placeOnEarth } from '../testing/earth.ts';
import { ReadingsFolder, readAll } from '../testing/readings-files.ts';

const startMs = Date.UTC(2026, 0, 5, 9);
const hasTshark = spawnSync('tshark', ['--version']).status === 0;
const withTshark = hasTshark ? test : test.skip;
if (!hasTshark) console.warn('tshark is not installed: nobody else reads the captures here');

const folder = new ReadingsFolder();
afterAll(() => folder.remove());

const plan = (more: Partial<make.FramePlan> = {}): make.FramePlan => ({
  timeMs: startMs,
  bssid: '02:00:00:00:00:01',
  ssid: 'Office',
  signalDbm: -47,
  freqMhz: 5180,
  ...more,
});
const packetOf = (each: make.FramePlan) => ({ timeMs: each.timeMs, bytes: make.radiotapFrame(each) });
const heard = async (bytes: Uint8Array, name = 'a.pcap') => {
  const { scans, skipped } = await readAll(folder.write(bytes, name));
  return {
    readings: scans.flatMap(({ timeMs, readings }) =>
      readings.map(({ key, name: ssid, rssiDbm, freqMhz, offsetMs }) => [
        timeMs + offsetMs,
        key,
        ssid,
        rssiDbm,
        freqMhz,
      ]),
    ),
    scans,
    skipped,
  };
};

const plans = fc.array(
  fc.record({
    timeMs: fc.integer({ min: 0, max: 20_000 }).map((ms) => startMs + ms),
    bssid: fc.constantFrom('02:00:00:00:00:01', '02:00:00:00:00:fe', '02:aa:bb:cc:dd:ee'),
    ssid: fc.constantFrom('', 'Office', 'Café ☕', 'a"b,c'),
    signalDbm: fc.integer({ min: -100, max: -1 }),
    freqMhz: fc.constantFrom(2412, 2484, 5180, 5955),
    chainsDbm: fc.array(fc.integer({ min: -100, max: -1 }), { maxLength: 4 }),
    subtype: fc.constantFrom(8, 5, 8, 0),
    withTsft: fc.boolean(),
  }),
  { minLength: 1, maxLength: 60 },
);

describe('Wi-Fi with radiotap', () => {
  test.each([
    ['pcap', (packets: Parameters<typeof make.pcap>[0]) => make.pcap(packets)],
    [
      'of the other order of bytes',
      (packets: Parameters<typeof make.pcap>[0]) => make.pcap(packets, { isBigEndian: true }),
    ],
    ['in nanoseconds', (packets: Parameters<typeof make.pcap>[0]) => make.pcap(packets, { isNano: true })],
    ['pcapng', (packets: Parameters<typeof make.pcap>[0]) => make.pcapng(packets)],
  ])('%s', async (_name, write) => {
    const all = [
      plan(),
      plan({ timeMs: startMs + 250, ssid: '', signalDbm: -80, freqMhz: 2412, withTsft: true, chainsDbm: [-82, -81] }),
      plan({ timeMs: startMs + 300, subtype: 0 }),
      plan({ timeMs: startMs + 310, isBad: true }),
      plan({ timeMs: startMs + 1_500, subtype: 5, signalDbm: -60 }),
    ];
    const { readings, scans, skipped } = await heard(write(all.map(packetOf)));
    expect(readings).toEqual([
      [startMs, '02:00:00:00:00:01', 'Office', -47, 5180],
      [startMs + 250, '02:00:00:00:00:01', '', -80, 2412],
      [startMs + 1_500, '02:00:00:00:00:01', 'Office', -60, 5180],
    ]);
    expect(scans).toHaveLength(2);
    expect(skipped).toEqual([]);
  });

  withTshark('tshark sees the same in every frame', { timeout: 60_000 }, () => {
    const place = mkdtempSync(join(tmpdir(), 'groma-tshark-'));
    try {
      const all = fc.sample(plans, 6).flat();
      const file = join(place, 'all.pcap');
      writeFileSync(file, make.pcap(all.map(packetOf)));
      const columns = [
        'radiotap.length',
        'wlan_radio.signal_dbm',
        'radiotap.dbm_antsignal',
        'radiotap.channel.freq',
        'wlan.bssid',
        'wlan.ssid',
      ];
      const rows = execFileSync(
        'tshark',
        ['-r', file, '-T', 'fields', '-E', 'separator=/t', ...columns.flatMap((column) => ['-e', column])],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      )
        .trimEnd()
        .split('\n')
        .map((line) => line.split('\t'));
      expect(rows).toHaveLength(all.length);
      for (const [index, each] of all.entries()) {
        const bytes = make.radiotapFrame(each);
        const head = readRadiotap(bytes);
        const [length, , signals = '', freq, bssid, ssid = ''] = rows[index] ?? [];
        expect([head?.bytes, head?.freqMhz]).toEqual([Number(length), Number(freq)]);
        expect(head?.signalDbm).toBe(Number(signals.split(',')[0]));
        const frame = readAccessPointFrame(bytes.subarray(head?.bytes, -4));
        expect(frame === undefined).toBe(each.subtype === 0);
        if (!frame) continue;
        expect(frame.bssid).toBe(bssid);
        // tshark 4 prints the name as hex, older ones as text; neither prints an empty one.
        const names = [
          frame.ssid,
          Buffer.from(frame.ssid).toString('hex'),
          frame.ssid === '' ? '<MISSING>' : frame.ssid,
        ];
        expect(names).toContain(ssid);
      }
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  });

  test('two receivers of one second are two scans; the same file twice is one', async () => {
    const one = await heard(make.pcap([packetOf(plan())]));
    const other = await heard(make.pcap([packetOf(plan({ signalDbm: -48 }))]));
    const again = await heard(make.pcap([packetOf(plan())]));
    expect(one.scans[0]?.label).not.toBe(other.scans[0]?.label);
    expect(one.scans).toEqual(again.scans);
  });

  test('a file that is cut off gives what is whole and says where it ends', async () => {
    const whole = make.pcap([plan(), plan({ timeMs: startMs + 100 })].map(packetOf));
    const { readings, skipped } = await heard(whole.slice(0, -20));
    expect(readings).toHaveLength(1);
    expect(skipped).toEqual([{ line: 2, reason: 'the file ends within a packet' }]);
    const broken = whole.slice();
    new DataView(broken.buffer).setUint32(24 + 16 + (whole.length - 24) / 2 - 16 + 8, 0x7fffffff, true);
    expect((await heard(broken)).skipped[0]?.reason).toMatch(/broken here/);
  });

  test('a capture of a cable says that it has no signals', async () => {
    const cable = make.pcap([{ timeMs: startMs, bytes: new Uint8Array(60) }], { linkType: 1 });
    await expect(heard(cable)).rejects.toMatchObject({ code: 'capture_without_signal', params: { links: '1' } });
  });
});

describe('Bluetooth', () => {
  const phone = [0x02, 0x01, 0x06, 0x05, 0xff, 0x4c, 0x00, 0x10, 0x00];
  const packets = [
    { timeMs: startMs, bytes: make.advertisingEvent('c0:00:00:00:00:01', -61, make.iBeacon(1, 2)) },
    { timeMs: startMs + 10, bytes: make.advertisingEvent('7c:00:00:00:00:02', -55, phone) },
    { timeMs: startMs + 20, bytes: Uint8Array.from([2, 1, 2, 3]) },
  ];
  const beacon = [startMs, '00010203-0405-0607-0809-0a0b0c0d0e0f/1/2', '', -61, undefined];

  test('btsnoop: beacons with the time of the capture; a phone is not taken in', async () => {
    expect((await heard(make.btsnoop(packets), 'a.btsnoop')).readings).toEqual([beacon]);
  });

  test('pcap of a sniffer, pcap of a controller', async () => {
    const head = Uint8Array.from([37, 0xc3, 0x80, 0, 0, 0, 0, 0, 0x02, 0x0c, 0xd6, 0xbe, 0x89, 0x8e]);
    const adv = Uint8Array.from([0x42, 6 + 27, 1, 0, 0, 0, 0, 0xc0, ...make.iBeacon(1, 2), 0, 0, 0]);
    const sniffed = [{ timeMs: startMs, bytes: Uint8Array.from([...head, ...adv]) }];
    expect((await heard(make.pcap(sniffed, { linkType: 256 }))).readings).toEqual([beacon]);
    const directed = packets.map(({ timeMs, bytes }) => ({ timeMs, bytes: Uint8Array.from([0, 0, 0, 1, ...bytes]) }));
    expect((await heard(make.pcap(directed, { linkType: 201 }))).readings).toEqual([beacon]);
    expect((await heard(make.pcap(packets, { linkType: 187 }))).readings).toEqual([beacon]);
  });
});

describe('Kismet', () => {
  let site: TestSite;
  beforeAll(async () => {
    site = await openTestSite();
  });
  afterAll(() => site.close());

  function makeLog(name: string, version: number, perDegree: number): string {
    const path = join(site.folder, name);
    const database = new DatabaseSync(path);
    database.exec(`CREATE TABLE KISMET (kismet_version TEXT, db_version INT, db_module TEXT);
      INSERT INTO KISMET VALUES ('2023', ${version}, 'kismetlog');
      CREATE TABLE devices (first_time INT, last_time INT, devkey TEXT, phyname TEXT, devmac TEXT, strongest_signal INT, type TEXT, device BLOB);
      CREATE TABLE packets (ts_sec INT, ts_usec INT, phyname TEXT, sourcemac TEXT, destmac TEXT, transmac TEXT, frequency REAL, lat REAL, lon REAL,
        signal INT, datasource TEXT, dlt INT);
      INSERT INTO devices VALUES (0, 0, 'a', 'IEEE802.11', '02:00:00:00:00:01', -40, 'Wi-Fi AP', '{"kismet.device.base.name":"Office"}'),
        (0, 0, 'b', 'IEEE802.11', '02:00:00:00:00:02', -40, 'Wi-Fi Client', '{}'),
        (0, 0, 'c', 'IEEE802.11', '02:00:00:00:00:03', -40, 'Wi-Fi AP', 'no JSON');`);
    const add = database.prepare(
      "INSERT INTO packets VALUES (?, ?, 'IEEE802.11', ?, '', '', 2412000, ?, ?, ?, 'wlan0', 127)",
    );
    const second = startMs / 1_000;
    add.run(second, 250_000, '02:00:00:00:00:01', 51.9999 * perDegree, 13 * perDegree, -50);
    add.run(second, 300_000, '02:00:00:00:00:02', 51.9999 * perDegree, 13 * perDegree, -30);
    add.run(second, 400_000, '02:00:00:00:00:03', 51.9999 * perDegree, 13 * perDegree, -70);
    add.run(second + 2, 0, '02:00:00:00:00:01', 0, 0, -60);
    add.run(second + 3, 0, '02:00:00:00:00:01', 0, 0, 0);
    database.close();
    return path;
  }
  const importAll = async (path: string) => {
    const task = await site.runTask('survey.importReadings', {
      siteId: site.siteId,
      source: { path },
      floor: 'F',
    } as never);
    return task.state === 'done' ? task.result : task.error;
  };

  test('access points with their names and places; people stay out; another database is refused', async () => {
    await site.client.call('site.addFloor', { siteId: site.siteId, name: 'F' });
    await placeOnEarth(site, 'F');
    expect(await importAll(makeLog('a.kismet', 8, 1))).toMatchObject({
      format: 'kismet',
      readings: 3,
      scans: 2,
      radios: 2,
      withoutPlace: 1,
    });
    const { xM, yM } = await site.client.call('survey.listPoints', { siteId: site.siteId, floor: 'F' });
    expect([xM[0], yM[0]]).toEqual([expect.closeTo(0, 3), expect.closeTo(11.132, 3)]);
    // Of before version 5, in whole numbers: the same scans.
    expect(await importAll(makeLog('old.kismet', 4, 100_000))).toMatchObject({ readings: 0, duplicates: 3 });
    const foreign = join(site.folder, 'foreign.kismet');
    new DatabaseSync(foreign).exec('CREATE TABLE packets (a)');
    await expect(site.client.call('survey.inspectReadings', { source: { path: foreign } })).rejects.toMatchObject({
      code: 'readings_unknown_format',
    });
  });
});

describe('bytes of any kind', () => {
  const head = fc.constantFrom<number[]>(
    [0xa1, 0xb2, 0xc3, 0xd4],
    [0xd4, 0xc3, 0xb2, 0xa1],
    [0x0a, 0x0d, 0x0d, 0x0a, 28, 0, 0, 0, 0x4d, 0x3c, 0x2b, 0x1a],
    [...new TextEncoder().encode('btsnoop\0')],
    [...make.pcapng([packetOf(plan())])],
    [...make.pcap([packetOf(plan())])],
  );
  const bytes = fc
    .tuple(head, fc.uint8Array({ maxLength: 300 }))
    .map(([start, rest]) => Uint8Array.from([...start, ...rest]));

  test('a capture ends, gives packets or says that it is broken; in pieces as in one', () => {
    const read = (pieces: readonly Uint8Array[]) => {
      const reader = new CaptureReader();
      const packets: unknown[] = [];
      try {
        for (const piece of pieces) packets.push(...reader.add(piece));
      } catch (error) {
        if (!(error instanceof CaptureBroken)) throw error;
        return { packets, isBroken: true };
      }
      return { packets, isBroken: false };
    };
    fc.assert(
      fc.property(bytes, fc.integer({ min: 1, max: 50 }), (all, size) => {
        const pieces = Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
          all.slice(at * size, (at + 1) * size),
        );
        const [whole, inPieces] = [read([all]), read(pieces)];
        expect(inPieces.isBroken).toBe(whole.isBroken);
        if (!whole.isBroken) expect(inPieces.packets).toEqual(whole.packets);
      }),
      { numRuns: 300 },
    );
  });

  test('frames: no throw, and nothing from behind the end', () => {
    const frame = fc.oneof(
      fc.uint8Array({ maxLength: 120 }),
      plans.map(([each]) => make.radiotapFrame(each ?? plan())),
    );
    fc.assert(
      fc.property(frame, fc.nat(120), fc.nat(255), (own, at, value) => {
        const changed = own.slice();
        if (at < changed.length) changed[at] = value;
        for (const read of [readRadiotap, readAccessPointFrame, readLePacket]) {
          const behind = new Uint8Array(changed.length + 40).fill(0xaa);
          behind.set(changed);
          expect(read(behind.subarray(0, changed.length))).toEqual(read(changed));
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
