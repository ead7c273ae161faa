// `npm run package:check`: packs the program for this system without Electron's own files (a stub stands in for them, so no network is
// needed), takes the archive apart, and starts the core and the browser shell from what it holds.
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { extractAll } from '@electron/asar';
import { node24, root, runNode } from './run.mjs';

const started = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'groma-package-'));
const electronVersion = JSON.parse(
  readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'),
).version;
const require = createRequire(import.meta.url);

function fail(message) {
  console.error(`package:check: ${message}`);
  rmSync(folder, { recursive: true, force: true });
  process.exit(1);
}

/** What electron-builder expects of an unpacked Electron for Linux; it renames the program and adds the application. */
function makeStub() {
  const stub = join(folder, 'electron');
  mkdirSync(join(stub, 'resources'), { recursive: true });
  mkdirSync(join(stub, 'locales'));
  writeFileSync(join(stub, 'electron'), '#!/bin/sh\necho "a stand-in for Electron"\n');
  chmodSync(join(stub, 'electron'), 0o755);
  writeFileSync(join(stub, 'version'), electronVersion);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', join('locales', 'en-US.pak')])
    writeFileSync(join(stub, name), '');
  return stub;
}

async function pack() {
  const config = join(folder, 'electron-builder.json');
  const own = {
    extends: join(root, 'electron-builder.yml'),
    electronDist: makeStub(),
    electronVersion,
    electronFuses: null,
    directories: { output: join(folder, 'out'), buildResources: join(root, 'build') },
  };
  writeFileSync(config, JSON.stringify(own));
  const builder = require.resolve('electron-builder/cli.js');
  const status = await runNode([builder, '--linux', 'dir', '--config', config, '--publish', 'never']);
  if (status !== 0) fail(`electron-builder ended with ${status}.`);
  const resources = join(folder, 'out', 'linux-unpacked', 'resources');
  if (!existsSync(join(resources, 'app.asar'))) fail('there is no app.asar in what was built.');
  // Beside the archive lie the native parts, under the same names.
  const app = join(folder, 'app');
  extractAll(join(resources, 'app.asar'), app);
  cpSync(join(resources, 'app.asar.unpacked'), app, { recursive: true });
  return app;
}

const filesOf = (path) => readdirSync(path, { recursive: true }).filter((name) => statSync(join(path, name)).isFile());

/** Everything that runs is there; sources, tests, types and packages for development are not. */
function checkContent(app) {
  const files = filesOf(app).map((name) => name.split(sep).join('/'));
  const wanted = [
    'package.json',
    'dist/main/electron.js',
    'dist/main/core.js',
    'dist/main/browser.js',
    'dist/main/workers/floorplan.js',
    'dist/main/workers/heatmap.js',
    'dist/main/migrations/0001_site.sql',
    'dist/preload/preload.cjs',
    'dist/renderer/index.html',
    'node_modules/pdfjs-dist/legacy/build/pdf.mjs',
  ];
  for (const name of wanted) if (!files.includes(name)) fail(`${name} is missing in the package.`);
  for (const ending of [/@napi-rs\/canvas-.*\.node$/, /@img\/sharp-.*\.node$/, /libvips.*\.so/]) {
    if (!files.some((name) => ending.test(name)))
      fail(`no file like ${ending} is in the package: a native part is missing.`);
  }
  const packages = [
    ...new Set(
      files
        .filter((name) => name.startsWith('node_modules/'))
        .map((name) =>
          name
            .split('/')
            .slice(1, name.startsWith('node_modules/@') ? 3 : 2)
            .join('/'),
        ),
    ),
  ];
  const allowed = [
    /^@napi-rs\/canvas(-.*)?$/,
    /^pdfjs-dist$/,
    /^sharp$/,
    /^@img\/(sharp-.*|colour)$/,
    /^detect-libc$/,
    /^semver$/,
  ];
  const surplus = packages.filter((name) => !allowed.some((pattern) => pattern.test(name)));
  if (surplus.length > 0) fail(`these packages do not belong into the program: ${surplus.join(', ')}.`);
  const foreign = files.filter(
    (name) =>
      /(\.test\.|\.spec\.|\.tsx?$|\.map$)/.test(name) ||
      /^(main|renderer|shared|lab|preload|e2e|build|docs)\//.test(name),
  );
  if (foreign.length > 0)
    fail(
      `these files do not belong into the program: ${foreign.slice(0, 5).join(', ')}${foreign.length > 5 ? ` and ${foreign.length - 5} more` : ''}.`,
    );
  const bytes = files.reduce((sum, name) => sum + statSync(join(app, name)).size, 0);
  console.log(
    `package:check: ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, packages: ${packages.sort().join(', ')}.`,
  );
}

