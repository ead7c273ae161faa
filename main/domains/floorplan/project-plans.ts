// Pictures and photos out of projects of other programs.
import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeError } from '../../files/file-error.ts';
import { makeScratchFolder } from '../../files/scratch-folder.ts';
import type { ProjectPlans } from '../../ports/exchange.ts';
import type { SiteSession } from '../../ports/sites.ts';
import type { FloorplanService } from './service.ts';
import * as store from './store.ts';

/** The worker reads files: the bytes become one for as long as it does. */
async function asFile<T>(
  site: SiteSession,
  { name, bytes }: { name: string; bytes: Uint8Array },
  work: (path: string) => Promise<T>,
): Promise<T> {
  const folder = makeScratchFolder(site.file);
  const path = join(folder, randomUUID());
  try {
    writeFileSync(path, bytes);
    return await work(path);
  } catch (error) {
    throw writeError(error, name);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const projectPlans = (service: FloorplanService): ProjectPlans => ({
  hasPlan: (site, floor) => store.readPlan(site.database, floor) !== undefined,
  putPhoto: (site, photo, signal) => asFile(site, photo, (path) => service.addPhoto(site, { path }, signal)),
  putPicture: async (site, floor, { fileName, bytes, widthPx, metresPerPixel }, signal) => {
    const read = await asFile(site, { name: fileName, bytes }, (path) =>
      service.readPictureFile({ path, name: fileName }, signal),
    );
    signal.throwIfAborted();
    site.requireWritable();
    // The file counts in pixels of its own: a vector picture may be drawn in others.
    const ours = metresPerPixel === undefined ? undefined : (metresPerPixel * widthPx) / read.plan.widthPx;
    site.database.transaction(() =>
      store.replacePlan(site.database, floor, read, {
        fileName,
        page: undefined,
        metresPerPixel: ours,
        method: ours === undefined ? undefined : 'file',
        originXM: 0,
        originYM: 0,
        northDeg: 0,
        importedAt: new Date(service.parts.clock.now()).toISOString(),
      }),
    );
    return read.plan.warnings;
  },
});
