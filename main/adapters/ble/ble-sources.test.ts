import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { LiveScan } from '../../ports/reading-source.ts';
import { FrameChanges } from './frame-changes.ts';
import { loadNoble, type NobleLike, NobleSource } from './noble-source.ts';
import { PersonalDevices } from './personal-devices.ts';
import { type Report, ReportBatches } from './report-batches.ts';

const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
const ibeacon = hex('4c000215f7826da64fa24e988024bc5b71e0893e0003002ac5');
const phone = hex('4c001005441cbd08c5');
const eddystone = hex('00e7000102030405060708090102030405060000');
const beaconKey = 'f7826da6-4fa2-4e98-8024-bc5b71e0893e/3/42';
const uidKey = '00010203040506070809/010203040506';

class StandInNoble extends EventEmitter implements NobleLike {
  state = 'unknown';
  isScanning = false;
  cleanups = 0;
  stops = 0;
  async startScanningAsync(): Promise<void> {
    this.isScanning = true;
  }
  async stopScanningAsync(): Promise<void> {
    this.isScanning = false;
  }
  stop(): void {
    this.stops++;
  }
  turn(state: string): void {
    this.state = state;
    this.emit('stateChange', state);
  }
}

const source = (noble: () => NobleLike) =>
  new NobleSource({
    id: 'ble',
    name: 'Bluetooth',
    device: 'laptop',
    load: noble,
    check: async () => ({ state: 'ready' }),
  });
const options = (signal: AbortSignal) => ({ level: 0, speed: 1, signal });

describe('events that hold old frames', () => {
  const merged = (frames: object) => frames as Parameters<FrameChanges['heard']>[1];
  test('what has changed was heard; where nothing has, the first frame again', () => {
    const changes = new FrameChanges();
    const uid = { uuid: 'feaa', data: eddystone };
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
    expect(text(changes.heard('d', merged({ manufacturerData: ibeacon })))).toContain('4c000215');
    const both = merged({ manufacturerData: ibeacon, serviceData: [uid] });
    expect(text(changes.heard('d', both))).toMatch(/^1716aafe00e7/);
    expect(text(changes.heard('d', both))).toContain('4c000215');
    expect(text(changes.heard('d', merged({})))).toBe('');
  });

  test('thousands of passing devices do not stay', () => {
    const changes = new FrameChanges();
    for (let index = 0; index < 20_000; index++) changes.heard(`d${index}`, merged({ manufacturerData: phone }));
    expect(changes.devices).toBe(5_000);
  });
});

describe('privacy', () => {
  const report = (more: Partial<Report>): Report => ({
    timeMs: 1_000,
    address: '4a:11:22:33:44:55',
    addressType: 'random',
    rssiDbm: -60,
    payload: Uint8Array.of(phone.length + 1, 0xff, ...phone),
    ...more,
  });

  test('of a phone there is a number, and nothing that it could be known by', () => {
    const batches = new ReportBatches('laptop');
    batches.add(report({}));
    batches.add(report({ address: '4a:11:22:33:44:56' }));
    batches.add(report({}));
    expect(batches.take()).toBeUndefined();
    batches.add(report({ timeMs: 1_020, payload: Uint8Array.of(ibeacon.length + 1, 0xff, ...ibeacon) }));
    const scan = batches.take();
    expect(scan).toEqual({
      timeMs: 1_020,
      device: 'laptop',
      personalDevices: 2,
      radios: [{ key: beaconKey, kind: 'ble', name: '', rssiDbm: -60, offsetMs: 0 }],
    });
    expect(JSON.stringify(scan)).not.toMatch(/4a:?11/);
  });

  test('two recordings know nothing of each other', () => {
    const kept = (devices: PersonalDevices) => {
      devices.add('4a:11:22:33:44:55');
      return JSON.stringify(devices, (_key, value: unknown) => (value instanceof Set ? [...value] : value));
    };
    const [first, second] = [new PersonalDevices(), new PersonalDevices()];
    expect([kept(first), kept(second)].join()).not.toContain('4a:11');
    expect([first.count, second.count]).toEqual([1, 1]);
  });
});

describe('noble', () => {
  test('loading it starts no radio: a binding is made only when it is asked for', () => {
    expect(typeof loadNoble).toBe('function');
    expect(() => loadNoble('nothing' as never)).toThrow(/Unsupported binding/);
  });

  test('copies what an event holds, drops signals that nobody measured, and stops the radio at the end', async () => {
    const noble = new StandInNoble();
    noble.state = 'poweredOn';
    const controller = new AbortController();
    const scans: LiveScan[] = [];
    const peripheral = {
      id: 'a',
      address: '',
      addressType: 'public',
      rssi: -60,
      advertisement: { manufacturerData: Buffer.from(ibeacon), serviceData: [] as { uuid: string; data: Buffer }[] },
    };
    setTimeout(() => {
      noble.emit('discover', peripheral);
      // The library writes the next frame over the same object.
      peripheral.rssi = -70;
      peripheral.advertisement.serviceData = [{ uuid: 'feaa', data: Buffer.from(eddystone) }];
      noble.emit('discover', peripheral);
      peripheral.rssi = 0;
      noble.emit('discover', peripheral);
      peripheral.rssi = 127;
      noble.emit('discover', peripheral);
    }, 60);
    for await (const scan of source(() => noble).scans(options(controller.signal))) {
      scans.push(scan);
      controller.abort();
    }
    expect(scans[0]?.radios.map(({ key, rssiDbm }) => [key, rssiDbm])).toEqual([
      [beaconKey, -60],
      [uidKey, -70],
    ]);
    expect([noble.isScanning, noble.stops, noble.listenerCount('stateChange')]).toEqual([false, 1, 0]);
  });

  test('a raw controller tells each frame as it was on the air', async () => {
    const hci = new EventEmitter();
    const noble = Object.assign(new StandInNoble(), { _bindings: { _hci: hci } });
    noble.state = 'poweredOn';
    const controller = new AbortController();
    const payload = Uint8Array.of(eddystone.length + 3, 0x16, 0xaa, 0xfe, ...eddystone);
    setTimeout(
      () => hci.emit('leAdvertisingReport', 0, 3, 'c0:00:00:00:00:01', 'random', Buffer.from(payload), -44),
      60,
    );
    for await (const { radios } of source(() => noble).scans(options(controller.signal))) {
      expect(radios).toMatchObject([{ key: uidKey, rssiDbm: -44 }]);
      controller.abort();
    }
  });

  test.each([
    ['one that is refused', (noble: StandInNoble) => noble.turn('unauthorized'), /unauthorized/],
    [
      'one that is switched off on the way',
      (noble: StandInNoble) => {
        noble.turn('poweredOn');
        setTimeout(() => noble.turn('poweredOff'), 200);
      },
      /poweredOff/,
    ],
  ])('%s is lost, with the reason', async (_name, happen, reason) => {
    const noble = new StandInNoble();
    setTimeout(() => happen(noble), 20);
    const all = async () => {
      for await (const _scan of source(() => noble).scans(options(new AbortController().signal)));
    };
    await expect(all()).rejects.toMatchObject({ code: 'source_lost', message: expect.stringMatching(reason) });
  });

  test('a library that throws when it is loaded is a lost source, not a crash', async () => {
    const broken = source(() => {
      throw new Error('EAFNOSUPPORT');
    });
    await expect(broken.scans(options(new AbortController().signal)).next()).rejects.toMatchObject({
      code: 'source_lost',
    });
  });
});
