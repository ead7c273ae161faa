// Real input through the window: one floor in four formats, a mall with its traces, and files that must be refused.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import {
  chooseFile,
  expect,
  hasSharedData,
  newSite,
  openImport,
  sharedData,
  sizeOf,
  test,
} from '../../support/test.ts';

test.skip(!hasSharedData, 'skipped: ../shared/data is not here');

const plan = (page: Page) => page.locator('.plan-area');
const importDialog = (page: Page) => page.getByRole('dialog', { name: 'Import a plan' });

/** @param widthM undefined: the file states its own scale */
async function importPlan(
  page: Page,
  file: string,
  options: { widthM?: number; metresPerPixel?: number; floor?: string } = {},
): Promise<void> {
  await openImport(page, 'Plan');
  await chooseFile(page, file);
  const dialog = importDialog(page);
  await expect(dialog.getByRole('textbox', { name: 'Floor' })).toBeVisible();
  if (options.floor) await dialog.getByRole('textbox', { name: 'Floor' }).fill(options.floor);
  if (options.widthM) {
    await dialog.getByRole('button', { name: 'Width', exact: true }).click();
    await dialog.getByLabel('Width of the whole picture').fill(String(options.widthM));
  }
  if (options.metresPerPixel) {
    await dialog.getByRole('button', { name: 'Per pixel', exact: true }).click();
    await dialog.getByLabel('Metres for each pixel').fill(String(options.metresPerPixel));
  }
  await dialog.getByRole('button', { name: 'Import plan' }).click();
  await expect(dialog).toBeHidden({ timeout: 60_000 });
}

test('one floor as PNG, SVG, PDF and DXF has the same size within 0.5 %', async ({ groma }) => {
  await newSite(groma, 'Four formats');
  // What is known of each file: 20 px a metre for PNG and SVG, a sheet of 1:100 in points of 1/72 inch for the PDF, metres in the DXF.
  const scales = { png: 0.05, svg: 0.05, pdf: (100 * 0.0254) / 72, dxf: undefined };
  for (const [format, metresPerPixel] of Object.entries(scales)) {
    await importPlan(groma, sharedData(`floorplans/synthetic/synthetic_floor.${format}`), {
      floor: `As ${format}`,
      ...(metresPerPixel === undefined ? {} : { metresPerPixel }),
    });
    await groma
      .getByRole('banner')
      .getByRole('button', { name: /As |No floor/ })
      .click();
    await groma.getByRole('menuitemradio', { name: new RegExp(`As ${format}`) }).click();
    const size = groma.getByTestId('plan-size');
    await expect(size).toBeVisible();
    const [widthM = 0, heightM = 0] = sizeOf(await size.innerText());
    expect(Math.abs(widthM - 40) / 40, `${format} width`).toBeLessThan(0.005);
    expect(Math.abs(heightM - 30) / 30, `${format} height`).toBeLessThan(0.005);
  }
});

