// Contract -> service.
import type { siteContract } from '../../../shared/contract/site.ts';
import type { Handlers } from '../../ports/handlers.ts';
import { listConflicts } from './merge/conflicts.ts';
import type { SiteService } from './service.ts';
import * as store from './store.ts';
import type { Workspace } from './workspace.ts';

export function siteHandlers(service: SiteService, workspace: Workspace): Handlers<typeof siteContract> {
  return {
    createSite: ({ file, name }) => service.create(file, name),
    openSite: ({ file }) => service.open(file),
    openPracticeSite: ({ seed, fresh }) => service.openPractice(seed, fresh),
    closeSite: async ({ siteId }) => {
      await workspace.release(siteId);
      return {};
    },
    getInfo: ({ siteId }) => service.info(siteId),
    renameSite: ({ siteId, name }) => {
      service.rename(siteId, name);
      return {};
    },
    addFloor: ({ siteId, name, level }) => service.addFloor(siteId, name, level),
    updateFloor: ({ siteId, floor, ...change }) => {
      service.updateFloor(siteId, floor, change);
      return {};
    },
    removeFloor: ({ siteId, floor }) => {
      service.removeFloor(siteId, floor);
      return {};
    },
    importRadios: ({ siteId, floor, source }) => service.importRadios(siteId, floor, source),
    listRadios: ({ siteId, floor, kind }) => {
      const site = workspace.get(siteId);
      return {
        radios: store.listRadios(site.database, {
          floor: floor === undefined ? undefined : site.findFloor(floor),
          kind,
        }),
      };
    },
    mergeSite: async ({ siteId, others }) => ({ taskId: await service.startMerge(siteId, others) }),
    importProject: async ({ siteId, source }) => ({ taskId: await service.startImportProject(siteId, source) }),
    exportProject: ({ siteId, out }) => ({ taskId: service.startExportProject(siteId, out) }),
    listConflicts: ({ siteId }) => ({ conflicts: listConflicts(workspace.get(siteId)) }),
    resolveConflict: ({ siteId, ...decision }) => {
      service.resolveConflict(siteId, decision);
      return {};
    },
    compareSite: ({ siteId, other }) => service.compare(siteId, other),
    backupSite: ({ siteId, out }) => service.backup(siteId, out),
    verifySite: ({ siteId }) => service.verify(siteId),
    watchSite: ({ siteId }, { signal }) => workspace.get(siteId).changes.listen(signal),
  };
}
