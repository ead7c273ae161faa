// Site as the core sees it.
import type { siteContract } from '../../../shared/contract/site.ts';
import type { Handlers } from '../../ports/handlers.ts';
import type { SiteFiles } from '../../ports/site-files.ts';
import type { TaskStarter } from '../../ports/tasks.ts';
import { siteHandlers } from './handlers.ts';
import { SiteService, type SiteServiceParts } from './service.ts';
import { type SessionHooks, Workspace } from './workspace.ts';

export type { SiteOpened } from './service.ts';

export interface SiteDomain {
  readonly workspace: Workspace;
  readonly service: SiteService;
  readonly handlers: Handlers<typeof siteContract>;
}

export function createSite(
  parts: Omit<SiteServiceParts, 'workspace'> & { siteFiles: SiteFiles; tasks: TaskStarter; hooks: SessionHooks },
): SiteDomain {
  const workspace = new Workspace(parts.siteFiles, parts.tasks, parts.hooks);
  const service = new SiteService({ ...parts, workspace });
  return { workspace, service, handlers: siteHandlers(service, workspace) };
}
