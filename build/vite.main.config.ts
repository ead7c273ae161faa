// Main: the core and its shells as flat ES modules for Node 24 in dist/main, their workers in dist/main/workers, the migrations
// beside them. What is native or finds its own files at run time stays outside.
import { cpSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const path = (from: string) => fileURLToPath(new URL(`../${from}`, import.meta.url));
const packages = [
  'electron',
  '@napi-rs/canvas',
  'pdfjs-dist',
  'sharp',
  '@stoprocent/noble',
  'serialport',
  'koffi',
  'dbus-next',
  'web-ifc',
];
const isExternal = (id: string): boolean =>
  id.startsWith('node:') ||
  builtinModules.includes(id) ||
  packages.some((name) => id === name || id.startsWith(`${name}/`));

const migrations: Plugin = {
  name: 'groma-migrations',
  writeBundle: () => cpSync(path('main/db/migrations'), path('dist/main/migrations'), { recursive: true }),
};

export default defineConfig({
  root: path('main'),
  plugins: [migrations],
  publicDir: false,
  // A build for Node that carries its packages with it.
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    outDir: path('dist/main'),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4_000,
    // Of the packages that were bundled: their licences ask to be handed on.
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      external: isExternal,
      input: {
        electron: path('main/shells/electron/main.ts'),
        core: path('main/shells/electron/core-process.ts'),
        browser: path('main/shells/browser/main.ts'),
        cli: path('main/shells/cli/main.ts'),
        'workers/floorplan': path('main/workers/floorplan.ts'),
        'workers/heatmap': path('main/workers/heatmap.ts'),
        'workers/project': path('main/workers/project.ts'),
        'workers/sources': path('main/adapters/sources/process.ts'),
      },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
