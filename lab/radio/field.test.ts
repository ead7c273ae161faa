// The radio field against the figures that it claims: path-loss slope, wall and slab losses, shadowing, fading, sensitivity.
import { describe, expect, test } from 'vitest';
import type { WallPiece } from '../office/walls.ts';
import { uniform } from '../random.ts';
import {
  fadingSdDb,
  firstMetreLossDb,
  lossDb,
  pathLossExponent,
  RadioField,
  shadowingLengthM,
  shadowingSdDb,
} from './field.ts';
import type { Transmitter } from './transmitters.ts';

const radio = (index: number, more: Partial<Transmitter> = {}): Transmitter => ({
  key: `radio ${index}`,
  name: `radio ${index}`,
  kind: 'wifi',
  xM: 0,
  yM: 0,
  heightM: 1.2,
  txPowerDbm: 10,
  freqMhz: 5180,
  level: 0,
  ...more,
});
/** So many that a mean over them is known to a tenth of a decibel. */
const radios = Array.from({ length: 1_500 }, (_each, index) => radio(index));
const field = new RadioField(new Map(), radios, 7);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const sd = (values: readonly number[]): number => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
const correlation = (a: readonly number[], b: readonly number[]): number =>
  mean(a.map((value, index) => (value - mean(a)) * ((b[index] ?? 0) - mean(b)))) / (sd(a) * sd(b));
const at = (x: number, y = 0) => radios.map((each) => field.meanDbm(each, x, y, 0));

describe('path loss', () => {
  test('free space over the first metre: 46.7 dB at 5.18 GHz, 40.2 dB at 2.44 GHz (ITU-R P.525)', () => {
    expect(firstMetreLossDb(5180)).toBeCloseTo(46.74, 1);
    expect(firstMetreLossDb(2440)).toBeCloseTo(40.2, 1);
  });

  test('falls by 10 n dB a decade of distance', () => {
    const distances = [1, 2, 4, 8, 16, 32, 64];
    const decades = distances.map(Math.log10);
    const levels = distances.map((distance) => mean(at(distance)));
    const centre = mean(decades);
    const slope =
      mean(decades.map((decade, index) => (decade - centre) * ((levels[index] ?? 0) - mean(levels)))) /
      mean(decades.map((decade) => (decade - centre) ** 2));
    expect(slope).toBeCloseTo(-10 * pathLossExponent, 0);
    expect(levels[0]).toBeCloseTo(10 - 2 - 46.74, 0);
  });

  test('nearer than a metre it is as loud as at one metre, never infinite', () => {
    const still = new RadioField(new Map(), [], 7);
    expect(still.meanDbm(radio(0), 0, 0, 0)).toBe(still.meanDbm(radio(0), 1, 0, 0));
  });

  test('a wall in between takes its loss, one beside the line or on another storey nothing', () => {
    const wall = (material: WallPiece['material']): WallPiece => ({ x1M: 5, y1M: -3, x2M: 5, y2M: 3, material });
    for (const material of ['brick', 'concrete', 'drywall', 'glass'] as const)
      for (const freqMhz of [2440, 5180]) {
        const each = radio(1, { freqMhz });
        const walled = new RadioField(new Map([[0, [wall(material)]]]), [each], 7);
        const open = new RadioField(new Map([[1, [wall(material)]]]), [each], 7);
        const taken = (x: number, y: number) => open.meanDbm(each, x, y, 0) - walled.meanDbm(each, x, y, 0);
        expect(taken(10, 0)).toBeCloseTo(lossDb(material, freqMhz), 9);
        expect(taken(4, 0)).toBe(0);
        expect(taken(0, 10)).toBe(0);
      }
    expect(lossDb('concrete', 5180)).toBeGreaterThan(lossDb('brick', 5180));
    expect(lossDb('brick', 5180)).toBeGreaterThan(lossDb('drywall', 5180));
    expect(lossDb('brick', 5180)).toBeGreaterThan(lossDb('brick', 2440));
  });

  test('a slab takes 16 dB and the way through it', () => {
    const still = new RadioField(new Map(), [], 7);
    const away = Math.hypot(10, 3.6);
    const wanted = 16 + 10 * pathLossExponent * Math.log10(away / 10);
    expect(still.meanDbm(radio(0), 10, 0, 0) - still.meanDbm(radio(0), 10, 0, 1)).toBeCloseTo(wanted, 6);
    expect(still.meanDbm(radio(0, { level: 1 }), 10, 0, 0)).toBeCloseTo(still.meanDbm(radio(0), 10, 0, 1), 6);
  });
});

describe('shadowing', () => {
  test('has the spread that is claimed, around nothing, at any place', () => {
    for (const [x, y] of [
      [10, 0],
      [3, 17],
      [40, 30],
    ] as const) {
      const wanted = 8 - firstMetreLossDb(5180) - 10 * pathLossExponent * Math.log10(Math.hypot(x, y));
      expect(Math.abs(mean(at(x, y)) - wanted)).toBeLessThan(0.3);
      expect(Math.abs(sd(at(x, y)) / shadowingSdDb - 1)).toBeLessThan(0.06);
    }
  });

  test('is alike nearby and independent far away, in every direction', () => {
    for (const angle of [0, Math.PI / 4, Math.PI / 2])
      for (const distance of [0.5, 2, 4, 6, 16]) {
        const there = at(20 + distance * Math.cos(angle), 20 + distance * Math.sin(angle));
        const wanted = Math.exp(-(distance ** 2) / (2 * shadowingLengthM ** 2));
        expect(Math.abs(correlation(at(20, 20), there) - wanted)).toBeLessThan(0.08);
      }
  });

  test('is the same whenever it is asked for, another for another radio and another seed', () => {
    const [first, second] = radios;
    if (!first || !second) throw new Error('no radios');
    expect(field.meanDbm(first, 12, 5, 0)).toBe(field.meanDbm(first, 12, 5, 0));
    expect(field.meanDbm(first, 12, 5, 0)).not.toBe(field.meanDbm(second, 12, 5, 0));
    expect(new RadioField(new Map(), radios, 8).meanDbm(first, 12, 5, 0)).not.toBe(field.meanDbm(first, 12, 5, 0));
  });
});

describe('fading and sensitivity', () => {
  const heard = (meanDbm: number, kind: 'wifi' | 'ble', count = 10_000) => {
    const random = uniform(11);
    return Array.from({ length: count }, () => field.sampleDbm(meanDbm, kind, random)).filter(
      (value) => value !== undefined,
    );
  };

  test('whole decibels around the mean with the spread that is claimed', () => {
    const values = heard(-55, 'wifi');
    expect(values).toHaveLength(10_000);
    expect(values.every(Number.isInteger)).toBe(true);
    expect(Math.abs(mean(values) + 55)).toBeLessThan(0.1);
    // Rounding to whole decibels adds a twelfth to the variance.
    expect(Math.abs(sd(values) / Math.sqrt(fadingSdDb ** 2 + 1 / 12) - 1)).toBeLessThan(0.03);
  });

  test.each([
    ['wifi', -92],
    ['ble', -96],
  ] as const)('%s: everything well above the limit, half of it 3 dB above, nothing below', (kind, limit) => {
    expect(heard(limit + 20, kind)).toHaveLength(10_000);
    expect(Math.abs(heard(limit + 3, kind).length / 10_000 - 0.5)).toBeLessThan(0.05);
    expect(heard(limit - 15, kind)).toHaveLength(0);
    for (const value of heard(limit, kind)) expect(value).toBeGreaterThanOrEqual(limit);
  });
});
