import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { provideFonts } from './fonts.ts';

const folder = mkdtempSync(join(tmpdir(), 'groma-fonts-'));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(process.platform !== 'linux')('fonts', () => {
  it('come from the package where the system has no configuration', () => {
    vi.stubEnv('FONTCONFIG_FILE', undefined);
    vi.stubEnv('FONTCONFIG_PATH', undefined);
    provideFonts(folder, join(folder, 'nothing'));
    const file = process.env['FONTCONFIG_FILE'] ?? '';
    expect(file).toBe(join(folder, 'fonts.conf'));
    const fonts = /<dir>(.*standard_fonts)<\/dir>/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
    expect(existsSync(join(fonts, 'LiberationSans-Regular.ttf'))).toBe(true);
  });

  it("stay the system's where it has them, and the person's where they chose", () => {
    vi.stubEnv('FONTCONFIG_FILE', undefined);
    vi.stubEnv('FONTCONFIG_PATH', undefined);
    provideFonts(folder, import.meta.filename);
    expect(process.env['FONTCONFIG_FILE']).toBeUndefined();
    vi.stubEnv('FONTCONFIG_FILE', '/own/fonts.conf');
    provideFonts(folder, join(folder, 'nothing'));
    expect(process.env['FONTCONFIG_FILE']).toBe('/own/fonts.conf');
  });
});
