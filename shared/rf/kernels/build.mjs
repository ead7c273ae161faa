// Builds idw.wasm from idw.c with clang, and the module that carries it as text, so that it loads anywhere without a path.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const flags = [
  '--target=wasm32',
  '-O3',
  '-msimd128',
  '-ffp-contract=off',
  '-nostdlib',
  '-Wl,--no-entry',
  '-Wl,--export=__heap_base',
  '-Wl,--strip-all',
];
const { status } = spawnSync('clang', [...flags, '-o', here('idw.wasm'), here('idw.c')], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);
const text = readFileSync(here('idw.wasm')).toString('base64');
const lines = text.match(/.{1,120}/g).map((line) => `  '${line}',`);
writeFileSync(
  here('idw-wasm.generated.ts'),
  `// Made by build.mjs from idw.wasm; do not edit.\nexport const idwWasmBase64 = [\n${lines.join('\n')}\n].join('');\n`,
);
process.stdout.write(`idw.wasm: ${Buffer.from(text, 'base64').length} bytes\n`);
