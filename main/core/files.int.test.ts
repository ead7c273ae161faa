// Files on their way into the core: uploads in pieces, and the folders of this computer.
import { existsSync, mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { uploadPieceBytes } from '../../shared/contract/files.ts';
import { UploadId } from '../../shared/model/ids.ts';
import { openTestSite, startTestCore, type TestSite } from './testing/test-site.ts';

let test: TestSite;
beforeEach(async () => {
  test = await openTestSite();
});
afterEach(() => test.close());
const uploads = () => join(test.host.paths.data, 'uploads');
const bytes = (text: string) => new Uint8Array(new TextEncoder().encode(text));
const walls = 'x1_m,y1_m,x2_m,y2_m,material\n0,0,5,0,drywall\n';
const begin = (name: string, sizeBytes: number) => test.client.call('files.beginUpload', { name, sizeBytes });
const append = (uploadId: UploadId, offset: number, piece: Uint8Array<ArrayBuffer>) =>
  test.client.call('files.appendUpload', { uploadId, offset, bytes: piece });

describe('an upload', () => {
  it('is put together from its pieces, used, and gone', async () => {
    const { siteId } = test;
    await test.client.call('site.addFloor', { siteId, name: '1F' });
    const { uploadId } = await begin('../../etc/walls.csv', walls.length);
    expect(await append(uploadId, 0, bytes(walls.slice(0, 10)))).toEqual({ receivedBytes: 10 });
    expect(await append(uploadId, 10, bytes(walls.slice(10)))).toEqual({ receivedBytes: walls.length });
    const result = await test.client.call('floorplan.importWalls', { siteId, floor: '1F', source: { uploadId } });
    expect(result).toEqual({ added: 1, updated: 0, skipped: [] });
    expect(readdirSync(uploads())).toEqual([]);
    const again = test.client.call('floorplan.importWalls', { siteId, floor: '1F', source: { uploadId } });
    await expect(again).rejects.toMatchObject({ code: 'upload_not_found' });
  });

  it('takes pieces in order only, not more than was announced, not larger than agreed', async () => {
    const { uploadId } = await begin('a.csv', 4);
    await append(uploadId, 0, bytes('ab'));
    for (const [offset, text] of [
      [0, 'ab'],
      [3, 'd'],
      [2, 'cde'],
    ] as const)
      await expect(append(uploadId, offset, bytes(text))).rejects.toMatchObject({ code: 'upload_out_of_order' });
    const large = await begin('b.csv', uploadPieceBytes * 2);
    await expect(append(large.uploadId, 0, new Uint8Array(uploadPieceBytes + 1))).rejects.toMatchObject({
      code: 'upload_out_of_order',
    });
    expect(await append(large.uploadId, 0, new Uint8Array(uploadPieceBytes))).toEqual({
      receivedBytes: uploadPieceBytes,
    });
  });

  it('that is not finished, not known or given up is no source', async () => {
    const unfinished = await begin('a.csv', 4);
    const discarded = await begin('b.csv', 0);
    await test.client.call('files.discardUpload', discarded);
    const unknown = { uploadId: UploadId.parse('0190a0a0-0000-4000-8000-00000000000a') };
    for (const source of [unfinished, discarded, unknown])
      await expect(test.client.call('survey.inspectReadings', { source })).rejects.toMatchObject({
        code: 'upload_not_found',
      });
    await expect(append(unknown.uploadId, 0, bytes('a'))).rejects.toMatchObject({ code: 'upload_not_found' });
    expect(await test.client.call('files.discardUpload', unknown)).toEqual({});
  });

  it('that is too large is refused before it begins', async () => {
    await expect(begin('a.csv', 3 * 1024 ** 3)).rejects.toMatchObject({
      code: 'file_too_large',
      params: { limit: 2048 },
    });
    expect(existsSync(uploads()) ? readdirSync(uploads()) : []).toEqual([]);
  });

  it('that nobody came back for is removed at a later start', async () => {
    const old = await begin('old.csv', 1);
    const fresh = await begin('fresh.csv', 1);
    const longAgo = new Date(Date.now() - 15 * 24 * 3600 * 1000);
    for (const ending of ['bin', 'json']) utimesSync(join(uploads(), `${old.uploadId}.${ending}`), longAgo, longAgo);
    const later = startTestCore(test.folder);
    expect(readdirSync(uploads()).sort()).toEqual([`${fresh.uploadId}.bin`, `${fresh.uploadId}.json`]);
    await later.core.close();
  });
});

describe('a source', () => {
  it('must be a file that is there', async () => {
    const inspect = (path: string) => test.client.call('survey.inspectReadings', { source: { path } });
    await expect(inspect(join(test.folder, 'none.csv'))).rejects.toMatchObject({ code: 'file_not_found' });
    await expect(inspect(test.folder)).rejects.toMatchObject({ code: 'file_not_readable' });
    await expect(inspect(join(test.file, 'inside'))).rejects.toMatchObject({ code: 'file_not_found' });
  });
});

describe('a folder', () => {
  it('shows folders and site files, sorted as people count', async () => {
    const folder = join(test.folder, 'list');
    for (const name of ['Floor 10', 'Floor 9', '.hidden']) mkdirSync(join(folder, name), { recursive: true });
    for (const name of ['b.groma', 'A.GROMA', 'notes.txt', '.x.groma']) writeFileSync(join(folder, name), 'abc');
    symlinkSync(join(folder, 'circle.groma'), join(folder, 'circle.groma'));
    symlinkSync(join(folder, 'gone'), join(folder, 'broken.groma'));
    symlinkSync(test.folder, join(folder, 'Other disk'));
    const { entries, parent } = await test.client.call('files.listFolder', { path: folder });
    expect(entries.map((entry) => [entry.kind, entry.name])).toEqual([
      ['folder', 'Floor 9'],
      ['folder', 'Floor 10'],
      ['folder', 'Other disk'],
      ['site', 'A.GROMA'],
      ['site', 'b.groma'],
    ]);
    expect(entries[3]).toMatchObject({ sizeBytes: 3, path: join(folder, 'A.GROMA') });
    expect(parent).toBe(test.folder);
    expect((await test.client.call('files.listFolder', { path: '/' })).parent).toBeUndefined();
  });

  it('that is none says so', async () => {
    for (const path of [join(test.folder, 'none'), test.file])
      await expect(test.client.call('files.listFolder', { path })).rejects.toMatchObject({ code: 'folder_not_found' });
    const tooLong = join(test.folder, 'n'.repeat(300));
    await expect(test.client.call('files.listFolder', { path: tooLong })).rejects.toMatchObject({
      code: 'file_not_readable',
      params: { reason: 'ENAMETOOLONG' },
    });
  });
});
