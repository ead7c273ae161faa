// What the specs share: a page on a fresh shell, and the steps that a person does again and again.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { root, Shell } from './shell.ts';

interface Fixtures {
  shell: Shell;
  /** On the start screen; a console error fails the test. */
  groma: Page;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from the pattern
  shell: async ({}, use) => {
    const shell = new Shell();
    await shell.start();
    await use(shell);
    await shell.close();
  },
  groma: async ({ page, shell }, use) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    // What the window asks for wrongly must not hide behind something that stands in for it.
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        const text = payload.toString().slice(0, 2_000);
        if (/"code":"(bad_input|internal|unknown_procedure)"/.test(text)) errors.push(text);
      }),
    );
    await page.goto(shell.url);
    await expect(page.getByRole('heading', { name: 'Groma', exact: true })).toBeVisible();
    await use(page);
    expect(errors).toEqual([]);
  },
});
export { expect };

/** A file of the shared data folder, which lies beside the project where there is one. */
export const sharedData = (path: string): string => join(root, '..', 'shared', 'data', path);
export const hasSharedData = existsSync(sharedData('floorplans'));

export async function newSite(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New site' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New site' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Create site' }).click();
  await expect(page.getByText('This site has no floor yet')).toBeVisible();
}

/** From the menu, or from the empty state when there is no plan yet. */
export async function openImport(page: Page, what: 'Plan' | 'Readings' | 'Walls' | 'Known radios'): Promise<void> {
  const first = page.getByRole('button', { name: 'Import plan', exact: true });
  if (what === 'Plan' && (await first.isVisible())) return first.click();
  await page.getByRole('toolbar', { name: 'Plan' }).getByRole('button', { name: 'Import' }).click();
  await page.getByRole('menuitem', { name: what, exact: true }).click();
}

export const chooseFile = (
  page: Page,
  file: string | { name: string; mimeType: string; buffer: Buffer },
): Promise<void> => page.getByRole('dialog').locator('input[type=file]').setInputFiles(file);

/** Metres in a text like "40.0 m × 30.0 m". */
export const sizeOf = (text: string): number[] =>
  [...text.matchAll(/([\d.,]+) m/g)].map((match) => Number(match[1]?.replace(',', '')));

/** A bare hall of 20 by 15 metres, imported as the plan of a new site. */
export async function newHall(page: Page, name: string): Promise<void> {
  const paper =
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><path d="M10 10H390V290H10Z" fill="none" stroke="#000"/></svg>';
  await newSite(page, name);
  await openImport(page, 'Plan');
  await chooseFile(page, { name: 'hall.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(paper) });
  await page.getByRole('button', { name: 'Width', exact: true }).click();
  await page.getByLabel('Width of the whole picture').fill('20');
  await page.getByRole('button', { name: 'Import plan' }).click();
  await expect(page.getByTestId('plan-size')).toHaveText(/20\.0 m × 15\.0 m/);
}
