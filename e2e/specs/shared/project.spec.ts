// A project of another program into a new site: its floors, what is drawn on them, and its surveys.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { esxOf } from '../../../main/domains/site/testing/esx-file.ts';
import { ifcOf } from '../../../main/domains/site/testing/ifc-file.ts';
import { root } from '../../support/shell.ts';
import { chooseFile, expect, hasSharedData, newSite, sharedData, test } from '../../support/test.ts';

test('an Ekahau project is imported, and its floor shows plan, walls and heatmap', async ({ groma }) => {
  await newSite(groma, 'From Ekahau');
  await groma.getByRole('banner').getByRole('button', { name: 'From Ekahau' }).click();
  await groma.getByRole('menuitem', { name: 'Import a project' }).click();
  const dialog = groma.getByRole('dialog', { name: 'Import a project' });
  await chooseFile(groma, { name: 'broken.esx', mimeType: 'application/zip', buffer: Buffer.from('no project') });
  await dialog.getByRole('button', { name: 'Import project' }).click();
  await expect(dialog).toContainText('is not a project that Groma reads');
  await chooseFile(groma, { name: 'two.esx', mimeType: 'application/zip', buffer: Buffer.from(esxOf()) });
  await dialog.getByRole('button', { name: 'Import project' }).click();
  await expect(dialog).toContainText('Two storeys: 2 floors.');
  await expect(dialog).toContainText('1 wall, 1 material, 1 access point');
  await expect(dialog).toContainText('interferers.json');
  await groma.screenshot({ path: join(root, '.cache', 'images', 'project.png') });
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(groma.locator('.plan-area')).toHaveAttribute('data-heat', 'shown', { timeout: 60_000 });
  await groma.screenshot({ path: join(root, '.cache', 'images', 'project-plan.png') });
});

test('the whole site goes out as an Ekahau project', async ({ groma }) => {
  await newSite(groma, 'To Ekahau');
  await groma.getByRole('banner').getByRole('button', { name: 'To Ekahau' }).click();
  await groma.getByRole('menuitem', { name: 'Import a project' }).click();
  const dialog = groma.getByRole('dialog', { name: 'Import a project' });
  await chooseFile(groma, { name: 'two.esx', mimeType: 'application/zip', buffer: Buffer.from(esxOf()) });
  await dialog.getByRole('button', { name: 'Import project' }).click();
  await expect(dialog).toContainText('Two storeys: 2 floors.');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await groma.getByRole('button', { name: 'Export' }).click();
  const out = groma.getByRole('dialog');
  await out.getByText('Whole site').click();
  await expect(out.getByLabel('Write to')).toHaveValue(/to-ekahau\.esx$/);
  await out.getByRole('button', { name: 'Export' }).click();
  await expect(out).toContainText('Written: 2 floors in');
  await groma.screenshot({ path: join(root, '.cache', 'images', 'project-export.png') });
});

test('a building model gives its storeys as plans, with walls, doors and rooms', async ({ groma }) => {
  await newSite(groma, 'Apartments');
  await groma.getByRole('banner').getByRole('button', { name: 'Apartments' }).click();
  await groma.getByRole('menuitem', { name: 'Import a project' }).click();
  const dialog = groma.getByRole('dialog', { name: 'Import a project' });
  const sample = sharedData('floorplans/ifc/duplex.ifc.gz');
  const model = hasSharedData ? gunzipSync(readFileSync(sample)) : Buffer.from(ifcOf());
  await chooseFile(groma, { name: 'house.ifc', mimeType: 'application/x-step', buffer: model });
  await dialog.getByRole('button', { name: 'Import project' }).click();
  await expect(dialog).toContainText('2 floors.', { timeout: 30_000 });
  await expect(dialog).toContainText('zones');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(groma.locator('.plan-area')).toBeVisible();
  await groma.keyboard.press('f');
  await groma.waitForTimeout(500);
  await groma.screenshot({ path: join(root, '.cache', 'images', 'ifc-plan.png') });
});
