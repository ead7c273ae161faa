// The house's rules that no other tool checks. Each first makes sure that it saw files: a rule over nothing proves nothing.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folders = ['main', 'preload', 'renderer', 'shared', 'lab', 'e2e', 'build'];
const isGenerated = (file: string) => /\.generated\.ts$|\.d\.ts$/.test(file);
const isTest = (file: string) => /\.(test|spec)\.tsx?$/.test(file);

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesOf(path);
    return /\.(ts|tsx|mjs|cjs|css)$/.test(entry.name) ? [path] : [];
  });
}
const files = folders.flatMap(filesOf).filter((file) => !isGenerated(file));
const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n').length;

describe('the house', () => {
  it('has files to look at', () => {
    expect(files.length).toBeGreaterThan(120);
    for (const folder of ['main', 'preload', 'renderer', 'shared', 'lab'])
      expect(files.some((file) => file.startsWith(folder))).toBe(true);
  });

  it('keeps files short: 400 lines, tests 600', () => {
    const long = files.filter((file) => linesOf(file) > (isTest(file) ? 601 : 401));
    expect(long, 'split these by what they are for').toEqual([]);
  });

  it('keeps the Electron shell under 600 lines', () => {
    const shell = files.filter(
      (file) => file.startsWith('main/shells/electron/') && !isTest(file) && !file.includes('/testing/'),
    );
    expect(shell.length).toBeGreaterThan(2);
    expect(shell.reduce((sum, file) => sum + linesOf(file), 0)).toBeLessThan(600);
  });

  it('opens each file with a sentence of what it is for', () => {
    const silent = files
      .filter((file) => /^(main|shared|preload|renderer|lab)\//.test(file) && /\.tsx?$/.test(file) && !isTest(file))
      .filter((file) => !/^\/[/*]/.test(readFileSync(file, 'utf8')));
    expect(silent).toEqual([]);
  });

  it('listens on the network in the browser shell alone', () => {
    const listening = files
      .filter((file) => /^(main|shared|preload|renderer)\//.test(file) && !isTest(file) && !file.includes('/testing/'))
      .filter((file) => /\b(createServer|createSecureServer|WebSocketServer)\b/.test(readFileSync(file, 'utf8')));
    expect(listening.length).toBeGreaterThan(0);
    expect(listening.filter((file) => !file.startsWith('main/shells/browser/'))).toEqual([]);
  });

  it('has one name for a domain everywhere', () => {
    const contract = readdirSync('shared/contract').map((name) => name.replace('.ts', ''));
    for (const domain of readdirSync('main/domains').filter((name) =>
      statSync(join('main/domains', name)).isDirectory(),
    )) {
      expect(contract, `shared/contract/${domain}.ts`).toContain(domain);
    }
    for (const feature of readdirSync('renderer/features'))
      expect([...contract, 'tasks'], `renderer/features/${feature}`).toContain(feature);
  });

  it('lets dependency-cruiser see the whole tree', () => {
    const report = JSON.parse(
      execFileSync(
        process.execPath,
        [
          'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
          '--config',
          'build/dependency-rules.cjs',
          '--output-type',
          'json',
          'main',
          'preload',
          'renderer',
          'shared',
          'lab',
        ],
        {
          encoding: 'utf8',
          maxBuffer: 256 * 1024 * 1024,
        },
      ),
    ) as {
      summary: { totalCruised: number; violations: { rule: { name: string }; from: string; to: string }[] };
      modules: { source: string; dependencies: unknown[] }[];
    };
    const sources = report.modules.filter(
      (module) => /\.tsx?$/.test(module.source) && !module.source.includes('node_modules'),
    );
    expect(sources.length).toBeGreaterThan(120);
    // Files without edges mean that the TypeScript in them was not understood.
    expect(sources.filter((module) => module.dependencies.length > 0).length).toBeGreaterThan(80);
    expect(report.summary.violations.map((each) => `${each.rule.name}: ${each.from} -> ${each.to}`)).toEqual([]);
  }, 120_000);
});
