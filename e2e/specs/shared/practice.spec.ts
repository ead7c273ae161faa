// A newcomer opens the practice site, sees the signal, asks points and radios, and walks.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { root, Shell } from '../../support/shell.ts';
import { expect, test } from '../../support/test.ts';

const plan = (page: Page) => page.locator('.plan-area');

async function picture(page: Page, name: string): Promise<void> {
  const canvas = page.locator('.plan-canvas');
  if (await canvas.isVisible()) await expect(canvas).toHaveAttribute('data-tiles', 'here');
  await page.screenshot({ path: join(root, '.cache', 'images', `${name}.png`) });
}

async function openPractice(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Practice site' }).click();
  await expect(plan(page)).toHaveAttribute('data-heat', 'shown', { timeout: 60_000 });
}

test('a newcomer opens the practice site and sees the heatmap', async ({ groma }) => {
  await picture(groma, 'start');
  await openPractice(groma);
  await expect(groma.getByTestId('plan-size')).toHaveText('60.0 m × 36.0 m');
  for (let step = 0; step < 4; step++) await groma.keyboard.press('+');
  await groma.keyboard.press('0');
  await expect(groma.getByRole('img', { name: /^Legend/ })).toContainText('not measured');
  const box = await plan(groma).boundingBox();
  if (!box) throw new Error('no plan');
  await groma.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.45);
  await expect(groma.getByTestId('value')).toHaveText(/^−\d+\.\d dBm$/);
  await groma.mouse.move(box.x + 40, box.y + 60);
  await expect(groma.getByTestId('value')).toHaveText('not measured');
  await groma.waitForTimeout(800);
  await picture(groma, 'practice-heatmap');
});

test('one radio, a point with its readings, both floors, both themes, by mouse and by key', async ({ groma }) => {
  await openPractice(groma);
  const inspector = groma.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByLabel('Find a radio').fill('gf-ap-05');
  await inspector.getByRole('button', { name: /GF-AP-05/ }).click();
  await expect(inspector.getByRole('heading', { name: 'GF-AP-05' })).toBeVisible();
  await expect(plan(groma)).toHaveAttribute('data-heat', 'shown');
  await groma.waitForTimeout(500);
  await picture(groma, 'practice-radio');
  await inspector.getByRole('button', { name: 'All radios' }).click();

  // The walk's points are dense: one of a row of clicks hits one.
  const box = await plan(groma).boundingBox();
  if (!box) throw new Error('no plan');
  const point = inspector.getByRole('region', { name: 'Chosen point' });
  for (let step = 0; step < 40 && !(await point.isVisible()); step++) {
    await groma.mouse.click(box.x + box.width * (0.2 + step * 0.012), box.y + box.height * 0.46);
  }
  await expect(point).toContainText('radios heard');
  await groma.keyboard.press('Escape');
  await expect(point).toBeHidden();

  await groma.keyboard.press(']');
  await expect(groma.getByRole('banner').getByRole('button', { name: 'Level 1' })).toBeVisible();
  await expect(plan(groma)).toHaveAttribute('data-heat', 'shown');
  await groma.keyboard.press('Control+k');
  await groma.getByRole('combobox').fill('settings');
  await groma.keyboard.press('Enter');
  await groma.getByRole('button', { name: 'Light', exact: true }).click();
  await expect(groma.locator('html')).toHaveAttribute('data-theme', 'light');
  await groma.keyboard.press('g');
  await groma.keyboard.press('p');
  await expect(plan(groma)).toHaveAttribute('data-heat', 'shown');
  await groma.waitForTimeout(800);
  await picture(groma, 'practice-light');
});

