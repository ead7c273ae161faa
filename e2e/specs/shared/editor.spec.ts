// Drawing on the plan: walls, a door, a zone, an access point; undone, done again, still there after a reload.
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../../support/shell.ts';
import { chooseFile, expect, newSite, openImport, test } from '../../support/test.ts';

const planSvg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="500" viewBox="0 0 800 500">
  <rect x="10" y="10" width="780" height="480" fill="none" stroke="black" stroke-width="4"/></svg>`;

async function openDrawing(page: Page): Promise<{ at: (x: number, y: number) => [number, number] }> {
  await newSite(page, 'Drawn');
  await openImport(page, 'Plan');
  await chooseFile(page, { name: 'plan.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(planSvg) });
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Floor', { exact: true }).fill('1F');
  await dialog.getByRole('button', { name: 'Width', exact: true }).click();
  await dialog.getByLabel('Width of the whole picture').fill('40');
  await dialog.getByRole('button', { name: /^Import/ }).click();
  await expect(page.getByTestId('plan-size')).toHaveText('40.0 m × 25.0 m');
  const box = await page.locator('.plan-canvas').boundingBox();
  if (!box) throw new Error('no plan');
  return { at: (x, y) => [box.x + box.width * x, box.y + box.height * y] };
}

async function clicks(page: Page, places: readonly [number, number][]): Promise<void> {
  for (const place of places) {
    await page.mouse.move(...place);
    await page.mouse.click(...place);
  }
}

test('walls, a door, a zone and an access point are drawn, undone and kept', async ({ groma }) => {
  const { at } = await openDrawing(groma);
  const inspector = groma.getByRole('complementary', { name: 'Inspector' });
  const chosen = inspector.getByRole('region', { name: 'Chosen objects' });
  const everything = async () => {
    await groma.keyboard.press('v');
    await groma.keyboard.press('Control+a');
    return chosen.getByRole('heading').first().textContent();
  };

  await groma.keyboard.press('w');
  await clicks(groma, [at(0.3, 0.3), at(0.6, 0.3), at(0.6, 0.6)]);
  await groma.keyboard.press('Enter');
  expect(await everything()).toBe('2 walls');

  await groma.keyboard.press('d');
  await clicks(groma, [at(0.45, 0.3)]);
  expect(await everything()).toBe('4 walls');

  await groma.keyboard.press('z');
  await clicks(groma, [at(0.35, 0.4), at(0.5, 0.4), at(0.5, 0.55), at(0.35, 0.55), at(0.35, 0.4)]);
  await chosen.getByLabel('Name').fill('Meeting');
  await chosen.getByLabel('Name').press('Enter');

  await groma.locator('.plan-canvas').focus();
  await groma.keyboard.press('a');
  await clicks(groma, [at(0.7, 0.5)]);
  await expect(chosen.getByLabel('Name')).toHaveValue('AP-01');
  await chosen.getByLabel('Channel').fill('11');
  await chosen.getByLabel('Channel').press('Enter');
  await chosen.getByLabel('Channel').fill('999');
  await expect(chosen.getByText('From 1 to 14')).toBeVisible();
  await groma.locator('.plan-canvas').focus();
  expect(await everything()).toBe('6 objects');

  for (let step = 0; step < 3; step++) await groma.keyboard.press('Control+z');
  expect(await everything()).toBe('5 objects');
  for (let step = 0; step < 3; step++) await groma.keyboard.press('Control+Shift+Z');
  expect(await everything()).toBe('6 objects');

  await groma.keyboard.press('Control+d');
  await expect(chosen.getByRole('heading').first()).toHaveText('6 objects');
  await groma.keyboard.press('Delete');
  await expect(chosen).toBeHidden();

  // What was drawn is in the file, not in the window.
  await groma.waitForTimeout(500);
  await groma.reload();
  await expect(groma.getByTestId('plan-size')).toHaveText('40.0 m × 25.0 m');
  await expect.poll(everything).toBe('6 objects');
  await clicks(groma, [at(0.7, 0.5)]);
  await expect(chosen.getByLabel('Channel')).toHaveValue('11');
  await expect(inspector.getByRole('img', { name: /From above: pattern/ })).toBeVisible();
});

test('two alignment points with latitude and longitude put the floor on the map; its slab is kept', async ({
  groma,
}) => {
  const { at } = await openDrawing(groma);
  const chosen = groma
    .getByRole('complementary', { name: 'Inspector' })
    .getByRole('region', { name: 'Chosen objects' });
  const place = chosen.getByLabel('Latitude, longitude');
  const set = async (where: [number, number], name: string, text: string) => {
    await groma.locator('.plan-canvas').focus();
    await groma.keyboard.press('l');
    await clicks(groma, [where]);
    await chosen.getByLabel('Name').fill(name);
    await chosen.getByLabel('Name').press('Enter');
    await place.fill(text);
    await place.press('Enter');
  };
  await set(at(0.3, 0.3), 'Column A', '52.5163, 13.3777');
  await expect(chosen).toContainText('A second point with latitude and longitude');
  // A turn of the plan is one thing, a kilometre between two corners of a hall another.
  await set(at(0.6, 0.6), 'Column B', `52°31'N 13°23'E`);
  await expect(chosen).toContainText(/2 points lie [\d.]+ m from where they should/);
  await place.fill('somewhere');
  await expect(chosen).toContainText('as a map gives it');
  await groma.screenshot({ path: join(root, '.cache', 'images', 'alignment.png') });
  await place.press('Escape');

  await groma.getByRole('button', { name: '1F' }).click();
  await groma.getByRole('menuitem', { name: 'Name, height and slab' }).click();
  const dialog = groma.getByRole('dialog', { name: '1F' });
  await dialog.getByLabel('Height').fill('3.6');
  await dialog.getByLabel('2.4 GHz').fill('14');
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await dialog.getByLabel('5 GHz').fill('18');
  await dialog.getByLabel('6 GHz').fill('20');
  await groma.screenshot({ path: join(root, '.cache', 'images', 'floor.png') });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await groma.getByRole('button', { name: '1F' }).click();
  await groma.getByRole('menuitem', { name: 'Name, height and slab' }).click();
  await expect(dialog.getByLabel('Height')).toHaveValue('3.6');
  await expect(dialog.getByLabel('5 GHz')).toHaveValue('18');
});

test('a note with a photo', async ({ groma }) => {
  const { at } = await openDrawing(groma);
  const chosen = groma
    .getByRole('complementary', { name: 'Inspector' })
    .getByRole('region', { name: 'Chosen objects' });
  const photo = await groma.screenshot({ type: 'jpeg' });
  await groma.locator('.plan-canvas').focus();
  await groma.keyboard.press('n');
  await clicks(groma, [at(0.4, 0.4)]);
  await chosen.getByLabel('Text').fill('Ladder needed');
  const input = chosen.locator('input[type=file]');
  await input.setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('no photo') });
  await expect(chosen).toContainText('is not a photo that Groma reads');
  await input.setInputFiles({ name: 'door.jpg', mimeType: 'image/jpeg', buffer: photo });
  await expect(chosen.getByRole('button', { name: 'Photo 1', exact: true })).toBeEnabled();
  await groma.screenshot({ path: join(root, '.cache', 'images', 'note.png') });
  await chosen.getByRole('button', { name: 'Photo 1', exact: true }).click();
  await expect(groma.getByRole('img', { name: 'Attached to the note' })).toBeVisible();
  await groma.keyboard.press('Escape');
  await groma.waitForTimeout(500);
  await groma.reload();
  await expect(groma.getByTestId('plan-size')).toHaveText('40.0 m × 25.0 m');
  await clicks(groma, [at(0.4, 0.4)]);
  await expect(chosen.getByLabel('Text')).toHaveValue('Ladder needed');
  await chosen.getByRole('button', { name: 'Remove photo 1' }).click();
  await expect(chosen.getByRole('button', { name: 'Photo 1', exact: true })).toBeHidden();
});
