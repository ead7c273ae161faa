// Two people's copies of one site: looked into, put together, and the conflict decided side by side.
import { copyFileSync, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../../support/shell.ts';
import { chooseFile, expect, newSite, test } from '../../support/test.ts';

const picture = (page: Page, name: string) => page.screenshot({ path: join(root, '.cache', 'images', `${name}.png`) });

async function siteMenu(page: Page, site: string, item: string): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: site }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

async function rename(page: Page, from: string, to: string): Promise<void> {
  await siteMenu(page, from, 'Rename the site');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(to);
  await dialog.getByRole('button', { name: /Rename/ }).click();
  await expect(page.getByRole('banner').getByRole('button', { name: to })).toBeVisible();
}

test('a copy is merged, and a conflict is decided side by side', async ({ groma, shell }) => {
  await newSite(groma, 'Harbour');
  await siteMenu(groma, 'Harbour', 'Back up the site');
  const copy = join(shell.documents, 'theirs.groma');
  await groma.getByRole('dialog').getByLabel('Copy to').fill(copy);
  await groma.getByRole('button', { name: 'Back up', exact: true }).click();
  await expect(groma.getByText('The copy is written and checked.')).toBeVisible();
  await groma.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await rename(groma, 'Harbour', 'Harbour north');
  // The other person's changes, made through the same program.
  await siteMenu(groma, 'Harbour north', 'Close the site');
  const handed = join(shell.home, 'handed-over.groma');
  await openFile(groma, copy);
  await rename(groma, 'Harbour', 'Harbour south');
  await siteMenu(groma, 'Harbour south', 'Close the site');
  // Closed is when all of it is in the one file that is handed over.
  await expect.poll(() => existsSync(`${copy}-wal`)).toBe(false);
  copyFileSync(copy, handed);

  await openFile(groma, join(shell.documents, 'Harbour.groma'));
  await siteMenu(groma, 'Harbour north', 'Merge a copy');
  await chooseFile(groma, handed);
  const dialog = groma.getByRole('dialog', { name: 'Merge a copy of this site' });
  await expect(dialog).toContainText('1 difference on the plan');
  await picture(groma, 'merge');
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(dialog).toContainText('Added: 1 edit');
  await dialog.getByRole('button', { name: 'Decide conflicts' }).click();
  const conflicts = groma.getByRole('dialog', { name: 'Conflicts' });
  await expect(conflicts.getByRole('button', { name: 'Take this one' })).toHaveCount(2);
  await picture(groma, 'conflict');
  await conflicts
    .locator('.version', { hasText: 'Harbour north' })
    .getByRole('button', { name: 'Take this one' })
    .click();
  await expect(conflicts).toContainText('Nothing to decide');
  await conflicts.getByRole('button', { name: 'Close' }).last().click();
  await expect(groma.getByRole('banner').getByRole('button', { name: 'Harbour north' })).toBeVisible();
});

async function openFile(page: Page, file: string): Promise<void> {
  await page.getByRole('button', { name: 'Open site' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('list', { name: 'Contents of the folder' })
    .getByRole('button', { name: basename(file, '.groma') })
    .click();
  await dialog.getByRole('button', { name: /^Open/ }).last().click();
}
