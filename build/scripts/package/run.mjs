// Runs what a package holds, far from the project: nothing of its node_modules can be found from there.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { node24 } from '../run.mjs';

const startWaitMs = 60_000;

/** An empty folder to stand in, and the environment of a person who starts Groma for the first time. */
function freshPlace(folder, name) {
  const cwd = join(folder, name);
  mkdirSync(cwd);
  const env = { ...process.env, GROMA_HOME: join(cwd, 'data'), GROMA_NO_OPEN: '1' };
  for (const unwanted of ['NODE_PATH', 'NODE_OPTIONS', 'GROMA_LOG']) delete env[unwanted];
  return { cwd, env };
}

function runOnce(words, place, what) {
  const { status, stderr, error } = spawnSync(node24(), ['--disable-warning=ExperimentalWarning', ...words], {
    ...place,
    encoding: 'utf8',
    timeout: startWaitMs,
  });
  if (status !== 0) throw new Error(`${what} failed: ${error?.message ?? stderr.trim()}`);
}

/** Stands in for Electron's main process: hands the core a port, asks it one thing, tells it to stop. */
const probe = (core) => `
import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
const { port1, port2 } = new MessageChannel();
const ofCore = new EventEmitter();
port1.on('message', (data) => ofCore.emit('message', { data }));
Object.assign(ofCore, { postMessage: (message) => port1.postMessage(message), start() {}, close: () => port1.close() });
const parentPort = new EventEmitter();
parentPort.postMessage = ({ type }) => process.exit(type === 'stopped' ? 0 : 1);
process.parentPort = parentPort;
await import(${JSON.stringify(pathToFileURL(core).href)});
port2.on('message', (message) => {
  if (message.id !== 1 && message.type !== 'failed') return;
  if (message.type === 'ok' && message.output.shell === 'electron') parentPort.emit('message', { data: { type: 'stop' }, ports: [] });
  else {
    console.error(JSON.stringify(message));
    process.exit(1);
  }
});
parentPort.emit('message', { data: { type: 'connect' }, ports: [ofCore] });
port2.postMessage({ type: 'request', id: 1, name: 'settings.getAppInfo', input: {} });
`;

/** The core as Electron's utility process runs it. */
export function tryCore(folder, app) {
  const place = freshPlace(folder, 'core');
  const file = join(place.cwd, 'probe.mjs');
  writeFileSync(file, probe(join(app, 'dist', 'main', 'core.js')));
  runOnce([file], place, 'the packaged core');
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

/** Packages of the radios are loaded only where there are radios; a package that lacks a part of them shows here. */
export function tryRadios(folder, app) {
  const place = freshPlace(folder, 'radios');
  const file = join(app, 'radios.cjs');
  const names = [
    'serialport',
    'dbus-next',
    'koffi',
    '@stoprocent/noble/lib/resolve-bindings',
    '@stoprocent/bluetooth-hci-socket',
  ];
  writeFileSync(file, `for (const name of ${JSON.stringify(names)}) require(name);\nprocess.exit(0);\n`);
  runOnce([file], place, "loading the radios' packages");
  runOnce(
    [join(app, 'dist', 'main', 'cli.js'), 'survey', 'sources'],
    place,
    'the packaged command line at "survey sources"',
  );
}

/** Building models are read by a WebAssembly beside its package. */
export function tryModels(folder, app) {
  const file = join(app, 'models.cjs');
  writeFileSync(file, "new (require('web-ifc').IfcAPI)().Init().then(() => process.exit(0));\n");
  runOnce([file], freshPlace(folder, 'models'), 'loading the reader of building models');
}

/** The command line imports a PDF. */
export function tryCommandLine(folder, app) {
  const place = freshPlace(folder, 'cli');
  const cli = join(app, 'dist', 'main', 'cli.js');
  const plan = join(place.cwd, 'plan.pdf');
  const site = join(place.cwd, 'site.groma');
  writeFileSync(plan, pdf);
  for (const words of [
    ['site', 'create', site, '--name', 'Packed'],
    ['floorplan', 'import', plan, '--site', site, '--floor', 'F1', '--width-m', '40'],
  ])
    runOnce([cli, ...words], place, `the packaged command line at "${words.slice(0, 2).join(' ')}"`);
}

function startShell(folder, app) {
  const child = spawn(node24(), ['--disable-warning=ExperimentalWarning', join(app, 'dist', 'main', 'browser.js')], {
    ...freshPlace(folder, 'browser'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error(`no link within ${startWaitMs / 1000} s: ${text}`)), startWaitMs);
    child.stdout.on('data', (data) => {
      text += data;
      const found = /http:\/\/\S+/.exec(text)?.[0];
      if (found) resolve(found);
    });
    void ended.then((code) => reject(new Error(`it ended with ${code}: ${text}`)));
    void ended.finally(() => clearTimeout(timer));
  });
  return {
    url,
    stop: () => {
      child.kill();
      return ended;
    },
  };
}

/** Opens the first screen in a real browser, then the practice site: plan, readings and map come from the package's core and workers. */
async function openPracticeSite(url) {
  const { chromium } = await import('@playwright/test');
  const { findChromium } = await import('../chromium.mjs');
  const found = await findChromium();
  const browser = await chromium.launch({ executablePath: found.path, args: found.args, env: found.env });
  try {
    const page = await browser.newPage();
    const complaints = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(url);
    await page.getByRole('heading', { name: 'Groma', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Practice site' }).click();
    await page.locator('.plan-area[data-heat="shown"]').waitFor({ timeout: 90_000 });
    if (complaints.length > 0) throw new Error(complaints.join('; '));
  } finally {
    await browser.close();
  }
}

/** The browser shell, seen by a person. */
export async function tryShell(folder, app) {
  const shell = startShell(folder, app);
  try {
    await openPracticeSite(await shell.url);
  } catch (error) {
    throw new Error(`the packaged program does not work: ${error.message}`, { cause: error });
  } finally {
    await shell.stop();
  }
}
