// What a package must hold and what it must not: everything that runs, and no sources, tests, types or packages for development.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fuseSentinel } from './pack.mjs';

const wanted = [
  'package.json',
  'dist/main/electron.js',
  'dist/main/core.js',
  'dist/main/browser.js',
  'dist/main/workers/floorplan.js',
  'dist/main/workers/heatmap.js',
  'dist/main/workers/project.js',
  'dist/main/workers/sources.js',
  'dist/main/migrations/0001_site.sql',
  'dist/main/migrations/0002_design.sql',
  'dist/main/migrations/0003_walls_are_objects.sql',
  'dist/main/migrations/0004_walks.sql',
  'dist/main/migrations/0005_active_tests.sql',
  'dist/main/migrations/0006_project_members.sql',
  'dist/main/licenses.md',
  'dist/preload/preload.cjs',
  'dist/renderer/index.html',
  'dist/renderer/licenses.md',
  'node_modules/pdfjs-dist/legacy/build/pdf.mjs',
  'node_modules/pdfjs-dist/legacy/build/pdf.worker.mjs',
  'node_modules/web-ifc/LICENSE.md',
  'node_modules/web-ifc/web-ifc-api-node.js',
  'node_modules/web-ifc/web-ifc-node.wasm',
];
const wantedLike = [
  /^dist\/renderer\/assets\/.*\.js$/,
  /@napi-rs\/canvas-[^/]+\/.*\.node$/,
  /@img\/sharp-(linux|linuxmusl)-[^/]+\/.*\.node$/,
  /@img\/sharp-libvips-[^/]+\/.*libvips.*\.so/,
  /@serialport\/bindings-cpp\/prebuilds\/.*\.node$/,
  /@koromix\/koffi-[^/]+\/.*\.node$/,
  /pdfjs-dist\/cmaps\//,
  /pdfjs-dist\/standard_fonts\//,
  /pdfjs-dist\/wasm\/.*\.wasm$/,
];
const allowedPackages = [
  /^@napi-rs\/canvas(-.*)?$/,
  /^pdfjs-dist$/,
  /^web-ifc$/,
  /^sharp$/,
  /^@img\/(sharp-.*|colour)$/,
  /^detect-libc$/,
  /^semver$/,
  /^(koffi|@koromix\/koffi-.*)$/,
  /^(serialport|@serialport\/.*|usb)$/,
  /^@stoprocent\/(noble|bluetooth-hci-socket)$/,
  /^(async|debug|ms|node-gyp-build)$/,
  /^(dbus-next|event-stream|duplexer|from|map-stream|pause-stream|split|stream-combiner|through)$/,
  /^(@nornagon\/put|hexy|jsbi|long|safe-buffer|sax|xml2js|xmlbuilder)$/,
];
const allowedPlaces = /^(package\.json$|dist\/(main|preload|renderer)\/|node_modules\/)/;
const foreignFile = /(\.(test|spec)\.[^/]+|\.[cm]?tsx?|\.map|\.tsbuildinfo)$/;
/** What the system loads itself, which cannot look into the archive. */
const nativeFile = /\.(node|dylib|dll|so(\.\d+)*)$/;

const filesOf = (path) =>
  readdirSync(path, { recursive: true })
    .filter((name) => statSync(join(path, name)).isFile())
    .map((name) => name.split(sep).join('/'));

const packageOf = (file) =>
  file
    .split('/')
    .slice(1, file.startsWith('node_modules/@') ? 3 : 2)
    .join('/');

const some = (names) => `${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;

/** @returns {string} one line about what is inside */
export function checkContent({ app, unpacked, licenses }) {
  const files = filesOf(app);
  const missing = [
    ...wanted.filter((name) => !files.includes(name)),
    ...wantedLike
      .filter((pattern) => !files.some((name) => pattern.test(name)))
      .map((pattern) => `a file like ${pattern}`),
  ];
  if (!existsSync(licenses) || !filesOf(licenses).some((name) => name.startsWith('sharp-libvips-')))
    missing.push('the licences of libvips');
  if (missing.length > 0) throw new Error(`the package lacks ${some(missing)}.`);
  const packages = [...new Set(files.filter((name) => name.startsWith('node_modules/')).map(packageOf))].sort();
  const surplus = packages.filter((name) => !allowedPackages.some((pattern) => pattern.test(name)));
  if (surplus.length > 0) throw new Error(`these packages do not belong into the program: ${some(surplus)}.`);
  const foreign = files.filter((name) => foreignFile.test(name) || !allowedPlaces.test(name));
  if (foreign.length > 0) throw new Error(`these files do not belong into the program: ${some(foreign)}.`);
  const locked = files.filter((name) => nativeFile.test(name) && !existsSync(join(unpacked, name)));
  if (locked.length > 0) throw new Error(`the system cannot load these from inside the archive: ${some(locked)}.`);
  const loose = filesOf(unpacked).filter((name) => name.startsWith('dist/'));
  if (loose.length > 0) throw new Error(`these lie outside of the archive that protects them: ${some(loose)}.`);
  const bytes = files.reduce((sum, name) => sum + statSync(join(app, name)).size, 0);
  return `${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, packages: ${packages.join(', ')}`;
}

/** In Electron's order; undefined is left as Electron has it. */
const fuses = [
  ['runs as plain Node', '0'],
  ['encrypts cookies', '1'],
  ['heeds NODE_OPTIONS', '0'],
  ['heeds --inspect', '0'],
  ['checks the archive', '1'],
  ['runs the archive only', '1'],
  ['has its own V8 snapshot', undefined],
  ['gives file: pages more rights', '0'],
];

/** The switches inside of the program are set as they are meant to be. */
export function checkFuses({ program }) {
  const text = readFileSync(program, 'latin1');
  const states = text.slice(text.indexOf(fuseSentinel) + fuseSentinel.length + 2);
  const wrong = fuses.filter(([, state], index) => state !== undefined && states[index] !== state);
  if (wrong.length > 0)
    throw new Error(`fuses are set wrongly: ${wrong.map(([what, state]) => `"${what}" must be ${state}`).join(', ')}.`);
}
