// Photos of notes: upright, of ordinary size, without what the camera wrote, each once.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSite, type TestSite } from '../../core/testing/test-site.ts';

let site: TestSite;
beforeAll(async () => {
  site = await openTestSite();
});
afterAll(() => site.close());

async function photoFile(name: string): Promise<string> {
  const path = join(site.folder, name);
  // A camera held upright: wider than high, and told to be turned; with a place and a name in its data.
  const picture = sharp({ create: { width: 3_000, height: 1_500, channels: 3, background: '#406080' } });
  const exif = { IFD0: { Copyright: 'A Person' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 0/1' } };
  await picture.withMetadata({ orientation: 6 }).withExifMerge(exif).jpeg().toFile(path);
  return path;
}
const add = (path: string) => site.client.call('floorplan.addPhoto', { siteId: site.siteId, source: { path } });

test('what is kept', async () => {
  const path = await photoFile('door.jpg');
  expect((await sharp(path).metadata()).exif?.toString('latin1')).toContain('A Person');
  const { photo } = await add(path);
  const { bytes, mediaType } = await site.client.call('floorplan.getPhoto', { siteId: site.siteId, photo });
  const kept = await sharp(bytes).metadata();
  expect([mediaType, kept.width, kept.height, kept.exif]).toEqual(['image/jpeg', 1_024, 2_048, undefined]);
  expect(await add(path)).toEqual({ photo });
  expect(await site.client.call('site.verifySite', { siteId: site.siteId })).toEqual({ ok: true, problems: [] });
});

test('what is no photo', async () => {
  const write = (name: string, text: string) => {
    writeFileSync(join(site.folder, name), text);
    return join(site.folder, name);
  };
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><path d="M1 1H39"/></svg>';
  for (const path of [write('a.svg', svg), write('a.txt', 'a note')])
    await expect(add(path)).rejects.toMatchObject({ code: 'photo_not_a_picture' });
  const cut = write('cut.jpg', '');
  writeFileSync(
    cut,
    (
      await sharp(await photoFile('b.jpg'))
        .jpeg()
        .toBuffer()
    ).subarray(0, 900),
  );
  await expect(add(cut)).rejects.toMatchObject({ code: 'plan_damaged' });
  await expect(
    site.client.call('floorplan.getPhoto', { siteId: site.siteId, photo: '0'.repeat(64) }),
  ).rejects.toMatchObject({ code: 'photo_not_found' });
});
