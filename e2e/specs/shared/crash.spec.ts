// kill -9 in the middle of an import: the next start opens the site, says what was interrupted, and goes on without losing a row.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Page } from '@playwright/test';
import { Shell } from '../../support/shell.ts';
import { chooseFile, expect, newSite, openImport, test } from '../../support/test.ts';

const scans = 12_000;
const radios = 25;

async function writeReadings(file: string): Promise<void> {
  const out = createWriteStream(file);
  out.write('time,scan,floor,x_m,y_m,kind,radio,rssi_dbm,freq_mhz,device\n');
  for (let scan = 0; scan < scans; scan++) {
    const time = new Date(Date.UTC(2026, 0, 1) + scan * 1000).toISOString();
    const rows = Array.from({ length: radios }, (_, radio) => {
      const bssid = `02:00:00:00:00:${radio.toString(16).padStart(2, '0')}`;
      return `${time},${scan},Ground floor,${(scan % 300) / 5},${(scan % 170) / 5},wifi,${bssid},${-40 - ((scan + radio * 7) % 50)},5180,laptop\n`;
    });
    if (!out.write(rows.join(''))) await once(out, 'drain');
  }
  out.end();
  await finished(out);
}

const readings = async (page: Page): Promise<number> =>
  Number(/([\d,]+) readings/.exec(await page.locator('#screen-status').innerText())?.[1]?.replaceAll(',', '') ?? 0);

test('an import that was cut off by kill -9 is resumed after the next start', async ({ page }) => {
  const first = new Shell();
  const file = join(first.documents, 'walks.csv');
  await writeReadings(file);
  await first.start();
  try {
    await page.goto(first.url);
    await newSite(page, 'Cut off');
    await page.getByRole('button', { name: 'Add a floor' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Add floor' }).click();
    await expect(page.getByText('No plan for Ground floor yet')).toBeVisible();
    await openImport(page, 'Readings');
    await chooseFile(page, file);
    await page.getByRole('dialog').getByRole('button', { name: 'Import readings' }).click();
    await expect.poll(() => readings(page), { intervals: [50] }).toBeGreaterThan(0);
    await first.kill();
    await expect(page.getByText('Groma is not running any more')).toBeVisible();

    const second = new Shell(first.home);
    await second.start();
    try {
      await page.goto(second.url);
      await page
        .getByRole('row', { name: /Cut off/ })
        .getByRole('button')
        .first()
        .click();
      const chip = page.getByRole('button', { name: /walks\.csv/ });
      await expect(chip).toContainText('interrupted');
      const before = await readings(page);
      expect(before).toBeGreaterThan(0);
      expect(before).toBeLessThan(scans * radios);
      await chip.click();
      await page.getByRole('button', { name: 'Resume' }).click();
      await expect(chip).toContainText('done', { timeout: 60_000 });
      await expect.poll(() => readings(page)).toBe(scans * radios);
    } finally {
      await second.kill('SIGTERM');
    }
  } finally {
    await first.close();
  }
});
