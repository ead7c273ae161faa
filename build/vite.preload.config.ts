// Preload: one CommonJS file, because a sandboxed preload cannot load anything else.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const path = (from: string) => fileURLToPath(new URL(`../${from}`, import.meta.url));

export default defineConfig({
  root: path('preload'),
  publicDir: false,
  build: {
    outDir: path('dist/preload'),
    emptyOutDir: true,
    target: 'chrome140',
    minify: false,
    lib: { entry: path('preload/preload.ts'), formats: ['cjs'], fileName: () => 'preload.cjs' },
    rolldownOptions: { external: ['electron'] },
  },
});
