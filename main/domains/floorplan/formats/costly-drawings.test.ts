// Drawings that are allowed but cost much or reach far: what they may take is bounded, and what is left of them is usable.
import { describe, expect, test, vi } from 'vitest';
import { dxfOf, dxfRoom, encode, groups, pngOf, svgBox, svgOf } from '../testing/plan-files.ts';
import { wallsFromSegments } from '../walls.ts';
import { makePreview } from './levels.ts';
import { openPlan } from './open-plan.ts';
import { layersOf } from './opened-plan.ts';
import { sanitiseSvg } from './svg-sanitise.ts';

// One second instead of the program's minute: the deadline itself is what is tried.
vi.mock('./limits.ts', async (importOriginal) => {
  const { limits } = await importOriginal<typeof import('./limits.ts')>();
  return { limits: { ...limits, drawSeconds: 1 } };
});

const svg = (body: string) => openPlan(encode(svgOf(body)), 'a.svg');

describe('coordinates beyond any drawing', () => {
  test.each([
    ['a line from end to end of all numbers', '<line x1="1e308" y1="-1e308" x2="-1e308" y2="1e308"/>'],
    ['a path that walks on until it overflows', '<path d="M0 0l1e308 1e308l1e308 1e308"/>'],
    ['scales of scales', '<g transform="scale(1e200)"><g transform="scale(1e200)"><path d="M1 1L5 5"/></g></g>'],
    ['a matrix whose sums are no numbers', '<line x1="9" y1="-9" transform="matrix(1e308 1e308 1e308 1e308 1 1)"/>'],
    ['points a light year away', '<polyline points="0,0 1e16,1e16 -1e16,5"/>'],
  ])('%s', async (_what, body) => {
    const plan = await svg(`<g id="A-WALL">${body}</g>${svgBox}`);
    expect(plan.segments).toHaveLength(4);
    for (const { lineLength } of layersOf(plan)) expect(lineLength).toBeLessThan(1e5);
    await expect(makePreview(plan, 200, 'a.svg')).resolves.toMatchObject({ widthPx: 200, heightPx: 150 });
  });

  test('no wall lies farther away than the program believes in', () => {
    const line = (end: number) => ({ x1: 0, y1: 0, x2: end, y2: 5, layer: 'A-WALL' });
    const scale = { metresPerPixel: 1, originXM: 0, originYM: 0 };
    const walls = wallsFromSegments([line(99_999), line(100_001), line(Number.NaN), line(1e300)], scale, new Map());
    expect(walls.map(({ x2M }) => x2M)).toEqual([99_999]);
  });
});

describe('labels', () => {
  test('of millions of letters are cut, and it is said', async () => {
    const plan = await svg(`<text x="1" y="90">${'a'.repeat(2_000_000)}</text>${svgBox}`);
    expect(plan.warnings.join()).toMatch(/very long label/);
    await expect(makePreview(plan, 200, 'a.svg')).resolves.toBeDefined();
  });

  test('in many pieces count as the one label that they are; the next has its own length', () => {
    const { text } = sanitiseSvg(
      svgOf(`<text>${`<tspan>${'§'.repeat(90)}</tspan>`.repeat(50)}</text><text>${'¶'.repeat(90)}</text>${svgBox}`),
      'a.svg',
    );
    expect([text.match(/§/g)?.length, text.match(/¶/g)?.length]).toEqual([500, 90]);
  });

  test('of a book are refused', async () => {
    await expect(svg(`<text>${'a'.repeat(400)}</text>`.repeat(501))).rejects.toMatchObject({
      code: 'plan_too_complex',
      params: { things: 'letters' },
    });
  });

  test('of a DXF are cut as well', async () => {
    const label = groups(0, 'TEXT', 8, 'T', 10, 5, 20, 5, 40, 2, 1, 'a'.repeat(1_000_000));
    const plan = await openPlan(encode(dxfOf(dxfRoom(40, 30, 2) + label, { unit: 6 })), 'a.dxf');
    await expect(makePreview(plan, 200, 'a.dxf')).resolves.toBeDefined();
  });
});

describe('drawing', () => {
  test('that goes on and on is ended, with a sentence', { timeout: 60_000 }, async () => {
    const zigzag = `<path fill="none" stroke="#000" d="M0 0${'L400 300L0 10'.repeat(15_000)}"/>`;
    const plan = await svg(zigzag);
    await expect(makePreview(plan, 2_048, 'a.svg')).rejects.toMatchObject({
      code: 'plan_takes_too_long',
      params: { file: 'a.svg', seconds: 1 },
    });
  });

  test.each([
    ['dashes finer than any dot', '<path d="M0 0L400 300" stroke="#000" stroke-dasharray="1e-7"/>'],
    [
      'a pattern of a million tiles',
      '<defs><pattern id="p" width="1e-4" height="1e-4" patternUnits="userSpaceOnUse"><rect width="1" height="1"/></pattern></defs><rect width="400" height="300" fill="url(#p)"/>',
    ],
    ['letters as large as a city', '<text x="1" y="90" font-size="1e9" letter-spacing="1e9">abc</text>'],
    ['strokes as wide as a field', '<path d="M0 0L400 300" stroke="#000" stroke-width="1e30"/>'],
  ])('%s is drawn at once', async (_what, body) => {
    const plan = await svg(body + svgBox);
    await expect(makePreview(plan, 200, 'a.svg')).resolves.toMatchObject({ widthPx: 200 });
  });

  test('a bomb of a picture inside of a drawing does not go off', async () => {
    const bomb = Buffer.from(pngOf(100_000, 100_000, 100)).toString('base64');
    const plan = await svg(`<image width="400" height="300" href="data:image/png;base64,${bomb}"/>${svgBox}`);
    const before = process.memoryUsage().rss;
    await makePreview(plan, 200, 'a.svg').catch((error: unknown) =>
      expect(error).toMatchObject({ code: 'plan_damaged' }),
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(1e9);
  });
});
