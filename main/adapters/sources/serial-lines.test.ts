import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineJson } from './line-json.ts';
import { Nmea, readSentence } from './nmea.ts';
import { NrfSniffer } from './nrf-sniffer.ts';
import { portProblem } from './serial-source.ts';

const runs = { numRuns: Number(process.env['GROMA_FUZZ_RUNS'] ?? 1_000) };
const text = (line: string) => new TextEncoder().encode(line);
/** The same bytes in pieces of any size. */
function pieces(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0, index = 0; at < bytes.length; index++) {
    const size = Math.max(1, sizes[index % sizes.length] ?? 1);
    parts.push(bytes.subarray(at, at + size));
    at += size;
  }
  return parts;
}

const payload = '1aff4c000215f7826da64fa24e988024bc5b71e0893e0003002ac5';

describe('a scanner that prints JSON', () => {
  test('half a line at the start, garbage, a line without end: passed over', () => {
    const scanner = new LineJson();
    const line = JSON.stringify({ t: 5_000, addr: 'AA:BB:CC:00:00:01', rssi: -60, ch: 37, adv: payload });
    const reports = scanner.add(text(`rssi":-61,"adv":""}\n${line}\n{"addr":"x"}\n\u0000\u00ff\n`), 100_000);
    expect(reports).toEqual([
      {
        timeMs: 100_000,
        address: 'aa:bb:cc:00:00:01',
        addressType: 'public',
        rssiDbm: -60,
        payload: Uint8Array.from(Buffer.from(payload, 'hex')),
      },
    ]);
    expect(scanner.unreadable).toBe(3);
    expect(scanner.add(text('x'.repeat(5_000)), 0)).toEqual([]);
    expect(scanner.add(text(`\n${line}\n`), 100_100)).toHaveLength(1);
  });

  test('its clock tells when it was measured, however late the line came', () => {
    const scanner = new LineJson();
    const line = (t: number) => text(`${JSON.stringify({ t, addr: 'aa:bb:cc:00:00:01', rssi: -60, adv: payload })}\n`);
    expect(scanner.add(line(1_000), 50_000)[0]?.timeMs).toBe(50_000);
    expect(scanner.add(line(2_000), 51_800)[0]?.timeMs).toBe(51_000);
    // A scanner that was plugged in again counts from the beginning.
    expect(scanner.add(line(10), 60_000)[0]?.timeMs).toBe(60_000);
  });

  test('the same in pieces of any size', () => {
    const all = text(
      [1, 2, 3]
        .map((t) => JSON.stringify({ t, addr: 'aa:bb:cc:00:00:01', rssi: -t, adv: payload }))
        .join('\n')
        .concat('\n'),
    );
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (sizes) => {
        const scanner = new LineJson();
        expect(
          pieces(all, sizes)
            .flatMap((part) => scanner.add(part, 10))
            .map(({ rssiDbm }) => rssiDbm),
        ).toEqual([-1, -2, -3]);
      }),
      runs,
    );
  });
});

/** A frame of the sniffer's firmware, version 3. */
function nrfFrame(adv: Uint8Array, rssi: number, more: { flags?: number; pdu?: number } = {}): Uint8Array {
  const air = [
    ...Uint8Array.of(0xd6, 0xbe, 0x89, 0x8e),
    more.pdu ?? 0x40,
    adv.length + 6,
    0,
    1,
    0,
    0,
    0,
    0xab,
    0xcd,
    ...adv,
    1,
    2,
    3,
  ];
  const info = [10, more.flags ?? 1, 37, rssi, 0, 0, 0, 0, 0, 0];
  const length = info.length + air.length;
  const plain = [length & 0xff, length >> 8, 3, 1, 0, 0x02, ...info, ...air];
  const stuffed = plain.flatMap((byte) =>
    byte >= 0xab && byte <= 0xcd && [0xab, 0xbc, 0xcd].includes(byte) ? [0xcd, byte + 1] : [byte],
  );
  return Uint8Array.of(0xab, ...stuffed, 0xbc);
}

describe("Nordic's sniffer", () => {
  const adv = Uint8Array.from(Buffer.from(payload, 'hex'));
  test('an advertisement with its address, kind and signal, also where bytes had to be escaped', () => {
    expect(new NrfSniffer().add(nrfFrame(adv, 61), 7)).toEqual([
      { timeMs: 7, address: 'cd:ab:00:00:00:01', addressType: 'random', rssiDbm: -61, payload: adv },
    ]);
  });

  test('what was received with a wrong checksum, or is no advertisement, is left out', () => {
    const sniffer = new NrfSniffer();
    expect(sniffer.add(nrfFrame(adv, 61, { flags: 0 }), 7)).toEqual([]);
    expect(sniffer.add(nrfFrame(adv, 61, { pdu: 0x43 }), 7)).toEqual([]);
    expect(sniffer.add(nrfFrame(adv, 61, { pdu: 0x04 }), 7)[0]?.addressType).toBe('public');
  });

  test('begins in the middle of a frame, goes through noise, and finds the next one', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 60 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        (noise, sizes) => {
          const sniffer = new NrfSniffer();
          const all = Uint8Array.of(...noise, ...nrfFrame(adv, 61), ...nrfFrame(adv, 62));
          const found = pieces(all, sizes).flatMap((part) => sniffer.add(part, 7));
          expect(found.at(-1)?.rssiDbm).toBe(-62);
        },
      ),
      runs,
    );
  });
});

describe('a receiver of satellites', () => {
  test('sentences with a fix; none of a broken or an empty one', () => {
    const gga = '$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47';
    expect(readSentence(gga)).toEqual({
      latDeg: expect.closeTo(48.1173, 4),
      lonDeg: expect.closeTo(11.5167, 4),
      accuracyM: expect.closeTo(2.7, 5),
    });
    expect(readSentence('$GPRMC,123519,A,4807.038,S,01131.000,W,022.4,084.4,230394,003.1,W*65')).toEqual({
      latDeg: expect.closeTo(-48.1173, 4),
      lonDeg: expect.closeTo(-11.5167, 4),
    });
    expect(readSentence(gga.replace('4807', '4808'))).toBeUndefined();
    expect(readSentence('$GPGGA,123519,,,,,0,00,,,M,,M,,*66')).toBeUndefined();
    expect(readSentence('$GPGSV,1,1,00*79')).toBeUndefined();
  });

  test('any bytes, in any pieces, are no place on earth unless they say so', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (parts) => {
        const nmea = new Nmea();
        for (const part of parts)
          for (const { latDeg } of nmea.add(part)) expect(Math.abs(latDeg)).toBeLessThanOrEqual(90);
      }),
      runs,
    );
  });
});

test.each([
  ['Error: No such file or directory, cannot open /dev/ttyUSB9', 'portMissing'],
  ['Error: Permission denied, cannot open /dev/ttyUSB0', 'noPermission'],
  ['Error Resource temporarily unavailable Cannot lock port', 'portBusy'],
  ['Error: Unknown error code 31', 'unknown'],
])('%s is told as %s', (message, state) => {
  expect(portProblem(new Error(message)).state).toBe(state);
});
