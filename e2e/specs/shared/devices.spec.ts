// Two receivers side by side: their offset measured, applied, and taken back.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/shell.ts';
import { expect, newHall, openImport, test } from '../../support/test.ts';

/** One walk: at each place both receivers hear four radios, the tablet 5 dB less, each a little apart. */
const both = [
  'time,scan,floor,x_m,y_m,kind,radio,rssi_dbm,freq_mhz,device',
  ...Array.from({ length: 24 }, (_, moment) =>
    ['laptop', 'tablet'].flatMap((device, which) =>
      [1, 2, 3, 4].map((radio) => {
        const time = `2026-01-05T09:0${Math.floor(moment / 12)}:${String((moment % 12) * 5).padStart(2, '0')}Z`;
        const fading = ((moment * 7 + radio * 3 + which * 2 * moment) % 5) - 2;
        const place = `${2 + (moment % 8) * 2},${3 + Math.floor(moment / 8) * 4}`;
        return `${time},${device} ${moment},,${place},wifi,02:00:00:00:00:0${radio},${-45 - radio * 4 - which * 5 + fading},5180,${device}`;
      }),
    ),
  ).flat(),
].join('\n');

test('the offset of a second receiver is measured, applied and taken back', async ({ groma, shell }) => {
  const write = (name: string, text: string) => {
    const path = join(shell.documents, name);
    writeFileSync(path, text);
    return path;
  };
  await newHall(groma, 'Depot');
  await openImport(groma, 'Readings');
  const importing = groma.getByRole('dialog', { name: /Import readings/ });
  await importing.locator('input[type=file]').setInputFiles(write('both.csv', both));
  await importing.getByRole('button', { name: 'Import readings' }).click();
  await expect(importing.getByText(/192 readings added/)).toBeVisible();
  await groma.keyboard.press('Escape');

  await groma.keyboard.press('Control+k');
  await groma.keyboard.type('receivers');
  await groma.keyboard.press('Enter');
  const dialog = groma.getByRole('dialog', { name: 'Receivers and their offsets' });
  await dialog.getByLabel('Compare', { exact: true }).selectOption('tablet');
  await dialog.getByLabel('with', { exact: true }).selectOption('laptop');
  await expect(dialog.getByText(/Wi-Fi: \+[45]\.\d dB ± \d\.\d dB brings tablet to laptop/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Correct tablet' }).click();
  await expect(dialog.getByText('measured against laptop')).toBeVisible();
  await groma.screenshot({ path: join(root, '.cache', 'images', 'devices.png') });
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(dialog.getByText('measured against laptop')).toBeHidden();
});
