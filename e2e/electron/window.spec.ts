// The real window, where Electron's program is: the same first steps as in the browser shell, and the page's walls.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { electronBinary } from '../../build/scripts/electron-binary.mjs';
import { root } from '../support/shell.ts';

const binary = electronBinary();
test.skip(binary === undefined, 'skipped: no Electron binary');

let home: string;
let app: ElectronApplication;
let page: Page;

async function launch(words: readonly string[] = []): Promise<void> {
  home = mkdtempSync(join(tmpdir(), 'groma-window-'));
  app = await _electron.launch({
    ...(binary ? { executablePath: binary } : {}),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root, ...words],
    env: { ...(process.env as Record<string, string>), GROMA_HOME: join(home, 'data') },
  });
  page = await app.firstWindow();
}

test.afterEach(async () => {
  await app?.close();
  if (home) rmSync(home, { recursive: true, force: true });
});

test('opens the practice site and shows its heatmap', async () => {
  await launch();
  await expect(page.getByRole('heading', { name: 'Groma', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Practice site' }).click();
  await expect(page.locator('.plan-area')).toHaveAttribute('data-heat', 'shown', { timeout: 90_000 });
  await expect(page.getByTestId('plan-size')).toHaveText('60.0 m × 36.0 m');
});

test('--lab opens the practice site at once', async () => {
  await launch(['--lab']);
  await expect(page.locator('.plan-area')).toHaveAttribute('data-heat', 'shown', { timeout: 90_000 });
});

test('the page has no Node, one frozen object, and its own origin', async () => {
  await launch();
  const seen = await page.evaluate(() => ({
    node: typeof (globalThis as { process?: unknown }).process,
    require: typeof (globalThis as { require?: unknown }).require,
    bridge: { ...(globalThis as unknown as { groma: object }).groma },
    isFrozen: Object.isFrozen((globalThis as unknown as { groma: object }).groma),
    origin: location.origin,
  }));
  expect(seen).toEqual({
    node: 'undefined',
    require: 'undefined',
    bridge: { version: 1, shell: 'electron' },
    isFrozen: true,
    origin: 'app://groma',
  });
  await expect(page.evaluate(() => fetch('https://example.com/').then(() => 'reached'))).rejects.toThrow();
});

test('the page opens no window and goes nowhere else', async () => {
  await launch();
  await expect(page.getByRole('heading', { name: 'Groma', exact: true })).toBeVisible();
  expect(await page.evaluate(() => window.open('http://127.0.0.1:9/') === null)).toBe(true);
  await page.evaluate(() => {
    location.href = 'http://127.0.0.1:9/';
  });
  await expect(page.getByRole('heading', { name: 'Groma', exact: true })).toBeVisible();
  expect(new URL(page.url()).host).toBe('groma');
  expect(app.windows()).toHaveLength(1);
});

test('the core is a process of its own: without it the window says so, and a reload starts it again', async () => {
  await launch();
  const start = page.getByRole('heading', { name: 'Groma', exact: true });
  await expect(start).toBeVisible();
  const core = await app.evaluate(
    ({ app: running }) => running.getAppMetrics().find(({ name }) => name === 'Groma core')?.pid,
  );
  if (core === undefined) throw new Error('no process of this name');
  process.kill(core, 'SIGKILL');
  await expect(page.getByRole('heading', { name: 'Groma is not running any more' })).toBeVisible();
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(start).toBeVisible();
});
