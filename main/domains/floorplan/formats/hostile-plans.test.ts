// Plan files that mean harm or are broken: each gets its own error or loses what is dangerous; none hangs, none runs.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  dxfBlock,
  dxfInsert,
  dxfLine,
  dxfOf,
  dxfRoom,
  encode,
  groups,
  lockedPdf,
  pdfOf,
  pngOf,
  svgBox,
  svgOf,
} from '../testing/plan-files.ts';
import { makePictures, makePreview } from './levels.ts';
import { openPlan } from './open-plan.ts';
import { sanitiseSvg } from './svg-sanitise.ts';

const open = (text: string, name: string) => openPlan(encode(text), name);
const svg = (body: string) => open(svgOf(body), 'a.svg');
const dxf = (entities: string, blocks?: string) =>
  open(dxfOf(entities, { unit: 6, ...(blocks === undefined ? {} : { blocks }) }), 'a.dxf');

describe('pictures', () => {
  test('a decompression bomb is refused by its header', async () => {
    const bomb = pngOf(100_000, 100_000, 100);
    expect(bomb.length).toBeLessThan(20_000);
    await expect(openPlan(bomb, 'bomb.png')).rejects.toMatchObject({
      code: 'plan_too_many_pixels',
      params: { megapixels: 10_000, limit: 220 },
    });
  });

  test('dimensions that no decoder takes are a damaged file', async () => {
    await expect(openPlan(pngOf(0x7fffffff, 0x7fffffff, 1), 'a.png')).rejects.toMatchObject({
      code: expect.stringMatching(/^plan_(damaged|too_many_pixels)$/),
    });
    await expect(openPlan(pngOf(0, 10, 0), 'a.png')).rejects.toMatchObject({ code: 'plan_damaged' });
  });

  test('a truncated picture is a damaged file, at whatever byte it ends', async () => {
    const bytes = pngOf(3_000, 2_000);
    for (const length of [8, 20, 33, 60, bytes.length - 60]) {
      const outcome = openPlan(bytes.slice(0, length), 'a.png').then((plan) => makePictures(plan, 'a.png'));
      await expect(outcome).rejects.toMatchObject({ code: 'plan_damaged' });
    }
  });

  test('rows that are missing are a damaged file', async () => {
    const plan = await openPlan(pngOf(3_000, 2_000, 500), 'a.png');
    await expect(makePictures(plan, 'a.png')).rejects.toMatchObject({ code: 'plan_damaged' });
    await expect(makePreview(plan, 300, 'a.png')).rejects.toMatchObject({ code: 'plan_damaged' });
  });

  test('200 megapixels go through as tiles', { timeout: 60_000 }, async () => {
    const plan = await openPlan(pngOf(20_000, 10_000), 'large.png');
    const { levels, tiles } = await makePictures(plan, 'large.png');
    expect(levels.map(({ widthPx, heightPx }) => [widthPx, heightPx])).toEqual([
      [2_048, 1_024],
      [2_500, 1_250],
      [5_000, 2_500],
      [10_000, 5_000],
      [20_000, 10_000],
    ]);
    for (const { level, columns, rows } of levels)
      expect(tiles.filter((tile) => tile.level === level)).toHaveLength(columns * rows);
  });
});

