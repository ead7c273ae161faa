// What the floorplan worker does, as a function: tests call it without a thread.
import { readFile } from 'node:fs/promises';
import type { PlanInspection } from '../../../../shared/contract/floorplan.ts';
import { fileError } from '../../../files/file-error.ts';
import { makePhoto, makePictures, makePreview, type PlanPictures } from './levels.ts';
import { openPlan } from './open-plan.ts';
import { layersOf, type OpenedPlan, type Segment } from './opened-plan.ts';

interface PlanFile {
  readonly path: string;
  readonly name: string;
  readonly page?: number;
}
export type PlanJob =
  | ({ readonly kind: 'inspect' } & PlanFile)
  | ({ readonly kind: 'preview'; readonly maxPx: number } & PlanFile)
  | ({ readonly kind: 'photo'; readonly maxPx: number } & PlanFile)
  | ({ readonly kind: 'import'; readonly layers: readonly string[] } & PlanFile);

export type PlanPreview = { mediaType: string; bytes: Uint8Array<ArrayBuffer>; widthPx: number; heightPx: number };

/** Everything of a plan that is stored. */
export interface ReadPlan extends PlanPictures {
  readonly plan: Pick<OpenedPlan, 'format' | 'widthPx' | 'heightPx' | 'isVector' | 'metresPerPixel' | 'warnings'>;
  readonly original: Uint8Array<ArrayBuffer>;
  /** Of the layers asked for. */
  readonly segments: readonly Segment[];
  readonly missingLayers: readonly string[];
}
export interface PlanJobResults {
  inspect: PlanInspection;
  preview: PlanPreview;
  photo: PlanPreview;
  import: ReadPlan;
}

async function read(path: string, name: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    throw fileError(error, name);
  }
}

function inspect(plan: OpenedPlan, fileName: string, sizeBytes: number): PlanInspection {
  const { format, widthPx, heightPx, unit, metresPerPixel, pages, warnings } = plan;
  return {
    format,
    fileName,
    sizeBytes,
    widthPx,
    heightPx,
    layers: layersOf(plan),
    warnings: [...warnings],
    ...(unit === undefined ? {} : { unit }),
    ...(metresPerPixel === undefined ? {} : { metresPerPixel }),
    ...(pages === undefined ? {} : { pages: [...pages] }),
  };
}

export async function runPlanJob(
  job: PlanJob,
): Promise<{ result: PlanJobResults[PlanJob['kind']]; buffers: ArrayBuffer[] }> {
  const bytes = await read(job.path, job.name);
  const plan = await openPlan(bytes, job.name, job.page);
  if (job.kind === 'photo') {
    const photo = await makePhoto(plan, job.maxPx, job.name);
    return { result: photo, buffers: [photo.bytes.buffer] };
  }
  if (job.kind === 'inspect') return { result: inspect(plan, job.name, bytes.length), buffers: [] };
  if (job.kind === 'preview') {
    const preview = await makePreview(plan, job.maxPx, job.name);
    return { result: preview, buffers: [preview.bytes.buffer] };
  }
  const pictures = await makePictures(plan, job.name);
  const { format, widthPx, heightPx, isVector, metresPerPixel, warnings, segments, entities } = plan;
  const result: ReadPlan = {
    ...pictures,
    plan: {
      format,
      widthPx,
      heightPx,
      isVector,
      warnings,
      ...(metresPerPixel === undefined ? {} : { metresPerPixel }),
    },
    original: bytes,
    segments: segments.filter((segment) => job.layers.includes(segment.layer)),
    missingLayers: job.layers.filter((layer) => !entities.has(layer)),
  };
  return { result, buffers: [bytes.buffer, ...pictures.tiles.map((tile) => tile.bytes.buffer)] };
}
