import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOfHex, hexOf } from '../capture/frame-bytes.ts';
import { isRotating } from './advertisement.ts';
import type { BeaconFrame } from './beacon-frame.ts';
import { readAdvertisement } from './frames.ts';
import { readAdvertisingReports } from './hci.ts';
import { beaconsOf, isUsableRssi } from './identity.ts';

interface Vector {
  readonly name: string;
  readonly kind: 'adv' | 'hci_event' | 'mfr_payload';
  readonly adv?: string;
  readonly hci?: string;
  readonly mfr?: string;
  readonly mac?: string;
  readonly rssi?: number;
  readonly expect: Readonly<Record<string, string>>;
}

const file = new URL('../../../shared/data/ble/ble-vectors.json', import.meta.url);
const vectors: readonly Vector[] = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Vector[]) : [];
const bytes = (hex: string) => bytesOfHex(hex) ?? new Uint8Array();
const framesOf = (hex: string) => readAdvertisement(bytes(hex)).frames;

/** What a vector's own test says of a field, of those that we read. */
function field(frame: BeaconFrame, name: string): unknown {
  const all = frame as unknown as Record<string, unknown>;
  const at0m = typeof all['refRssiDbm'] === 'number' ? (all['refRssiDbm'] as number) : undefined;
  switch (name) {
    case 'uuid':
      return String(all['uuid']).replaceAll('-', '');
    case 'major':
    case 'minor':
    case 'namespace':
    case 'instance':
    case 'url':
      return all[name];
    case 'measured power':
      return at0m;
    case 'tx_power':
      return frame.format.startsWith('eddystone') && at0m !== undefined ? at0m + 41 : at0m;
    case 'voltage':
      return frame.format === 'ruuvi' ? Number(all['batteryMv']) / 1000 : all['batteryMv'];
    case 'advertising_count':
      return all['advertisements'];
    case 'seconds_since_boot':
      return Math.floor(Number(all['uptimeS']) * 10);
    default:
      return undefined;
  }
}

const plain = (text: string): string =>
  text.replace(/^"|"$|^'|'$/g, '').replaceAll('-', text.includes('"') || text.includes("'") ? '' : '-');

