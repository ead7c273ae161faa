// Site as the core sees it.
import type { siteContract } from '../../../shared/contract/site.ts';
import type { Handlers } from '../../ports/handlers.ts';
import type { SiteFiles } from '../../ports/site-files.ts';
import type { SiteSession } from '../../ports/sites.ts';
import { siteHandlers } from './handlers.ts';
import { SiteService, type SiteServiceParts } from './service.ts';
import { summariseFloors } from './store.ts';
import { type SessionHooks, type SessionParts, Workspace } from './workspace.ts';

export { exportProjectTask } from './exchange/export-task.ts';
export { importProjectTask } from './exchange/import-task.ts';
export { mergeTask } from './merge/merge-task.ts';
export type { SiteOpened } from './service.ts';

export interface SiteDomain {
  readonly workspace: Workspace;
  readonly service: SiteService;
  readonly handlers: Handlers<typeof siteContract>;
  /** For the list of recent sites. */
  readonly countsOf: (site: SiteSession) => { floors: number; readings: number };
}

export function createSite(
  parts: Omit<SiteServiceParts, 'workspace'> & SessionParts & { siteFiles: SiteFiles; hooks: SessionHooks },
): SiteDomain {
  const workspace = new Workspace(parts.siteFiles, parts, parts.hooks);
  const service = new SiteService({ ...parts, workspace });
  const countsOf = ({ database }: SiteSession) => {
    const floors = summariseFloors(database);
    return { floors: floors.length, readings: floors.reduce((sum, floor) => sum + floor.readings, 0) };
  };
  return { workspace, service, handlers: siteHandlers(service, workspace), countsOf };
}
