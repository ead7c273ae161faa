// e2e: `browser` drives the built browser shell in Chromium, always; `electron` drives the window where Electron's binary is.
import { defineConfig } from '@playwright/test';

const seconds = 1_000;
export default defineConfig({
  outputDir: '../.cache/e2e',
  fullyParallel: false,
  workers: 1,
  timeout: 120 * seconds,
  expect: { timeout: 20 * seconds },
  reporter: [['list'], ['./support/skip-reasons.ts']],
  forbidOnly: Boolean(process.env['CI']),
  use: {
    actionTimeout: 15 * seconds,
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      ...(process.env['GROMA_CHROMIUM'] ? { executablePath: process.env['GROMA_CHROMIUM'] } : {}),
      args: JSON.parse(process.env['GROMA_CHROMIUM_ARGS'] ?? '[]') as string[],
    },
  },
  projects: [
    { name: 'browser', testDir: 'specs/shared' },
    { name: 'electron', testDir: 'electron' },
  ],
});