describe('SVG', () => {
  test('scripts, handlers, embedded pages and references are taken out, the drawing stays', () => {
    const { text, warnings, entities } = sanitiseSvg(
      svgOf(
        `${svgBox}<script>alert(1)</script><g onload="alert(2)"><a href="javascript:alert(3)"><line x1="0" y1="0" x2="9" y2="9"/></a></g>
        <foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="http://evil.invalid"/></body></foreignObject>
        <image href="http://evil.invalid/a.png" width="9" height="9"/><image xlink:href="file:///etc/passwd" width="9" height="9"/>
        <use href="other.svg#a"/><style>@import url(http://evil.invalid/a.css); rect { fill: url(http://evil.invalid) }</style>
        <rect style="fill:url(http://evil.invalid/x)" width="5" height="5"/><animate attributeName="href" to="javascript:1"/>
        <image href="data:image/svg+xml;base64,PHN2Zy8+" width="1" height="1"/><?php echo 1 ?>`,
      ),
      'a.svg',
    );
    expect(text).not.toMatch(/script|alert|evil|passwd|foreignObject|iframe|onload|import|animate|svg\+xml|php/i);
    expect(warnings.join()).toMatch(/script/);
    expect(warnings.join()).toMatch(/onload handlers/);
    expect(warnings.join()).toMatch(/references to other files/);
    expect([...entities.values()].reduce((sum, count) => sum + count)).toBeGreaterThan(1);
  });

  test('what is escaped in the file stays escaped', () => {
    const { text } = sanitiseSvg(
      svgOf(
        `<text x="1" y="1" fill="&quot;/&gt;&lt;script&gt;">&lt;script&gt;alert(1)&lt;/script&gt;</text><text><![CDATA[</text><script>]]></text>`,
      ),
      'a.svg',
    );
    expect(text).not.toMatch(/<script/);
  });

  test('a picture inside may be PNG or JPEG data only', () => {
    const { text } = sanitiseSvg(
      svgOf(`${svgBox}<image href="data:image/png;base64,iVBORw0=" width="9" height="9"/>`),
      'a',
    );
    expect(text).toContain('data:image/png;base64,iVBORw0=');
  });

  test('entities that grow without end are refused before they grow', async () => {
    const laughs = Array.from({ length: 9 }, (_each, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`);
    const text = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY l0 "ha">${laughs.join('')}]>${svgOf('<text>&l9;</text>')}`;
    await expect(open(text, 'a.svg')).rejects.toMatchObject({ code: 'plan_damaged' });
    const outside = `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svgOf('<text>&x;</text>')}`;
    await expect(open(outside, 'a.svg')).rejects.toMatchObject({ code: 'plan_damaged' });
    const plain = `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">${svgOf(svgBox)}`;
    await expect(open(plain, 'a.svg')).resolves.toMatchObject({ format: 'svg' });
  });

  test('groups nested without end', async () => {
    await expect(svg(`${'<g>'.repeat(10_000)}${'</g>'.repeat(10_000)}`)).rejects.toMatchObject({
      code: 'plan_nested_too_deep',
    });
    await expect(svg(`${'<x>'.repeat(10_000)}${'</x>'.repeat(10_000)}`)).rejects.toMatchObject({
      code: 'plan_nested_too_deep',
    });
  });

  test('too many elements', async () => {
    await expect(svg('<path d="M0 0L1 1"/>'.repeat(300_001))).rejects.toMatchObject({ code: 'plan_too_complex' });
  });

  test('use of use of use: rings and explosions', async () => {
    await expect(svg(`${svgBox}<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>`)).rejects.toMatchObject({
      code: 'plan_nested_too_deep',
    });
    const explosion = Array.from(
      { length: 12 },
      (_each, index) => `<g id="u${index + 1}">${`<use href="#u${index}"/>`.repeat(10)}</g>`,
    );
    await expect(svg(`<g id="u0">${svgBox}</g>${explosion.join('')}`)).rejects.toMatchObject({
      code: 'plan_too_complex',
    });
  });

  test('patterns, masks and markers that fill each other grow no faster than `use` may', async () => {
    const nested = (attribute: (id: string) => string, element: string) => {
      const levels = Array.from({ length: 10 }, (_, level) => {
        const inside = level === 0 ? svgBox : `<rect width="9" height="9" ${attribute(`p${level - 1}`)}/>`.repeat(10);
        return `<${element} id="p${level}" width="9" height="9">${inside}</${element}>`;
      });
      return `${levels.join('')}<rect width="9" height="9" ${attribute('p9')}/>`;
    };
    for (const [element, attribute] of [
      ['pattern', (id: string) => `fill="url(#${id})"`],
      ['pattern', (id: string) => `style="stroke: url('#${id}')"`],
      ['mask', (id: string) => `mask="url(#${id})"`],
      ['marker', (id: string) => `marker-mid="url(#${id})"`],
    ] as const) {
      await expect(svg(`<defs>${nested(attribute, element)}</defs>`), element).rejects.toMatchObject({
        code: 'plan_too_complex',
      });
    }
    const { text } = sanitiseSvg(
      svgOf(`${svgBox}<style>rect { fill: url(#p9) } line { fill: u\\72l(#p9) }</style>`),
      'a.svg',
    );
    expect(text).not.toContain('p9');
  });

  test('hundreds of thousands of uses in one group, and endless words in a transform, are read at once', async () => {
    await expect(svg(`<g id="a">${'<use href="#b"/>'.repeat(250_000)}</g>${svgBox}`)).resolves.toBeDefined();
    await expect(svg(`<g transform="${'a'.repeat(200_000)}">${svgBox}</g>`)).resolves.toBeDefined();
    await expect(svg(`<g transform="${'rotate('.repeat(100_000)}">${svgBox}</g>`)).resolves.toBeDefined();
  });

  test.each([
    ['no size', '<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>', 'plan_damaged'],
    ['nothing in it', svgOf(''), 'plan_no_content'],
    ['a size of zero', svgOf(svgBox, 'width="0" height="0"'), 'plan_damaged'],
    ['not closed', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g>', 'plan_damaged'],
    ['another root', '<!-- <svg> --><html><svg viewBox="0 0 1 1"/></html>', 'plan_damaged'],
  ])('%s', async (_what, text, code) => {
    await expect(open(text, 'a.svg')).rejects.toMatchObject({ code });
  });

  test.each(['0 0 1e308 1e308', '0 0 1e-300 1e-300', '-1e308 0 1e308 1e-9', '0 0 1e9 1'])(
    'a viewBox of %s is refused',
    async (box) => {
      await expect(open(svgOf(svgBox, `viewBox="${box}"`), 'a.svg')).rejects.toMatchObject({ code: 'plan_damaged' });
    },
  );
});

describe('PDF', () => {
  test('a password is asked for by nobody: its own error', async () => {
    await expect(openPlan(lockedPdf(), 'a.pdf')).rejects.toMatchObject({ code: 'pdf_password' });
  });

  test('damaged and cut files', async () => {
    const good = pdfOf([[600, 400]]);
    for (const length of [5, 40, 200]) {
      await expect(openPlan(good.slice(0, length), 'a.pdf')).rejects.toMatchObject({ code: 'plan_damaged' });
    }
    await expect(open('%PDF-1.7\nnothing of the kind', 'a.pdf')).rejects.toMatchObject({ code: 'plan_damaged' });
  });

  test('a page as large as a field is refused', async () => {
    await expect(openPlan(pdfOf([[1e7, 1e7]]), 'a.pdf')).rejects.toMatchObject({ code: 'plan_damaged' });
  });

  test('a page tree that bites its tail', async () => {
    const text =
      '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [2 0 R] /Count 1 >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF';
    await expect(open(text, 'a.pdf')).rejects.toMatchObject({ code: expect.stringMatching(/^plan_/) });
  });
});

describe('DXF', () => {
  test('400,000 entities are counted before anything is built of them', async () => {
    await expect(dxf(groups(0, 'POINT', 8, 0).repeat(400_000))).rejects.toMatchObject({
      code: 'plan_too_complex',
      params: { limit: 300_000 },
    });
  });

  test('blocks that insert themselves, and blocks that explode', async () => {
    const ring = dxfBlock('A', dxfInsert('B')) + dxfBlock('B', dxfInsert('A'));
    await expect(dxf(dxfRoom(4, 3, 0.1) + dxfInsert('A'), ring)).rejects.toMatchObject({
      code: 'plan_nested_too_deep',
    });
    const explosion = Array.from({ length: 9 }, (_each, index) =>
      dxfBlock(`B${index + 1}`, dxfInsert(`B${index}`).repeat(10)),
    );
    const blocks = dxfBlock('B0', dxfLine('0', 0, 0, 1, 1)) + explosion.join('');
    await expect(dxf(dxfInsert('B9'), blocks)).rejects.toMatchObject({ code: 'plan_too_complex' });
  });

  test.each([
    ['a billion rows', dxfInsert('A', 70, 1_000_000_000, 71, 1_000_000_000)],
    ['rows that are no number', dxfInsert('A', 70, 'x', 71, 1_000_000_000)],
  ])('an array of blocks with %s', async (_what, insert) => {
    const outcome = dxf(dxfRoom(4, 3, 0.1) + insert, dxfBlock('A', dxfLine('0', 0, 0, 1, 1)));
    await expect(outcome).rejects.toMatchObject({ code: 'plan_too_complex' });
  });

  test.each([
    ['an arc of endless turns', groups(0, 'ARC', 8, 0, 10, 5, 20, 5, 40, 2, 50, 0, 51, '1e300')],
    ['an arc of 10^12 degrees', groups(0, 'ARC', 8, 0, 10, 5, 20, 5, 40, 2, 50, 0, 51, '1e12')],
    ['an ellipse of endless turns', groups(0, 'ELLIPSE', 8, 0, 10, 5, 20, 5, 11, 1, 21, 0, 40, 0.5, 41, 0, 42, '1e15')],
    ['a coordinate of 1e308', dxfLine('0', '1e308', '-1e308', '-1e308', 5)],
    ['a coordinate that is no number', dxfLine('0', 'nan', 'x', 'Infinity', 5)],
    ['a circle of 1e300 m', groups(0, 'CIRCLE', 8, 0, 10, 5, 20, 5, 40, '1e300')],
    [
      'a spline without sense',
      groups(0, 'SPLINE', 8, 0, 71, 100_000, 72, 3, 73, 2, 40, 0, 40, 1, 10, 0, 20, 0, 10, 1, 20, 1),
    ],
    ['a bulge without end', groups(0, 'LWPOLYLINE', 8, 0, 90, 2, 70, 0, 10, 0, 20, 0, 42, '1e300', 10, 1, 20, 1)],
    ['a scale of 1e300', dxfInsert('A', 41, '1e300', 42, '1e300')],
  ])('%s beside a room leaves the room', async (_what, entity) => {
    const blocks = dxfBlock('A', dxfLine('0', 1, 1, 2, 2));
    const plan = await dxf(dxfRoom(40, 30, 2) + entity, blocks);
    for (const size of [plan.widthPx, plan.heightPx, plan.metresPerPixel ?? 0]) {
      expect(size).toBeGreaterThan(0);
      expect(size).toBeLessThan(1e6);
    }
    const room = plan.segments.filter(({ layer }) => layer === 'A-WALL');
    for (const { x1, y1 } of room) expect(Number.isFinite(x1 + y1)).toBe(true);
    await expect(makePreview(plan, 200, 'a.dxf')).resolves.toBeDefined();
  });

  test('text with markup in it is text in the picture', async () => {
    const label = groups(0, 'TEXT', 8, 0, 10, 5, 20, 5, 40, 2, 1, '</text><script>alert(1)</script>&');
    const plan = await dxf(dxfRoom(40, 30, 2) + label);
    await expect(makePreview(plan, 200, 'a.dxf')).resolves.toBeDefined();
  });

  test('comments before the first section do not tie the reader up', async () => {
    await expect(open(`${`999${'\n'.repeat(24)}`.repeat(150)}X`, 'a.dxf')).rejects.toMatchObject({
      code: 'plan_unknown_format',
    });
    await expect(open(groups(999, 'made by hand', 999, 'twice') + dxfOf(dxfRoom(4, 3, 1)), 'a')).resolves.toBeDefined();
    await expect(open(`${dxfOf(dxfRoom(4, 3, 1))}$INSUNITS${'\n'.repeat(300_000)}x`, 'a.dxf')).resolves.toBeDefined();
  });

  test('cut off in the middle, in text and in binary', async () => {
    const text = dxfOf(dxfRoom(40, 30, 2), { unit: 6 });
    const outcomes = await Promise.all(
      [30, 120, 200, text.length - 40].map((length) => open(text.slice(0, length), 'a.dxf').catch((error) => error)),
    );
    for (const outcome of outcomes) expect(outcome.code ?? 'read').toMatch(/^(read|plan_damaged|plan_no_content)$/);
    const binary = `AutoCAD Binary DXF\r\n\u001a\0\0SECTION\0\u0002HEADER`;
    await expect(open(binary, 'a.dxf')).rejects.toMatchObject({ code: 'plan_damaged' });
  });
});

test.each([
  ['empty', ''],
  ['one letter', 'a'],
  ['a zip', 'PK\u0003\u0004'],
  ['the start of a binary DXF', 'AutoCAD Binary DXF'],
  ['a page', '<html></html>'],
  ['zeros', '\0'.repeat(5_000)],
])('a file of another kind is told apart: %s', async (_what, text) => {
  await expect(open(text, 'a.bin')).rejects.toMatchObject({
    code: expect.stringMatching(/^plan_(unknown_format|damaged)$/),
  });
});

test('nothing is left behind in the folder for temporary files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'groma-hostile-'));
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    const plan = await openPlan(pngOf(3_000, 2_000, 500), 'a.png');
    await makePictures(plan, 'a.png').catch(() => undefined);
    await makePictures(await openPlan(pngOf(3_000, 2_000), 'a.png'), 'a.png');
    const { readdirSync } = await import('node:fs');
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(folder, { recursive: true, force: true });
    expect(existsSync(folder)).toBe(false);
  }
});
