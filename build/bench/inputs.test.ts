// The inputs must be those that every other implementation is measured with, bit by bit.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { interpolateIdw } from '../../shared/rf/kernels/idw.ts';
import { floorHeightM, floorWidthM, mulberry32, radioCount, surveyedFloor } from './inputs.ts';

const reference = join(import.meta.dirname, '..', '..', '..', 'shared', 'bench', 'inputs.mjs');
const isThere = existsSync(reference);

interface Reference {
  W: number;
  H: number;
  NAP: number;
  mulberry32(seed: number): () => number;
  readings(count: number): { x: Float32Array; y: Float32Array; rssi: Float32Array[] };
}

describe(`bench inputs${isThere ? '' : ' (compared with nothing: ../shared/bench/inputs.mjs is not here)'}`, () => {
  it.skipIf(!isThere).each([2_000, 20_000])('are the shared ones, %i places', async (count) => {
    const shared = (await import(pathToFileURL(reference).href)) as Reference;
    expect([floorWidthM, floorHeightM, radioCount]).toEqual([shared.W, shared.H, shared.NAP]);
    const theirs = shared.readings(count);
    const ours = surveyedFloor(count);
    expect(ours.xM).toEqual(theirs.x);
    expect(ours.yM).toEqual(theirs.y);
    expect(ours.valuesDbm).toEqual(theirs.rssi);
  });

  it('come from mulberry32', () => {
    const random = mulberry32(1);
    expect([random(), random(), random()]).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522]);
  });

  it('make the map that H1 checks', () => {
    const maps = interpolateIdw(
      surveyedFloor(2_000),
      { columns: 400, rows: 240, cellM: 0.25, leftM: 0, topM: 0 },
      Number.POSITIVE_INFINITY,
    );
    const mean = maps.reduce((sum, value) => sum + value, 0) / maps.length;
    expect(mean).toBeCloseTo(-77.5566, 4);
  });
});