/** The shell from the package, in an empty folder: nothing of the project can be found from there. */
function startShell(app) {
  const home = join(folder, 'home');
  mkdirSync(home);
  const child = spawn(node24(), ['--disable-warning=ExperimentalWarning', join(app, 'dist', 'main', 'browser.js')], {
    cwd: home,
    env: { ...process.env, GROMA_HOME: join(home, 'data'), GROMA_NO_OPEN: '1', NODE_PATH: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error(`no link within 30 s: ${text}`)), 30_000);
    child.stdout.on('data', (data) => {
      text += data;
      const found = /http:\/\/\S+/.exec(text)?.[0];
      if (!found) return;
      clearTimeout(timer);
      resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${text}`)));
  });
  return { child, url };
}

/** Opens the first screen in a real browser, then the practice site: plan, readings and map come from the package's core and workers. */
async function tryInBrowser(url) {
  const { chromium } = await import('@playwright/test');
  const { findChromium } = await import('./chromium.mjs');
  const found = await findChromium();
  const browser = await chromium.launch({ executablePath: found.path, args: found.args, env: found.env });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.getByRole('heading', { name: 'Groma', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Practice site' }).click();
    await page.locator('.plan-area[data-heat="shown"]').waitFor({ timeout: 90_000 });
  } finally {
    await browser.close();
  }
}

/** A page with a line and a word: needs pdf.js, its fonts and the native canvas. */
const pdf = [
  '%PDF-1.4',
  '1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj',
  '2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj',
  '3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj',
  '4 0 obj <</Length 61>> stream',
  '20 20 m 380 20 l S BT /F 24 Tf 100 150 Td (Reception) Tj ET     ',
  'endstream endobj',
  '5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj',
  'trailer <</Root 1 0 R>>',
].join('\n');

/** The packaged command line imports a PDF. */
function tryCommandLine(app) {
  const home = join(folder, 'cli');
  mkdirSync(home);
  const plan = join(home, 'plan.pdf');
  const site = join(home, 'site.groma');
  writeFileSync(plan, pdf);
  for (const words of [
    ['site', 'create', site, '--name', 'Packed'],
    ['floorplan', 'import', plan, '--site', site, '--floor', 'F1', '--width-m', '40'],
  ]) {
    const { status, stderr } = spawnSync(
      node24(),
      ['--disable-warning=ExperimentalWarning', join(app, 'dist', 'main', 'cli.js'), ...words],
      {
        cwd: home,
        env: { ...process.env, GROMA_HOME: join(home, 'data'), NODE_PATH: '' },
        encoding: 'utf8',
      },
    );
    if (status !== 0) fail(`the packaged command line failed at "${words.slice(0, 2).join(' ')}": ${stderr}`);
  }
}

if (process.platform !== 'linux') {
  console.log('package:check: skipped, its stand-in for Electron is made for Linux.');
  process.exit(0);
}
const built = await runNode(['build/scripts/build.mjs']);
if (built !== 0) fail('the build failed.');
const app = await pack();
checkContent(app);
tryCommandLine(app);
const { child, url } = startShell(app);
try {
  await tryInBrowser(await url);
} catch (error) {
  child.kill();
  fail(`the packaged program does not work: ${error.message}`);
}
child.kill();
rmSync(folder, { recursive: true, force: true });
console.log(
  `package:check: the packaged core and page work (${relative(root, join(root, 'electron-builder.yml'))}), ${((performance.now() - started) / 1000).toFixed(1)} s.`,
);
