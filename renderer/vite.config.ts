// Builds the renderer: the page and its code, the same for the Electron and the browser shell.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    // The windows' content policy knows no inline scripts and no data: URLs for code.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'chrome140',
    chunkSizeWarningLimit: 1_500,
    // Of the packages that were bundled: their licences ask to be handed on.
    license: { fileName: 'licenses.md' },
  },
});
