// Readings from several files at once, one of them a table that nobody has told the meaning of its columns.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, newHall, openImport, test } from '../../support/test.ts';

const gromaCsv = (hour: number) =>
  [
    'time,scan,floor,x_m,y_m,kind,radio,rssi_dbm',
    ...Array.from(
      { length: 20 },
      (_, index) =>
        `2026-01-05T0${hour}:00:${10 + index}Z,${hour}-${index},,${index},${hour},wifi,02:00:00:00:00:01,${-45 - index}`,
    ),
  ].join('\n');
const table = [
  'px,py,lobby,hall',
  ...Array.from({ length: 20 }, (_, index) => `${index},10,${-50 - index},${index % 5 ? -60 : -111}`),
].join('\n');

test('several files of readings; the table among them is mapped by the person', async ({ groma, shell }) => {
  const write = (name: string, text: string) => {
    const path = join(shell.documents, name);
    writeFileSync(path, text);
    return path;
  };
  await newHall(groma, 'Depot');

  await openImport(groma, 'Readings');
  const dialog = groma.getByRole('dialog', { name: /Import readings/ });
  await dialog
    .locator('input[type=file]')
    .setInputFiles([write('1.csv', gromaCsv(1)), write('2.csv', table), write('3.csv', gromaCsv(3))]);
  await dialog.getByRole('button', { name: 'Import readings' }).click();

  // The first went in; the second waits. Its columns of signal are ticked, where x and y are is for the person to say.
  await expect(dialog.getByText(/^File 2 of 3, 2\.csv/)).toBeVisible();
  await expect(dialog.getByText('Columns that are radios, 2 of 4')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Import readings' })).toBeDisabled();
  await dialog.getByRole('combobox', { name: 'x', exact: true }).selectOption('px');
  await dialog.getByRole('combobox', { name: 'y', exact: true }).selectOption('py');
  await dialog.getByLabel('Value that means not heard').pressSequentially('-111');
  await dialog.getByRole('button', { name: 'Import readings' }).click();

  // 20 and 20 rows, and 20 + 16 values of the table: "hall" was heard at four places of five.
  await expect(dialog.getByText('76 readings added, from 60 scans; 3 new radios.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Show on the plan' }).click();
  await expect(groma.locator('.plan-area')).toHaveAttribute('data-heat', 'shown');
  await expect(groma.locator('#screen-status')).toContainText('76 readings at 60 points');
});
