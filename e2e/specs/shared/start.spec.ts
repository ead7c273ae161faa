// The first thing that anyone sees. The fixture fails the test on any console error.
import { expect, test } from '../../support/test.ts';

test('the start screen loads, offers its three beginnings, and says nothing in the console', async ({ groma }) => {
  await expect(groma).toHaveTitle('Groma');
  for (const name of ['New site', 'Open a site', 'Practice site'])
    await expect(groma.getByRole('button', { name }).first()).toBeVisible();
  await expect(groma.getByText('no sign-in needed')).toBeVisible();
});