describe.skipIf(vectors.length === 0)('the collected vectors (skipped without ../shared/data/ble)', () => {
  test('are all there, and each is read without a throw', () => {
    expect(vectors.length).toBe(260);
    for (const { adv, hci, mfr } of vectors) {
      if (adv !== undefined) framesOf(adv);
      if (hci !== undefined) readAdvertisingReports(bytes(hci).subarray(1));
      if (mfr !== undefined) framesOf(hexOf(Uint8Array.of(mfr.length / 2 + 1, 0xff)) + mfr);
    }
  });

  test('whole HCI events give the address, the signal and the payload that their own tests saw', () => {
    const events = vectors.filter(({ hci }) => hci !== undefined);
    const wrong = events.filter(({ hci, mac, rssi, adv }) => {
      const [report] = readAdvertisingReports(bytes(hci ?? '').subarray(1));
      return report?.address !== mac || report?.rssiDbm !== rssi || hexOf(report?.payload ?? new Uint8Array()) !== adv;
    });
    expect(events.length).toBe(158);
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  test('frames say what their own tests expect', () => {
    let checked = 0;
    const wrong: string[] = [];
    for (const { name, adv, mfr, expect: expected } of vectors) {
      const frames = framesOf(adv ?? (mfr === undefined ? '' : hexOf(Uint8Array.of(mfr.length / 2 + 1, 0xff)) + mfr));
      const ours = frames.filter(({ format }) => format !== 'eddystone-url' || 'url' in expected);
      for (const frame of ours)
        for (const [key, text] of Object.entries(expected)) {
          const value = field(frame, key);
          if (value === undefined || Number.isNaN(value) || value === 'undefined') continue;
          checked++;
          if (String(value) !== plain(text)) wrong.push(`${name} ${key}: ${String(value)} is not ${text}`);
        }
    }
    expect(wrong).toEqual([]);
    expect(checked).toBe(38);
  });

  test('formats are told apart', () => {
    const formatsOf = (part: string) => [
      ...new Set(
        vectors
          .filter(({ name }) => name.includes(part))
          .flatMap(({ adv, mfr }) => framesOf(adv ?? hexOf(Uint8Array.of((mfr ?? '').length / 2 + 1, 0xff)) + mfr))
          .map(({ format }) => format),
      ),
    ];
    expect(formatsOf('ruuvi_e1')).toEqual(['ruuvi']);
    expect(formatsOf('ruuvi_6')).toEqual(['ruuvi']);
    expect(formatsOf('test_altbeacon')).toEqual(['altbeacon']);
    expect(formatsOf('test_eddystone_tlm')).toEqual(['eddystone-tlm']);
    expect(formatsOf('test_eddystone_eid')).toEqual(['eddystone-eid']);
    expect(formatsOf('iphone')).toEqual([]);
    expect(formatsOf('bthome')).toEqual([]);
  });
});

const ibeacon = '0201061aff4c000215f7826da64fa24e988024bc5b71e0893e0003002ac5';

describe('beacons', () => {
  test('an iBeacon', () => {
    expect(framesOf(ibeacon)).toEqual([
      { format: 'ibeacon', uuid: 'f7826da6-4fa2-4e98-8024-bc5b71e0893e', major: 3, minor: 42, refRssiDbm: -59 },
    ]);
    expect(
      beaconsOf(readAdvertisement(bytes(ibeacon)), { address: '5a:00:00:00:00:01', addressType: 'random' }),
    ).toEqual([{ key: 'f7826da6-4fa2-4e98-8024-bc5b71e0893e/3/42', format: 'ibeacon', refRssiDbm: -59 }]);
  });

  test('an Eddystone URL: the power at 1 m, the ending written out, and no identity under an address that changes', () => {
    const url = readAdvertisement(bytes('0303aafe0c16aafe10ec0367726f6d6107'));
    expect(url.frames).toEqual([{ format: 'eddystone-url', url: 'https://groma.com', refRssiDbm: -61 }]);
    expect(beaconsOf(url, { address: '4a:00:00:00:00:01', addressType: 'random' })).toEqual([]);
    expect(beaconsOf(url, { address: 'CA:00:00:00:00:01', addressType: 'random' })[0]?.key).toBe('ca:00:00:00:00:01');
    expect(beaconsOf(url, {})).toEqual([]);
  });

  test('what is of no beacon has none: a phone, an ephemeral identity, telemetry', () => {
    for (const hex of [
      '02011a0aff4c001005441cbd08c5',
      '0303aafe0d16aafe30e34549445f74657374',
      '0303aafe1116aafe20000b1813000000146700002ac4e4',
    ])
      expect(beaconsOf(readAdvertisement(bytes(hex)), { address: 'ca:00:00:00:00:01', addressType: 'random' })).toEqual(
        [],
      );
    expect(isRotating('7f:00:00:00:00:00', 'random')).toBe(true);
    expect(isRotating('c0:00:00:00:00:00', 'random')).toBe(false);
    expect(isRotating('7f:00:00:00:00:00', 'public')).toBe(false);
  });

  test('signals that no controller measured are not used', () => {
    expect([-128, 0, 20, 127, Number.NaN].filter(isUsableRssi)).toEqual([]);
    expect([-1, -70, -127].filter(isUsableRssi)).toEqual([-1, -70, -127]);
  });

  test('a frame cut off anywhere is the frame or none, never another one', () => {
    const whole = bytes(ibeacon);
    for (let length = 0; length < whole.length; length++)
      expect(readAdvertisement(whole.subarray(0, length)).frames).toEqual([]);
  });
});

describe('whatever is on the air', () => {
  const runs = { numRuns: Number(process.env['GROMA_FUZZ_RUNS'] ?? 3_000) };
  const heads = fc.constantFrom(
    [0x4c, 0, 2, 0x15],
    [0x18, 1, 0xbe, 0xac],
    [0xaa, 0xfe],
    [0x99, 4, 5],
    [0x99, 4, 0xe1],
    [],
  );
  const structure = fc
    .record({
      type: fc.constantFrom(0xff, 0x16, 0x0a, 0x09, 1),
      head: heads,
      rest: fc.uint8Array({ maxLength: 40 }),
      lie: fc.integer({ min: -3, max: 3 }),
    })
    .map(({ type, head, rest, lie }) => [
      Math.max(0, 1 + head.length + rest.length + lie) & 0xff,
      type,
      ...head,
      ...rest,
    ]);
  const payload = fc.oneof(
    fc.uint8Array({ maxLength: 255 }),
    fc.array(structure, { maxLength: 6 }).map((all) => Uint8Array.from(all.flat())),
  );

  test('is read without a throw and without a byte from behind its end', () => {
    fc.assert(
      fc.property(payload, fc.uint8Array({ maxLength: 20 }), (own, after) => {
        const alone = readAdvertisement(own);
        // The same bytes with others behind them in the same buffer: what lies there must not be seen.
        const shared = Uint8Array.from([...own, ...after]).subarray(0, own.length);
        expect(readAdvertisement(shared)).toEqual(alone);
        for (const { key } of beaconsOf(alone, { address: 'aa:bb:cc:dd:ee:ff' })) expect(key).toBe(key.toLowerCase());
      }),
      runs,
    );
  });

  test('events: as many reports as are whole', () => {
    fc.assert(
      fc.property(fc.constantFrom(2, 13, 1), fc.nat(255), fc.uint8Array({ maxLength: 255 }), (sub, count, rest) => {
        const reports = readAdvertisingReports(Uint8Array.from([0x3e, rest.length, sub, count, ...rest]));
        expect(reports.length).toBeLessThanOrEqual(count);
        for (const { address, payload: own } of reports) {
          expect(address).toMatch(/^([\da-f]{2}:){5}[\da-f]{2}$/);
          readAdvertisement(own);
        }
      }),
      runs,
    );
  });
});
