// Channels and the narrow ones they are made of.
import { expect, test } from 'vitest';
import { narrowCentresMhz } from './channels.ts';

test.each([
  ['2.4', 6, 20, [2437]],
  ['2.4', 6, 40, [2437, 2457]],
  ['2.4', 11, 40, [2462, 2442]],
  ['5', 36, 40, [5180, 5200]],
  ['5', 40, 40, [5200, 5180]],
  ['5', 56, 80, [5280, 5260, 5300, 5320]],
  ['5', 112, 80, [5560, 5500, 5520, 5540]],
  ['5', 157, 80, [5785, 5745, 5765, 5805]],
  ['6', 5, 160, [5975, 5955, 5995, 6015, 6035, 6055, 6075, 6095]],
  ['5', 34, 40, [5170]],
] as const)('%s GHz, channel %i, %i MHz', (band, channel, width, centres) => {
  expect(narrowCentresMhz(band, channel, width)).toEqual(centres);
});
