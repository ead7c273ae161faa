// Labels of drawings need a font. A bare Linux has none, and no configuration that says so: then the fonts that pdf.js carries are used.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const systemConfiguration = '/etc/fonts/fonts.conf';

const configuration = (fonts: string, cache: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${cache}</cachedir>
</fontconfig>
`;

/**
 * Sets `FONTCONFIG_FILE` of this process where the system has no configuration of its own. Call before anything draws: the library
 * reads it once, and worker threads see it only when it was set on the main one.
 * @param folder Groma's own, for the configuration and the library's cache
 */
export function provideFonts(folder: string, system = systemConfiguration): void {
  const isSet = process.env['FONTCONFIG_FILE'] ?? process.env['FONTCONFIG_PATH'];
  if (process.platform !== 'linux' || isSet || existsSync(system)) return;
  const fonts = join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'standard_fonts');
  const file = join(folder, 'fonts.conf');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, configuration(fonts, join(folder, 'fonts-cache')));
    process.env['FONTCONFIG_FILE'] = file;
  } catch {
    // Without it labels stay empty; the core says itself what is wrong with its folder.
  }
}
