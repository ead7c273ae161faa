// Importing a plan: read and draw in the worker, then everything into the site in one transaction. Until then nothing has changed,
// so an interrupted import simply runs again.
import * as z from 'zod';
import type { ParsedInputOf } from '../../../shared/contract/contract.ts';
import { floorplanContract, type Plan, type PlanImportResult } from '../../../shared/contract/floorplan.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { type ScaleMethod, scaleFrom } from '../../../shared/geometry/scale.ts';
import type { Floor } from '../../ports/sites.ts';
import type { TaskDefinition, TaskRun } from '../../ports/tasks.ts';
import { replacePlanWalls } from './drawn-walls.ts';
import type { ReadPlan } from './formats/plan-job.ts';
import type { FloorplanService } from './service.ts';
import * as store from './store.ts';
import { wallsFromSegments } from './walls.ts';

export type ImportInput = Omit<ParsedInputOf<'floorplan.importPlan'>, 'siteId'> & { readonly fileName: string };

/** What a task keeps beside the input of its procedure. */
const Kept = z.looseObject({ fileName: z.string().max(300) });

/** Pictures whose sides agree this well are of the same sheet. */
const sameShape = 0.01;

interface Scale {
  readonly metresPerPixel: number;
  readonly method: ScaleMethod;
  readonly warning?: string;
}

/** What the person said; else what the file says; else, for a new picture of the same sheet, the width it had before. */
function chooseScale(input: ImportInput, read: ReadPlan, before: Plan | undefined): Scale | undefined {
  const given = scaleFrom(input, read.plan.widthPx);
  if (given) return given;
  if (read.plan.metresPerPixel !== undefined) return { metresPerPixel: read.plan.metresPerPixel, method: 'file' };
  if (before?.widthM === undefined) return undefined;
  const ratio = read.plan.widthPx / read.plan.heightPx / (before.widthPx / before.heightPx);
  if (Math.abs(ratio - 1) > sameShape) return undefined;
  return {
    metresPerPixel: before.widthM / read.plan.widthPx,
    method: 'width',
    warning: `Kept the width of ${before.widthM.toFixed(1)} m of the plan that was here.`,
  };
}

function storePlan(
  task: TaskRun<ImportInput>,
  read: ReadPlan,
  importedAt: string,
): PlanImportResult & { floor: Floor } {
  const { input, site } = task;
  const { database } = site;
  const warnings = [...read.plan.warnings];
  return database.transaction(() => {
    const floor = site.findOrAddFloor(input.floor, input.level);
    const before = store.readPlan(database, floor);
    const scale = chooseScale(input, read, before);
    if (scale?.warning) warnings.push(scale.warning);
    if (!scale) warnings.push('The plan has no scale yet: set it with one known length.');
    const place = { originXM: before?.originXM ?? 0, originYM: before?.originYM ?? 0, northDeg: before?.northDeg ?? 0 };
    const planId = store.replacePlan(database, floor, read, {
      ...place,
      fileName: input.fileName,
      page: input.page,
      metresPerPixel: scale?.metresPerPixel,
      method: scale?.method,
      importedAt,
    });
    const materials = new Map((input.wallLayers ?? []).map(({ layer, material }) => [layer, material]));
    const walls = scale
      ? wallsFromSegments(read.segments, { ...place, metresPerPixel: scale.metresPerPixel }, materials)
      : [];
    if (!scale && read.segments.length > 0)
      warnings.push('Walls were left out: they need a scale. Import the plan again with one.');
    if (read.missingLayers.length > 0)
      warnings.push(`Not in the drawing: ${read.missingLayers.slice(0, 8).join(', ')}.`);
    replacePlanWalls(site, floor, walls, input.fileName);
    const size = scale
      ? {
          metresPerPixel: scale.metresPerPixel,
          widthM: read.plan.widthPx * scale.metresPerPixel,
          heightM: read.plan.heightPx * scale.metresPerPixel,
        }
      : {};
    return { floor, floorId: floor.floorId, planId, ...size, walls: walls.length, format: read.plan.format, warnings };
  });
}

export function importPlanTask(service: FloorplanService): TaskDefinition<ImportInput, PlanImportResult> {
  return {
    kind: 'floorplan.importPlan',
    title: (input) => `Plan ${input.fileName}`,
    readInput: (kept, siteId) => {
      const { fileName, ...call } = Kept.parse(kept);
      const { siteId: _siteId, ...input } = floorplanContract.importPlan.input.parse({ ...call, siteId });
      return { ...input, fileName };
    },
    run: async (task) => {
      task.progress('Reading and drawing', 0, 2, 'steps');
      const { input } = task;
      const layers = (input.wallLayers ?? []).map(({ layer }) => layer);
      const read = await service.readPlanFile(
        input.source,
        { kind: 'import', layers, ...(input.page === undefined ? {} : { page: input.page }) },
        task.signal,
      );
      if (task.signal.aborted) throw new AppError('cancelled');
      task.progress('Storing', 1, 2, 'steps');
      const { floor, ...result } = storePlan(task, read, new Date(service.parts.clock.now()).toISOString());
      for (const what of ['floors', 'plan', 'design'] as const) task.site.changed({ what, floorId: floor.floorId });
      return result;
    },
    release: (input) => service.parts.files.release(input.source),
  };
}
