// Any bytes at all: a plan comes out, or an error of the contract; never another exception and never a hang.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { planFileErrors } from '../../../../shared/contract/floorplan.ts';
import { isAppError } from '../../../../shared/errors/app-error.ts';
import { WorkerPool } from '../../../adapters/worker-pool.ts';
import {
  binaryDxf,
  dxfBlock,
  dxfInsert,
  dxfOf,
  dxfRoom,
  encode,
  groups,
  pdfOf,
  pngOf,
  svgBox,
  svgOf,
} from '../testing/plan-files.ts';
import { readWalls } from '../walls.ts';
import { makePreview } from './levels.ts';
import { openPlan } from './open-plan.ts';
import { layersOf } from './opened-plan.ts';

const promised: readonly string[] = planFileErrors;

async function tryOut(bytes: Uint8Array): Promise<void> {
  try {
    const plan = await openPlan(bytes, 'fuzz');
    expect(plan.widthPx).toBeGreaterThan(0);
    expect(plan.heightPx).toBeGreaterThan(0);
    for (const layer of layersOf(plan)) expect(Number.isFinite(layer.lineLength)).toBe(true);
    // Large ones are decoded elsewhere; here it is the readers that are tried.
    if (plan.widthPx * plan.heightPx < 4e6) await makePreview(plan, 64, 'fuzz');
  } catch (error) {
    if (!isAppError(error)) throw error;
    expect(promised).toContain(error.code);
  }
}

interface Change {
  readonly at: number;
  readonly remove: number;
  readonly insert: Uint8Array;
}

const insert = fc.oneof(
  fc.uint8Array({ maxLength: 12 }),
  fc
    .constantFrom(
      '-1',
      '1e308',
      'NaN',
      '0',
      '99999999999',
      '\n',
      '\r\n',
      '<',
      '>',
      '"',
      '&',
      '<g>',
      '</g>',
      '  0\nINSERT\n',
      'endobj',
      '/Kids',
    )
    .map(encode),
);
const change = fc.record({ at: fc.nat(), remove: fc.nat({ max: 24 }), insert });

function mutate(bytes: Uint8Array, changes: readonly Change[]): Uint8Array {
  return changes.reduce<Uint8Array>((now, { at, remove, insert: added }) => {
    const from = now.length === 0 ? 0 : at % now.length;
    return new Uint8Array(Buffer.concat([now.subarray(0, from), added, now.subarray(from + remove)]));
  }, bytes);
}

const blocks = dxfBlock('A', dxfRoom(2, 2, 0.2)) + dxfBlock('B', dxfInsert('A', 70, 2, 71, 2, 44, 3, 45, 3));
const curves =
  groups(0, 'ARC', 8, 'C', 10, 5, 20, 5, 40, 2, 50, 0, 51, 90) +
  groups(0, 'CIRCLE', 8, 'C', 10, 5, 20, 5, 40, 2) +
  groups(0, 'LWPOLYLINE', 8, 'C', 90, 3, 70, 1, 10, 0, 20, 0, 42, 0.5, 10, 1, 20, 1, 10, 2, 20, 0) +
  groups(0, 'ELLIPSE', 8, 'C', 10, 5, 20, 5, 11, 1, 21, 0, 40, 0.5, 41, 0, 42, 6) +
  groups(0, 'SPLINE', 8, 'C', 71, 2, 72, 6, 73, 3, 40, 0, 40, 0, 40, 0, 40, 1, 40, 1, 40, 1) +
  groups(10, 0, 20, 0, 10, 1, 20, 2, 10, 2, 20, 0) +
  groups(0, 'TEXT', 8, 'T', 10, 5, 20, 5, 40, 1, 1, 'Room %%u1');