test('a live walk is saved as it goes on', async ({ groma }) => {
  await openPractice(groma);
  const readings = () => groma.locator('#screen-status').innerText();
  const before = await readings();
  await groma.getByRole('button', { name: 'Start walk' }).click();
  const dialog = groma.getByRole('dialog', { name: /Walk/ });
  await dialog.getByRole('button', { name: 'By itself' }).click();
  await dialog.getByRole('button', { name: '5 times as fast', exact: true }).click();
  await dialog.getByRole('button', { name: 'Start walk' }).click();
  const bar = groma.getByRole('status', { name: 'Walk' });
  await expect(bar.getByText(/readings saved/)).toBeVisible();
  await expect.poll(() => bar.innerText()).toMatch(/[1-9]\d\d readings saved/);
  await picture(groma, 'practice-walk');

  // It goes on, and can be stopped, wherever the person looks meanwhile; also after the page was loaded anew.
  await groma.keyboard.press(']');
  await expect(bar.getByRole('button', { name: 'Show Ground floor' })).toBeVisible();
  await groma.reload();
  await expect(groma.getByRole('banner').getByRole('button', { name: 'Level 1' })).toBeVisible();
  await bar.getByRole('button', { name: 'Show Ground floor' }).click();
  await expect(groma.getByRole('banner').getByRole('button', { name: 'Ground floor' })).toBeVisible();
  // Looked for from before the click: on a slow machine the message may be gone when the click is reported.
  const told = expect(groma.getByText(/^Walk saved: /)).toBeVisible();
  await bar.getByRole('button', { name: 'Stop walk' }).click();
  await told;
  await expect(bar).toBeHidden();
  await expect.poll(readings).not.toBe(before);
});

test('how a walk ended is told wherever the person looks', async ({ groma }) => {
  await openPractice(groma);
  await groma.getByRole('button', { name: 'Start walk' }).click();
  const dialog = groma.getByRole('dialog', { name: /Walk/ });
  await dialog.getByRole('button', { name: 'By itself' }).click();
  await dialog.getByRole('button', { name: 'Start walk' }).click();
  await expect(groma.getByRole('status', { name: 'Walk' }).getByText(/readings saved/)).toBeVisible();
  await groma.getByRole('button', { name: 'Settings' }).click();
  await groma
    .getByRole('contentinfo')
    .getByRole('button', { name: /Walk on Ground floor/ })
    .click();
  await groma.getByRole('listitem').getByRole('button', { name: 'Cancel' }).click();
  await expect(groma.getByText(/^Walk saved: /)).toBeVisible();
});

test('what was measured, and its map, go out as files', async ({ groma, shell }) => {
  await openPractice(groma);
  await groma.getByRole('toolbar', { name: 'Plan' }).getByRole('button', { name: 'Export' }).click();
  const dialog = groma.getByRole('dialog', { name: 'Export Ground floor' });
  const written = async (ending: string) => {
    const file = await dialog.getByLabel('Write to').inputValue();
    expect(file.endsWith(ending)).toBe(true);
    expect(file.startsWith(shell.documents)).toBe(true);
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(dialog.getByText(/^Written: /)).toContainText(ending);
    return readFileSync(file);
  };
  expect((await written('-readings.csv')).toString()).toMatch(/^time,scan,floor,x_m,y_m,kind,radio,rssi_dbm/);
  await dialog.getByRole('button', { name: 'Map of the signal' }).click();
  expect((await written('-map.png')).subarray(1, 4).toString()).toBe('PNG');
  await dialog.getByLabel('Write to').fill('/nowhere/at/all.png');
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('There is no folder');
});

test('--lab opens the practice site at once; a second tab works, another browser does not get in', async ({
  page,
  browser,
}) => {
  const shell = new Shell();
  await shell.start(['--lab']);
  try {
    await page.goto(shell.url);
    await expect(plan(page)).toHaveAttribute('data-heat', 'shown', { timeout: 60_000 });
    const origin = new URL(shell.url).origin;
    const second = await page.context().newPage();
    await second.goto(origin);
    await expect(second.getByRole('heading', { name: 'Groma', exact: true })).toBeVisible();
    const stranger = await (await browser.newContext()).newPage();
    const answer = await stranger.goto(shell.url);
    expect(answer?.status()).toBe(403);
    await expect(stranger.locator('body')).toContainText('link');
  } finally {
    await shell.close();
  }
});
