import { describe, expect, test } from 'vitest';
import { schemaOf } from '../model/design.ts';
import { antennaOf, gainDbi, libraryAntennas, planeOf } from './antennas.ts';
import { bandOf, centreMhz, channelOf } from './channels.ts';
import { libraryMaterials, Materials } from './materials.ts';

describe('antennas', () => {
  test('lose 3 dB at half of their beamwidth and never more than their front-to-back ratio', () => {
    for (const antenna of libraryAntennas) {
      if (antenna.azimuthWidthDeg < 360)
        expect(gainDbi(antenna, antenna.azimuthWidthDeg / 2, 0)).toBeCloseTo(antenna.gainDbi - 3, 9);
      expect(gainDbi(antenna, 0, -antenna.elevationWidthDeg / 2)).toBeCloseTo(antenna.gainDbi - 3, 9);
      const least = Math.min(...planeOf(antenna, 'azimuth'), ...planeOf(antenna, 'elevation'));
      expect(least).toBeGreaterThanOrEqual(-antenna.frontToBackDb);
    }
  });

  test('turn once around: left and right are alike, 350 degrees is 10 to the left', () => {
    const patch = antennaOf('patch-60');
    expect(gainDbi(patch, 350, 0)).toBe(gainDbi(patch, 10, 0));
    expect(gainDbi(patch, -370, 0)).toBe(gainDbi(patch, 10, 0));
    expect(antennaOf('no such one').id).toBe('omni');
  });
});

describe('materials', () => {
  test('of the library are materials that a site could hold, with more loss the higher the band', () => {
    for (const material of libraryMaterials) {
      expect(schemaOf('material').safeParse(material).error).toBeUndefined();
      expect(material.lossDb['2.4']).toBeLessThanOrEqual(material.lossDb['5']);
      expect(material.lossDb['5']).toBeLessThanOrEqual(material.lossDb['6']);
    }
    expect(new Set(libraryMaterials.map(({ key }) => key)).size).toBe(libraryMaterials.length);
  });

  test("of a site take the place of the library's; what nobody knows attenuates as drywall", () => {
    const [drywall] = libraryMaterials;
    if (!drywall) throw new Error('no materials');
    const own = { ...drywall, lossDb: { '2.4': 9, '5': 9, '6': 9 } };
    const materials = new Materials([{ objectId: 'x' as never, kind: 'material', fields: own }]);
    expect(materials.of('Drywall').lossDb['5']).toBe(9);
    expect(materials.of('papier')).toMatchObject({ key: 'papier', name: 'papier', lossDb: { '5': 9 } });
    expect(materials.has('papier')).toBe(false);
  });
});

test('channels and frequencies, to and fro', () => {
  for (const [band, channel, freqMhz] of [
    ['2.4', 1, 2412],
    ['2.4', 13, 2472],
    ['2.4', 14, 2484],
    ['5', 36, 5180],
    ['5', 177, 5885],
    ['6', 1, 5955],
    ['6', 2, 5935],
    ['6', 233, 7115],
  ] as const) {
    expect(centreMhz(band, channel)).toBe(freqMhz);
    expect([bandOf(freqMhz), channelOf(freqMhz)]).toEqual([band, channel]);
  }
  expect([bandOf(900), channelOf(900)]).toEqual([undefined, undefined]);
});
