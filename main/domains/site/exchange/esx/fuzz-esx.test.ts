// Changed files never bring the reader down, and a track is never read past its end.
import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import { esxOf } from '../../testing/esx-file.ts';
import { readProject } from '../read-project.ts';
import { readTrack, type TrackScan, writeTrack } from './track.ts';

/** `FUZZ_RUNS` for longer ones by hand. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 150);

const scan: fc.Arbitrary<TrackScan> = fc.record({
  scanning: fc.integer({ min: 0, max: 1_000 }),
  readings: fc.array(
    fc.record({
      timeMs: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
      measurement: fc.integer({ min: 0, max: 0xffff }),
      rssiDbm: fc.integer({ min: -128, max: 127 }),
      freqMhz: fc.option(fc.integer({ min: 0, max: 10_000 }), { nil: undefined }),
    }),
  ),
});

describe('tracks', () => {
  test('what was written is read', () => {
    fc.assert(fc.property(fc.array(scan), (scans) => void expect(readTrack(writeTrack(scans))).toEqual({ scans })));
  });

  test('any bytes, and any track cut off or changed', () => {
    const changed = fc
      .tuple(fc.array(scan, { minLength: 1 }), fc.nat(), fc.nat(255), fc.nat())
      .map(([scans, at, value, cut]) => {
        const bytes = writeTrack(scans);
        bytes[at % bytes.length] = value;
        return bytes.subarray(0, cut % (bytes.length + 1));
      });
    fc.assert(fc.property(fc.oneof(fc.uint8Array(), changed), (bytes) => void readTrack(bytes)));
  });
});

/** Every value of a JSON text may be another one. */
function changeJson(bytes: Uint8Array, at: number, value: unknown): Uint8Array {
  let count = 0;
  const text = new TextDecoder().decode(bytes);
  const walk = (each: unknown): unknown => {
    if (count++ === at) return value;
    if (Array.isArray(each)) return each.map(walk);
    if (typeof each === 'object' && each !== null)
      return Object.fromEntries(Object.entries(each).map(([name, inner]) => [name, walk(inner)]));
    return each;
  };
  return new TextEncoder().encode(JSON.stringify(walk(JSON.parse(text))));
}

describe('projects', () => {
  const members = unzipSync(esxOf());
  const lists = Object.keys(members).filter((name) => name.endsWith('.json'));
  const odd = fc.oneof(
    fc.constant(null),
    fc.double(),
    fc.string(),
    fc.constant([]),
    fc.constant({}),
    fc.constant([null]),
    fc.constant(-1e300),
  );

  test('any value of any member replaced by another', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...lists), fc.nat(120), odd, async (name, at, value) => {
        const bytes = members[name];
        if (!bytes) return;
        const file = zipSync({ ...members, [name]: changeJson(bytes, at, value) }, { level: 0 });
        try {
          await readProject(file, 'a.esx');
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns },
    );
  });

  test('any byte of the archive changed', async () => {
    const whole = zipSync(members);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, value) => {
        const bytes = whole.slice();
        bytes[at] = value;
        try {
          await readProject(bytes, 'a.esx');
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns },
    );
  });
});
