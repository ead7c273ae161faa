// Offsets of receivers: found again in readings that fade, whatever single radios do.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareDevices, differencesOf, type PairedReading } from './device-offset.ts';

/** Standard normal, from a sequence that is the same every time (Park and Miller; Box and Muller). */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** A walk with both receivers: the device hears `offsetDb` too little, both fade on their own, and receivers round to whole dB. */
function sideBySide(
  offsetDb: number,
  { radios = 12, moments = 30, fadingDb = 4, radioDb = 0, seed = 7 } = {},
): PairedReading[][] {
  const normal = normals(seed);
  return Array.from({ length: radios }, (_, radio) => {
    const own = radioDb * normal();
    return Array.from({ length: moments }, (__, moment) => {
      const level = -50 - radio * 3 + 6 * Math.sin(moment / 3);
      const hear = (device: PairedReading['device'], lessDb: number): PairedReading => ({
        device,
        moment: String(moment),
        rssiDbm: Math.round(level - lessDb + fadingDb * normal()),
      });
      return [hear('reference', 0), hear('device', offsetDb + own)];
    }).flat();
  });
}
const compare = (radios: readonly (readonly PairedReading[])[]) =>
  compareDevices(radios.map((each) => differencesOf(each)));

test.each([-8, -2.5, 0, 3, 6])('an offset of %d dB is found within its error', (offsetDb) => {
  const found = compare(sideBySide(offsetDb));
  expect(found).toMatchObject({ radios: 12, moments: 360 });
  expect(Math.abs((found?.offsetDb ?? Number.NaN) - offsetDb)).toBeLessThan(1);
  // Two receivers that fade by 4 dB each.
  expect(found?.spreadDb).toBeGreaterThan(4);
  expect(found?.spreadDb).toBeLessThan(8);
});

test('the error that is said covers the error that is made', () => {
  const runs = Array.from({ length: 60 }, (_, seed) =>
    compare(sideBySide(4, { radioDb: 2, moments: 12, seed: seed + 1 })),
  );
  const within = runs.filter((found) => found && Math.abs(found.offsetDb - 4) <= 2 * found.standardErrorDb);
  // Two standard errors: 95 % of a normal one; medians of 12 radios come close.
  expect(within.length / runs.length).toBeGreaterThan(0.75);
});

test('one radio that only one of the two stands well for does not move it', () => {
  const radios = sideBySide(3);
  const odd =
    radios[0]?.map((each) => (each.device === 'device' ? { ...each, rssiDbm: each.rssiDbm - 40 } : each)) ?? [];
  const [whole, withOdd] = [compare(radios), compare([odd, ...radios.slice(1)])];
  expect(Math.abs((whole?.offsetDb ?? 0) - (withOdd?.offsetDb ?? 99))).toBeLessThan(0.6);
});

describe('too little', () => {
  test('one radio, few moments, or moments of their own are no comparison', () => {
    expect(compare(sideBySide(3, { radios: 1 }))).toBeUndefined();
    expect(compare(sideBySide(3, { radios: 3, moments: 3 }))).toBeUndefined();
    const apart = sideBySide(3).map((radio) =>
      radio.map((each) => (each.device === 'device' ? { ...each, moment: `later ${each.moment}` } : each)),
    );
    expect(compare(apart)).toBeUndefined();
  });
});

test('whoever is the reference: the other way round it is the negative', () => {
  const flipped = { reference: 'device', device: 'reference' } as const;
  fc.assert(
    fc.property(fc.double({ min: -10, max: 10, noNaN: true }), fc.integer({ min: 1, max: 1_000 }), (offsetDb, seed) => {
      const radios = sideBySide(offsetDb, { seed, moments: 11 });
      const back = radios.map((radio) => radio.map((each) => ({ ...each, device: flipped[each.device] })));
      expect(compare(back)?.offsetDb).toBeCloseTo(-(compare(radios)?.offsetDb ?? Number.NaN), 9);
    }),
    { numRuns: 30 },
  );
});
