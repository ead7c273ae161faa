// Contract -> service.
import type { surveyContract } from '../../../shared/contract/survey.ts';
import type { Handlers } from '../../ports/handlers.ts';
import type { Sites } from '../../ports/sites.ts';
import { requireOpen } from './parts.ts';
import type { SurveyService } from './service.ts';
import { listPoints } from './store.ts';
import type { Walks } from './walk-task.ts';

export function surveyHandlers(service: SurveyService, walks: Walks, sites: Sites): Handlers<typeof surveyContract> {
  return {
    inspectReadings: ({ source }) => service.inspect(source),
    importReadings: async ({ siteId, ...input }) => ({ taskId: await service.startImport(sites.get(siteId), input) }),
    exportReadings: ({ siteId, ...input }) => ({ taskId: service.startExport(sites.get(siteId), input) }),
    listPoints: ({ siteId, floor, radioId }, { signal }) => {
      const site = sites.get(siteId);
      const goOn = () => requireOpen(sites, site, signal);
      return listPoints(site.database, site.findFloor(floor), { radioId, goOn });
    },
    getPoint: ({ siteId, scan }) => service.point(sites.get(siteId), scan),
    listSources: ({ siteId }) => service.listSources(sites.get(siteId)),
    startWalk: ({ siteId, ...input }) => ({ taskId: service.startWalk(sites.get(siteId), input) }),
    watchWalk: ({ taskId }, { signal }) => walks.watch(taskId, signal),
  };
}
