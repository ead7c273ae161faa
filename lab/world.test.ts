// The practice world as a whole: one seed, one world; an office that could stand somewhere; files of it that show the same building.
import { describe, expect, test } from 'vitest';
import { makePracticeWorld } from './index.ts';
import { normal, seedFor, uniform } from './random.ts';

const world = makePracticeWorld(7);
const radios = world.floors.flatMap((floor) => floor.radios);

describe('one seed, one world', () => {
  test('the same seed gives the same bytes', () => {
    const again = makePracticeWorld(7);
    expect(JSON.stringify(again.floors)).toBe(JSON.stringify(world.floors));
    for (const [index, { planPdf }] of again.floors.entries())
      expect(Buffer.compare(planPdf, world.floors[index]?.planPdf ?? new Uint8Array())).toBe(0);
  });

  test('another seed moves beacons and readings, and leaves the building and its access points', () => {
    const other = makePracticeWorld(8);
    const [ours, theirs] = [world.floors[0], other.floors[0]];
    expect(theirs?.planSvg).toBe(ours?.planSvg);
    expect(theirs?.walls).toEqual(ours?.walls);
    expect(theirs?.radios.filter(({ kind }) => kind === 'wifi')).toEqual(
      ours?.radios.filter(({ kind }) => kind === 'wifi'),
    );
    expect(theirs?.radios.filter(({ kind }) => kind === 'ble')).not.toEqual(
      ours?.radios.filter(({ kind }) => kind === 'ble'),
    );
    expect(theirs?.survey).not.toEqual(ours?.survey);
  });

  test('random numbers are uniform, normal, and apart for each name', () => {
    const draw = uniform(1);
    const values = Array.from({ length: 20_000 }, draw);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    for (let tenth = 0; tenth < 10; tenth++)
      expect(values.filter((value) => Math.floor(value * 10) === tenth).length / 2_000).toBeCloseTo(1, 0.7);
    const gaussian = Array.from({ length: 20_000 }, normal(uniform(2)));
    const mean = gaussian.reduce((sum, value) => sum + value, 0) / gaussian.length;
    const variance = gaussian.reduce((sum, value) => sum + (value - mean) ** 2, 0) / gaussian.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.04);
    expect(gaussian.every(Number.isFinite)).toBe(true);
    expect(new Set(radios.map(({ key }) => seedFor(7, key))).size).toBe(radios.length);
    expect(seedFor(7, 'a')).not.toBe(seedFor(8, 'a'));
  });
});

describe('the office', () => {
  test('two storeys of 60 x 36 m, each with a plan, walls and a finished survey', () => {
    expect(world.floors.map(({ name, level }) => [name, level])).toEqual([
      ['Ground floor', 0],
      ['Level 1', 1],
    ]);
    for (const floor of world.floors) {
      expect([floor.widthM, floor.heightM]).toEqual([60, 36]);
      expect(floor.survey.length).toBeGreaterThan(200);
    }
  });

  test('24 access points and 40 beacons, each with an identity and a name of its own, inside the building', () => {
    expect(radios.filter(({ kind }) => kind === 'wifi')).toHaveLength(24);
    expect(radios.filter(({ kind }) => kind === 'ble')).toHaveLength(40);
    expect(new Set(radios.map(({ key }) => key)).size).toBe(64);
    expect(new Set(radios.map(({ name }) => name)).size).toBe(64);
    for (const { xM, yM, heightM } of radios) {
      expect(xM > 0 && xM < 60 && yM > 0 && yM < 36).toBe(true);
      // The building is an L: nothing hangs in the yard.
      expect(xM > 44 && yM > 25).toBe(false);
      expect(heightM > 1.5 && heightM < 3.6).toBe(true);
    }
  });

  test('access points lie apart, in the 5 GHz band, not two of a storey on one channel, addressed as no real device', () => {
    for (const floor of world.floors) {
      const points = floor.radios.filter(({ kind }) => kind === 'wifi');
      expect(new Set(points.map(({ freqMhz }) => freqMhz)).size).toBe(points.length);
      for (const [index, a] of points.entries()) {
        expect(a.freqMhz >= 5170 && a.freqMhz <= 5835).toBe(true);
        expect(Number.parseInt(a.key.slice(0, 2), 16) & 0b11).toBe(0b10);
        for (const b of points.slice(index + 1)) expect(Math.hypot(a.xM - b.xM, a.yM - b.yM)).toBeGreaterThan(5);
      }
    }
  });

  test('walls have a length, a material that is known, and stay inside the building', () => {
    for (const floor of world.floors) {
      expect(new Set(floor.walls.map(({ material }) => material))).toEqual(
        new Set(['brick', 'concrete', 'drywall', 'glass']),
      );
      for (const wall of floor.walls) {
        expect(Math.hypot(wall.x2M - wall.x1M, wall.y2M - wall.y1M)).toBeGreaterThan(0.05);
        for (const x of [wall.x1M, wall.x2M]) expect(x >= 0 && x <= 60).toBe(true);
        for (const y of [wall.y1M, wall.y2M]) expect(y >= 0 && y <= 36).toBe(true);
      }
    }
  });

  test('the pictures have the proportions of the building and are well formed', () => {
    for (const floor of world.floors) {
      expect(floor.planSvg).toMatch(/^<svg [^>]*viewBox="0 0 1200 720"/);
      expect(floor.planSvg).not.toMatch(/<script|NaN|undefined|Infinity/);
      expect(floor.planSvg.match(/<g /g)).toHaveLength(floor.planSvg.match(/<\/g>/g)?.length ?? -1);
      const pdf = Buffer.from(floor.planPdf).toString('latin1');
      const [, width = '', height = ''] = /MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
      // 1:100: 60 m are 600 mm of paper, in points of 1/72 inch.
      expect(Number(width)).toBeCloseTo((600 / 25.4) * 72, 2);
      expect(Number(height)).toBeCloseTo((360 / 25.4) * 72, 2);
      const offset = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(pdf)?.[1]);
      expect(pdf.slice(offset, offset + 4)).toBe('xref');
      expect(pdf).not.toMatch(/NaN|undefined|Infinity/);
      const rooms = [...floor.planSvg.matchAll(/<text [^>]*>([^<]+)</g)].map(([, name = '']) => name);
      expect(rooms.length).toBeGreaterThan(10);
      for (const room of rooms) expect(pdf).toContain(`(${room}) Tj`);
    }
  });
});
