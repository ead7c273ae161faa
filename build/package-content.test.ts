// What package:check says about a package that holds too little, too much, or the right things in the wrong place.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkContent, checkFuses } from './scripts/package/content.mjs';

const native = [
  'node_modules/@napi-rs/canvas-linux-x64-gnu/skia.linux-x64-gnu.node',
  'node_modules/@img/sharp-linux-x64/lib/sharp.node',
  'node_modules/@img/sharp-libvips-linux-x64/lib/libvips-cpp.so.8.18',
  'node_modules/@serialport/bindings-cpp/prebuilds/linux-x64/node.napi.glibc.node',
  'node_modules/@koromix/koffi-linux-x64/linux_x64/koffi.node',
];
const inArchive = [
  'package.json',
  ...[
    'electron.js',
    'core.js',
    'browser.js',
    'workers/floorplan.js',
    'workers/heatmap.js',
    'workers/project.js',
    'workers/sources.js',
    'licenses.md',
  ].map((name) => `dist/main/${name}`),
  ...[
    '0001_site',
    '0002_design',
    '0003_walls_are_objects',
    '0004_walks',
    '0005_active_tests',
    '0006_project_members',
  ].map((name) => `dist/main/migrations/${name}.sql`),
  'dist/preload/preload.cjs',
  ...['index.html', 'licenses.md', 'assets/index.js'].map((name) => `dist/renderer/${name}`),
  ...[
    'legacy/build/pdf.mjs',
    'legacy/build/pdf.worker.mjs',
    'cmaps/H.bcmap',
    'standard_fonts/F.pfb',
    'wasm/jbig2.wasm',
  ].map((name) => `node_modules/pdfjs-dist/${name}`),
  ...['LICENSE.md', 'web-ifc-api-node.js', 'web-ifc-node.wasm'].map((name) => `node_modules/web-ifc/${name}`),
];

let folder: string;
const place = (name: string): string => join(folder, name);
const add = (where: string, name: string, text = ''): void => {
  mkdirSync(dirname(join(place(where), name)), { recursive: true });
  writeFileSync(join(place(where), name), text);
};
const check = (): string =>
  checkContent({ app: place('app'), unpacked: place('unpacked'), licenses: place('licenses') });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groma-content-'));
  for (const name of inArchive) add('app', name);
  for (const name of native) add('unpacked', name);
  cpSync(place('unpacked'), place('app'), { recursive: true });
  add('licenses', 'sharp-libvips-linux-x64/README.md');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the content of a package', () => {
  it('is accepted when it is complete', () => {
    expect(check()).toContain('pdfjs-dist');
  });

  it.each([...inArchive, ...native])('is refused without %s', (name) => {
    rmSync(join(place('app'), name));
    expect(check).toThrow('the package lacks');
  });

  it('is refused without the licences of libvips', () => {
    rmSync(place('licenses'), { recursive: true });
    expect(check).toThrow('the licences of libvips');
  });

  it.each([
    'main/core/create-core.ts',
    'lab/index.js',
    'e2e/playwright.config.js',
    'dist/built',
    'dist/main/core.js.map',
    'dist/main/core.test.js',
    'node_modules/pdfjs-dist/types/a.d.ts',
  ])('is refused with %s', (name) => {
    add('app', name);
    expect(check).toThrow(`do not belong into the program: ${name}`);
  });

  it.each(['vite', '@playwright/test', 'electron'])('is refused with the package %s', (name) => {
    add('app', `node_modules/${name}/index.js`);
    expect(check).toThrow(`these packages do not belong into the program: ${name}`);
  });

  it.each(native)('is refused with %s inside the archive', (name) => {
    rmSync(join(place('unpacked'), name));
    expect(check).toThrow(`cannot load these from inside the archive: ${name}`);
  });

  it('is refused with code of ours outside of the archive', () => {
    add('unpacked', 'dist/main/core.js');
    expect(check).toThrow('outside of the archive that protects them');
  });
});

describe('the fuses', () => {
  const program = (states: string): string => {
    add('.', 'groma', `…dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0008${states}…`);
    return place('groma');
  };

  it('are accepted as the configuration sets them, the snapshot either way', () => {
    for (const states of ['01001100', '01001110']) expect(() => checkFuses({ program: program(states) })).not.toThrow();
  });

  it.each(['10110001', '11001100', '01000100', '01001000', '01001101', ''])('are refused as %s', (states) => {
    expect(() => checkFuses({ program: program(states) })).toThrow('fuses are set wrongly');
  });

  it('are missed in a program that has none', () => {
    add('.', 'groma', 'x'.repeat(100));
    expect(() => checkFuses({ program: place('groma') })).toThrow('fuses');
  });
});
