// Pictures and photos out of projects of other programs.
import { createHash, randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeError } from '../../files/file-error.ts';
import { makeScratchFolder } from '../../files/scratch-folder.ts';
import type { OutgoingPicture, ProjectPlans } from '../../ports/exchange.ts';
import type { Floor, SiteSession } from '../../ports/sites.ts';
import { readPhoto } from './photos.ts';
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

/** Enough for a large drawing, and what other programs still open. */
const outgoingPx = 8_000;
const formats = { png: 'PNG', jpg: 'JPEG', svg: 'SVG' } as const;

/** A picture goes out as its own file; a PDF and a DXF as drawn. */
async function readPicture(
  service: FloorplanService,
  { site, floor }: { site: SiteSession; floor: Floor },
  signal: AbortSignal,
): Promise<OutgoingPicture | undefined> {
  const plan = store.readPlan(site.database, floor);
  const original = plan && store.readOriginal(site.database, plan);
  if (!original) return undefined;
  const { fileName, widthPx, heightPx, metresPerPixel, format, page } = plan;
  const head = {
    fileName,
    sha256: createHash('sha256').update(original).digest('hex'),
    originM: [plan.originXM, plan.originYM] as [number, number],
  };
  if (format !== 'pdf' && format !== 'dxf')
    return { ...head, format: formats[format], bytes: original, widthPx, heightPx, metresPerPixel };
  const drawn = await asFile(site, { name: fileName, bytes: original }, (path) =>
    service.drawPlanFile({ path, name: fileName, ...(page === undefined ? {} : { page }) }, outgoingPx, signal),
  );
  const scale = metresPerPixel === undefined ? undefined : (metresPerPixel * widthPx) / drawn.widthPx;
  return { ...head, format: 'PNG', ...drawn, metresPerPixel: scale };
}

export const projectPlans = (service: FloorplanService): ProjectPlans => ({
  hasPlan: (site, floor) => store.readPlan(site.database, floor) !== undefined,
  readPhoto,
  readPicture: (site, floor, signal) => readPicture(service, { site, floor }, signal),
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
