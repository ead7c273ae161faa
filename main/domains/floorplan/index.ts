// Floorplan as the other parts of the core see it.
import type { floorplanContract } from '../../../shared/contract/floorplan.ts';
import { maxPlanBytes } from '../../../shared/model/units.ts';
import { kept } from '../../files/kept-source.ts';
import type { ProjectPlans } from '../../ports/exchange.ts';
import type { Handlers } from '../../ports/handlers.ts';
import type { TaskDefinition } from '../../ports/tasks.ts';
import { designHandlers } from './design.ts';
import { listWalls } from './drawn-walls.ts';
import type { FloorPlans } from './extent.ts';
import { importPlanTask } from './import-task.ts';
import { readPhoto } from './photos.ts';
import { projectPlans } from './project-plans.ts';
import { type FloorplanParts, FloorplanService } from './service.ts';

export type { FloorExtent, FloorPicture, FloorPlans } from './extent.ts';
export { planMerge } from './merge.ts';

export interface FloorplanDomain {
  readonly handlers: Handlers<typeof floorplanContract>;
  readonly tasks: readonly TaskDefinition[];
  readonly plans: FloorPlans;
  readonly projectPlans: ProjectPlans;
}

export function createFloorplan(parts: FloorplanParts): FloorplanDomain {
  const service = new FloorplanService(parts);
  const { sites } = parts;
  return {
    plans: service,
    projectPlans: projectPlans(service),
    tasks: [importPlanTask(service) as TaskDefinition],
    handlers: {
      inspectPlan: ({ source }, { signal }) => service.readPlanFile(source, { kind: 'inspect' }, signal),
      previewPlan: ({ source, page, maxPx }, { signal }) =>
        service.readPlanFile(source, { kind: 'preview', maxPx, ...(page === undefined ? {} : { page }) }, signal),
      importPlan: async ({ siteId, ...input }) => {
        const site = sites.get(siteId);
        site.requireWritable();
        const file = await parts.files.resolve(input.source, maxPlanBytes);
        const source = kept(input.source, file);
        // A project brings all its floors: its task is that of the site.
        if (/\.(esx|ifc)$/i.test(file.name))
          return { taskId: site.tasks.start(siteId, 'site.importProject', { source, fileName: file.name }) };
        return { taskId: site.tasks.start(siteId, 'floorplan.importPlan', { ...input, source, fileName: file.name }) };
      },
      addPhoto: async ({ siteId, source }, { signal }) => ({
        photo: await service.addPhoto(sites.get(siteId), source, signal),
      }),
      getPhoto: ({ siteId, photo }) => readPhoto(sites.get(siteId), photo),
      getPlan: ({ siteId, floor }) => {
        const plan = service.plan(sites.get(siteId), floor);
        return plan ? { plan } : {};
      },
      getPlanTile: ({ siteId, planId, ...at }) => service.tile(sites.get(siteId), planId, at),
      setScale: ({ siteId, floor, ...scale }) => ({ plan: service.setScale(sites.get(siteId), floor, scale) }),
      checkScale: ({ siteId, floor, known }) => service.checkScale(sites.get(siteId), floor, known),
      placePlan: ({ siteId, floor, ...place }) => ({ plan: service.place(sites.get(siteId), floor, place) }),
      listWalls: ({ siteId, floor }) => {
        const site = sites.get(siteId);
        return { walls: listWalls(site, site.findFloor(floor)) };
      },
      ...designHandlers(sites),
      importWalls: ({ siteId, floor, source }) => service.importWalls(sites.get(siteId), floor, source),
    },
  };
}