test('two clicks and a known length scale a picture, a second length is checked', async ({ groma }) => {
  await newSite(groma, 'Scale');
  await openImport(groma, 'Plan');
  await chooseFile(groma, sharedData('floorplans/synthetic/synthetic_floor.png'));
  const dialog = importDialog(groma);
  const preview = dialog.getByRole('application', { name: /Plan/ });
  await expect(preview.locator('img')).toBeVisible();
  const box = await preview.boundingBox();
  if (!box) throw new Error('no preview');
  // The outer wall runs from 50 to 750 of 800 px: 35 m.
  const at = (px: number) => ({ position: { x: (px / 800) * box.width, y: (50 / 600) * box.height } });
  await preview.click(at(50));
  await preview.click(at(750));
  await dialog.getByLabel('Length between the two points').fill('35');
  await expect(dialog.getByText(/^The plan is (39|40)\.\d m × (29|30)\.\d m$/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Import plan' }).click();
  await expect(dialog).toBeHidden();
  const size = groma.getByTestId('plan-size');
  const [widthM = 0] = sizeOf(await size.innerText());
  expect(Math.abs(widthM - 40) / 40).toBeLessThan(0.01);

  // Measured on the plan, told a length that is 10 % longer: a warning with the error.
  await groma.keyboard.press('m');
  const area = await plan(groma).boundingBox();
  if (!area) throw new Error('no plan');
  await groma.mouse.click(area.x + area.width * 0.3, area.y + area.height * 0.5);
  await groma.mouse.click(area.x + area.width * 0.6, area.y + area.height * 0.5);
  await groma.getByRole('toolbar', { name: 'Plan' }).getByRole('button', { name: 'Scale' }).click();
  await groma.getByRole('menuitem', { name: 'Check or set the scale' }).click();
  const check = groma.getByRole('dialog', { name: 'Check the scale' });
  const [measuredM = 0] = sizeOf(await check.locator('.hint').innerText());
  await check.getByLabel('Real length of the line you measured').fill((measuredM * 1.1).toFixed(2));
  await check.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(check.getByText(/^(8|9)\.\d % off/)).toBeVisible();
  await expect(check.getByText(/More than 2 %/)).toBeVisible();
});

test('the ILC-20 mall: floor image, its traces, and the heatmap', async ({ groma }) => {
  const floor = sharedData('survey/microsoft-ilc20/site1/F1');
  await newSite(groma, 'Mall');
  await importPlan(groma, join(floor, 'floor_image.png'), { widthM: 239.817, floor: 'F1' });
  const [widthM = 0, heightM = 0] = sizeOf(await groma.getByTestId('plan-size').innerText());
  expect(widthM).toBeCloseTo(239.8, 1);
  expect(Math.abs(heightM - 176.441) / 176.441).toBeLessThan(0.005);
  await openImport(groma, 'Readings');
  const traces = join(floor, 'path_data_files');
  await groma
    .getByRole('dialog')
    .locator('input[type=file]')
    .setInputFiles(readdirSync(traces).map((name) => join(traces, name)));
  const dialog = groma.getByRole('dialog', { name: 'Import readings for F1' });
  await dialog.getByRole('button', { name: 'Import readings' }).click();
  await expect(dialog.getByText(/readings added/)).toBeVisible({ timeout: 90_000 });
  await dialog.getByRole('button', { name: 'Show on the plan' }).click();
  await expect(plan(groma)).toHaveAttribute('data-heat', 'shown', { timeout: 60_000 });
  await expect(groma.getByRole('img', { name: /^Legend/ })).toBeVisible();
});

test('every bad file is refused in words, and the app goes on', async ({ groma, shell }) => {
  await newSite(groma, 'Bad files');
  const write = (name: string, content: string | Buffer) => {
    const file = join(shell.documents, name);
    writeFileSync(file, content);
    return file;
  };
  const entities = Array.from(
    { length: 12 },
    (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`,
  ).join('');
  const bad: readonly (readonly [string, RegExp])[] = [
    [write('empty.png', ''), /./],
    [write('notes.txt', 'just words'), /not a plan|not know|format/i],
    [write('torn.png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')), /cannot be read as PNG/],
    [write('bomb.png', hugePng()), /megapixel|pixel/i],
    [
      write(
        'laughs.svg',
        `<!DOCTYPE svg [<!ENTITY e0 "lol">${entities}]><svg xmlns="http://www.w3.org/2000/svg"><text>&e12;</text></svg>`,
      ),
      /cannot be read as SVG/,
    ],
    [write('torn.pdf', '%PDF-1.7\n1 0 obj\n<<'), /cannot be read as PDF/],
    [write('torn.dxf', '0\nSECTION\n2\nENTITIES\n0\nLINE\n10\n'), /./],
  ];
  for (const [file, words] of bad) {
    await openImport(groma, 'Plan');
    await chooseFile(groma, file);
    const alert = groma.getByRole('dialog').getByRole('alert');
    await expect(alert, file).toContainText(words);
    await groma.keyboard.press('Escape');
    await expect(groma.getByRole('dialog')).toBeHidden();
  }
  const hostile = write(
    'script.svg',
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300" onload="window.hacked=1"><script>window.hacked=1</script><image href="http://127.0.0.1:9/x.png"/><rect width="390" height="290" fill="none" stroke="black"/></svg>',
  );
  await importPlan(groma, hostile, { widthM: 20 });
  await expect(groma.getByTestId('plan-size')).toHaveText('20.0 m × 15.0 m');
  expect(await groma.evaluate(() => 'hacked' in window)).toBe(false);

  await openImport(groma, 'Readings');
  await chooseFile(groma, write('empty.csv', ''));
  await expect(groma.getByRole('dialog').getByRole('alert')).toBeVisible();
});

/** A sound header that promises 60,000 x 60,000 pixels, with next to nothing behind it. */
function hugePng(): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const header = Buffer.from('0000ea600000ea600806000000', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
