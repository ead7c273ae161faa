// A whole walk on the lab's live radios: stop and go, and continuous. Marks, undo, a leg again, pause, and what is on the plan after.
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../../support/shell.ts';
import { expect, test } from '../../support/test.ts';

const picture = (page: Page, name: string) => page.screenshot({ path: join(root, '.cache', 'images', `${name}.png`) });
const screen = (page: Page) => page.locator('.walk-screen');
const state = (page: Page, wanted: string) => expect(screen(page)).toHaveAttribute('data-state', wanted);

async function begin(page: Page, mode: 'Continuous' | 'Stop and go', dwellS?: number): Promise<void> {
  await page.getByRole('button', { name: 'Practice site' }).click();
  await expect(page.locator('.plan-area')).toHaveAttribute('data-heat', 'shown', { timeout: 60_000 });
  await page.getByRole('button', { name: 'Start walk' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('counted, never stored');
  await dialog.getByRole('button', { name: mode }).click();
  if (dwellS !== undefined) await dialog.getByLabel('Stand at each point for').fill(String(dwellS));
  await dialog.getByRole('button', { name: 'Start walk' }).click();
  await state(page, 'waiting');
}

async function tap(page: Page, x: number, y: number): Promise<void> {
  const box = await page.locator('.plan-canvas').boundingBox();
  if (!box) throw new Error('no plan');
  await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
}

async function readings(page: Page): Promise<number> {
  const text = await page.locator('.walk-top').innerText();
  return Number(/([\d,]+) readings/.exec(text)?.[1]?.replaceAll(',', ''));
}

test('continuous: turns, a mark and a leg taken back, a pause, and the map has grown', async ({ groma }) => {
  await begin(groma, 'Continuous');
  const here = groma.getByRole('button', { name: 'I am here' });
  await expect(here).toBeDisabled();
  await tap(groma, 0.4, 0.6);
  await expect(here).toBeEnabled();
  await groma.keyboard.press(' ');
  await state(groma, 'recording');
  await expect.poll(() => readings(groma), { timeout: 20_000 }).toBeGreaterThan(5);
  await tap(groma, 0.5, 0.6);
  await here.click();
  await expect(here).toBeDisabled();
  const marks = await screen(groma).getAttribute('data-marks');
  await tap(groma, 0.9, 0.9);
  await here.click();
  await expect(screen(groma)).not.toHaveAttribute('data-marks', marks ?? '');
  await groma.getByRole('button', { name: 'Undo mark' }).click();
  await picture(groma, 'walk');
  await groma.getByRole('button', { name: 'Walk leg again' }).click();
  await state(groma, 'returning');
  await groma.getByRole('button', { name: 'I am back' }).click();
  await state(groma, 'recording');
  await groma.getByRole('button', { name: 'Pause' }).click();
  await state(groma, 'paused');
  const paused = await readings(groma);
  await groma.waitForTimeout(2_500);
  // What was heard before the pause may still have been on its way to the disk.
  expect((await readings(groma)) - paused).toBeLessThan(40);
  await groma.getByRole('navigation').getByRole('button', { name: 'Go on' }).last().click();
  await state(groma, 'recording');
  await expect(groma.locator('.walk-plan')).toHaveAttribute('data-heat', 'shown');
  // The person looks at the plan meanwhile, and comes back.
  await groma.getByRole('button', { name: /Back to the plan/ }).click();
  await groma.getByRole('button', { name: 'Walk screen' }).click();
  await groma.getByRole('button', { name: 'Finish' }).click();
  await expect(groma.getByText(/^Walk saved: \d+ reading/)).toBeVisible();
  await expect(groma.getByRole('toolbar', { name: 'Plan' })).toBeVisible();
});

test('stop and go: each point takes its time, and the points are on the plan', async ({ groma }) => {
  await begin(groma, 'Stop and go', 4);
  for (const [index, x] of [0.35, 0.55].entries()) {
    await tap(groma, x, 0.5);
    await groma.getByRole('button', { name: 'I am here' }).click();
    await expect(groma.locator('.walk-hint')).toContainText('Stand still');
    if (index === 0) await picture(groma, 'walk-stop');
    await expect(groma.locator('.walk-hint')).toContainText('Go to the next point', { timeout: 15_000 });
  }
  const saved = await readings(groma);
  expect(saved).toBeGreaterThan(10);
  await groma.getByRole('button', { name: 'Test here' }).click();
  const dialog = groma.getByRole('dialog', { name: /^Test the network/ });
  await dialog.getByRole('button', { name: 'Download' }).click();
  // Nobody listens there; then Groma's own door, which answers everybody else with 4xx.
  for (const target of ['http://127.0.0.1:4/', new URL(groma.url()).origin]) {
    await dialog.getByLabel('URL').fill(target);
    await dialog.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(dialog.getByRole('listitem').first()).toContainText(target);
  }
  await expect(dialog.getByRole('listitem')).toContainText([/ms to the first byte/, /Refused/]);
  await expect(dialog.getByRole('listitem').first()).toContainText(/x [\d.]+ m/);
  await picture(groma, 'active-test');
  await groma.keyboard.press('Escape');
  const note = groma.getByRole('dialog', { name: 'Note' });
  await groma.getByRole('button', { name: 'Photo or note' }).click();
  await note.getByLabel('Text').fill('Door is locked');
  await picture(groma, 'walk-note');
  await note.getByRole('button', { name: 'Done' }).click();
  await expect(note).toBeHidden();
  await groma.getByRole('button', { name: 'Finish' }).click();
  const words = await groma.getByText(/^Walk saved: /).innerText();
  expect(Number(/saved: ([\d,]+)/.exec(words)?.[1]?.replaceAll(',', ''))).toBeGreaterThanOrEqual(saved);
  // Reloaded, the plan has what was measured.
  await groma.reload();
  await expect(groma.locator('.plan-area')).toHaveAttribute('data-heat', 'shown', { timeout: 60_000 });
});
