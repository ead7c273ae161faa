// Contract -> service.
import type { surveyContract } from '../../../shared/contract/survey.ts';
import type { Handlers } from '../../ports/handlers.ts';
import type { Sites } from '../../ports/sites.ts';
import { listTests } from './active/test-store.ts';
import { compare, listDevices, setOffset } from './devices/device-service.ts';
import { offsetsOf } from './devices/device-store.ts';
import { requireOpen } from './parts.ts';
import type { SurveyService } from './service.ts';
import { listPoints } from './store.ts';
import type { WalkService } from './walk/walk-service.ts';
import { listWalks } from './walk/walk-store.ts';
import type { Walks } from './walk/walks.ts';

interface SurveyUseCases {
  readonly service: SurveyService;
  readonly walks: Walks;
  readonly live: WalkService;
  readonly sites: Sites;
}

export function surveyHandlers({ service, walks, live, sites }: SurveyUseCases): Handlers<typeof surveyContract> {
  return {
    inspectReadings: ({ source }) => service.inspect(source),
    importReadings: async ({ siteId, ...input }) => ({ taskId: await service.startImport(sites.get(siteId), input) }),
    exportReadings: ({ siteId, ...input }) => ({ taskId: service.startExport(sites.get(siteId), input) }),
    listDevices: ({ siteId }) => listDevices(sites.get(siteId)),
    compareDevices: ({ siteId, ...pair }, { signal }) => {
      const site = sites.get(siteId);
      return compare(site, pair, () => requireOpen(sites, site, signal));
    },
    setDeviceOffset: ({ siteId, ...said }) => {
      setOffset(sites.get(siteId), said);
      return {};
    },
    runActiveTest: ({ siteId, ...input }) => ({ taskId: service.startTest(sites.get(siteId), input) }),
    listActiveTests: ({ siteId, floor }) => {
      const site = sites.get(siteId);
      return { tests: listTests(site.database, site.findFloor(floor)) };
    },
    listPoints: ({ siteId, floor, radioId }, { signal }) => {
      const site = sites.get(siteId);
      const goOn = () => requireOpen(sites, site, signal);
      return listPoints(site.database, site.findFloor(floor), { radioId, offsets: offsetsOf(site), goOn });
    },
    getPoint: ({ siteId, scan }) => service.point(sites.get(siteId), scan),
    listSources: ({ siteId }) => live.listSources(siteId === undefined ? undefined : sites.get(siteId)),
    startWalk: async ({ siteId, ...input }) => ({ taskId: await live.start(sites.get(siteId), input) }),
    markWalk: ({ siteId, taskId, ...mark }) => {
      sites.get(siteId);
      return live.mark(taskId, mark);
    },
    controlWalk: ({ siteId, taskId, action }) => {
      sites.get(siteId);
      live.control(taskId, action);
      return {};
    },
    listWalks: ({ siteId, floor }) => {
      const site = sites.get(siteId);
      return { walks: listWalks(site.database, site.findFloor(floor)) };
    },
    watchWalk: ({ taskId }, { signal }) => walks.watch(taskId, signal),
  };
}
