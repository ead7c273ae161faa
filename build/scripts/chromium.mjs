// Finds a Chromium for tests: the one named by CHROMIUM_PATH, an installed one, else the one that an npm package carries.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

const installed = {
  linux: ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};
const software = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
/** Chromium refuses its sandbox to root; in tests it only sees pages of ours. */
const asRoot = () => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

/** @returns {Promise<{ path: string, args: string[], env: Record<string, string | undefined>, from: string }>} */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return { path: named, args: [...asRoot(), ...software], env: process.env, from: 'CHROMIUM_PATH' };
  const path = process.env.GROMA_NPM_CHROMIUM
    ? undefined
    : (installed[process.platform] ?? []).find((each) => existsSync(each));
  if (path) return { path, args: [...asRoot(), ...software], env: process.env, from: 'this system' };
  return fromPackage();
}

/** The package brings a font too, but its configuration looks for it in fixed places. Without any font Chromium cannot draw text. */
function fontConfiguration(folder) {
  const file = join(folder, 'fonts.conf');
  const folders = [join(folder, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts'];
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((each) => `  <dir>${each}</dir>`).join('\n')}
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`,
  );
  return file;
}

async function fromPackage() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('no Chrome or Chromium found; install one or set CHROMIUM_PATH');
  const folder = join(root, 'node_modules', '.cache', 'chromium');
  mkdirSync(folder, { recursive: true });
  // The package unpacks into the temp folder and reuses what lies there, so it gets one of its own. With this runtime's name it
  // also unpacks the libraries that a bare system lacks and puts them on LD_LIBRARY_PATH.
  const before = { TMPDIR: process.env.TMPDIR, LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH };
  process.env.TMPDIR = folder;
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs24.x';
  const { default: carried } = await import('@sparticuz/chromium');
  const path = await carried.executablePath();
  const env = { ...process.env };
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  if (before.TMPDIR === undefined) delete env.TMPDIR;
  else env.TMPDIR = before.TMPDIR;
  env.FONTCONFIG_FILE = fontConfiguration(folder);
  return {
    path,
    args: [...asRoot(), '--no-zygote', '--ignore-gpu-blocklist', ...software],
    env,
    from: 'its npm package',
  };
}