const drawing = dxfOf(dxfRoom(40, 30, 2) + dxfInsert('B') + curves, { unit: 6, blocks });
const photograph = sharp({ create: { width: 60, height: 40, channels: 3, background: '#a50' } });
const seeds: Readonly<Record<string, Uint8Array>> = {
  png: pngOf(60, 40),
  jpg: new Uint8Array(await photograph.jpeg().withMetadata({ orientation: 6 }).toBuffer()),
  svg: encode(
    svgOf(
      `<defs><g id="a"><path d="M0 0h10v10zA5 5 0 0 1 9 9"/></g></defs><g id="A-WALL" transform="rotate(20) translate(5,5)"><use href="#a"/><polyline points="1,2 3,4 5,6"/></g>${svgBox}<text x="5" y="9">a&amp;b</text>`,
    ),
  ),
  pdf: pdfOf([
    [300, 200],
    [200, 300],
  ]),
  dxf: encode(drawing),
  'binary dxf': binaryDxf(drawing),
};

describe('fuzz', () => {
  test('random bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), tryOut), { numRuns: 300 });
  });

  test.each([
    '\u{89}PNG\r\n\u{1a}\n',
    '\u{ff}\u{d8}\u{ff}\u{e0}',
    '<svg ',
    '<?xml ?><svg viewBox="0 0 9 9">',
    '0\nSECTION\n2\n',
    'AutoCAD Binary DXF\r\n\u{1a}\0',
  ])('random bytes behind %j', async (head) => {
    const start = new Uint8Array(Buffer.from(head, 'latin1'));
    const property = fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), (bytes) =>
      tryOut(new Uint8Array(Buffer.concat([start, bytes]))),
    );
    await fc.assert(property, { numRuns: 120 });
  });

  test.each([
    ['png', 120],
    ['jpg', 120],
    ['svg', 300],
    ['dxf', 300],
    ['binary dxf', 200],
  ] as const)('changed %s files', { timeout: 60_000 }, async (format, numRuns) => {
    const seed = seeds[format] ?? new Uint8Array();
    await expect(openPlan(seed, 'seed')).resolves.toMatchObject({ format: format.split(' ').at(-1) });
    const property = fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) =>
      tryOut(mutate(seed, changes)),
    );
    await fc.assert(property, { numRuns });
  });

  test('changed pdf files, in the worker that reads them in the program', { timeout: 60_000 }, async () => {
    const pool = new WorkerPool();
    const folder = mkdtempSync(join(tmpdir(), 'groma-fuzz-'));
    const path = join(folder, 'fuzz.pdf');
    const property = fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
      writeFileSync(path, mutate(seeds['pdf'] ?? new Uint8Array(), changes));
      try {
        await pool.run('floorplan', { kind: 'preview', maxPx: 64, path, name: 'fuzz.pdf' }, { timeoutMs: 20_000 });
      } catch (error) {
        if (!isAppError(error)) throw error;
        expect(promised).toContain(error.code);
        expect(error.code).not.toBe('plan_takes_too_long');
      }
    });
    try {
      await fc.assert(property, { numRuns: 80 });
    } finally {
      await pool.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('wall files', () => {
    const csv = 'x1_m,y1_m,x2_m,y2_m,material\n0,0,5,0,drywall\n"1",2,3,4,\n';
    const json =
      '{"features":[{"geometry":{"type":"LineString","coordinates":[[0,0],[5,0]]},"properties":{"material":"brick"}}]}';
    for (const seed of [csv, json]) {
      fc.assert(
        fc.property(fc.array(change, { maxLength: 5 }), (changes) => {
          try {
            const { walls } = readWalls(new TextDecoder().decode(mutate(encode(seed), changes)), 'fuzz');
            for (const { x1M, y1M, x2M, y2M } of walls) expect([x1M, y1M, x2M, y2M].every(Number.isFinite)).toBe(true);
          } catch (error) {
            expect(isAppError(error, 'no_usable_rows')).toBe(true);
          }
        }),
        { numRuns: 300 },
      );
    }
  });
});
