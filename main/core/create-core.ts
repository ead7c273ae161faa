// The core: domains, tasks and one contract server, given everything outside of it by a shell's Host.
import { mkdirSync } from 'node:fs';
import { AppError } from '../../shared/errors/app-error.ts';
import type { SiteId } from '../../shared/model/ids.ts';
import type { Channel } from '../../shared/rpc/channel.ts';
import { type HandlerTable, serve } from '../../shared/rpc/server.ts';
import { createCoverage } from '../domains/coverage/index.ts';
import { createFloorplan } from '../domains/floorplan/index.ts';
import { createSettings } from '../domains/settings/index.ts';
import { createSite } from '../domains/site/index.ts';
import { createSurvey } from '../domains/survey/index.ts';
import type { Host } from '../ports/host.ts';
import type { ReadingSource } from '../ports/reading-source.ts';
import type { SiteFiles } from '../ports/site-files.ts';
import type { SiteSession } from '../ports/sites.ts';
import type { TaskDefinition } from '../ports/tasks.ts';
import { ofConnection, type SiteHolders } from './connections.ts';
import { CoreFiles, fileHandlers } from './files.ts';
import { type DomainHandlers, handlerTable } from './handler-table.ts';
import { PracticeSites } from './practice-sites.ts';
import { taskHandlers } from './task-handlers.ts';
import { SiteTasks } from './tasks.ts';

export interface Core {
  /** Serves a window (or the command line) on this channel until it closes. */
  connect(channel: Channel): void;
  /** Stops tasks so that they can be resumed, closes sites. */
  close(): Promise<void>;
}

/** @throws AppError `core_unavailable` when the data folder cannot be used */
export function createCore(host: Host, siteFiles: SiteFiles): Core {
  prepareDataFolder(host);
  const files = new CoreFiles(host);
  files.removeStale();
  const definitions = new Map<string, TaskDefinition>();
  const tasks = new Map<SiteId, SiteTasks>();
  const tasksOf = (siteId: SiteId): SiteTasks => {
    const found = tasks.get(siteId);
    if (!found) throw new AppError('site_not_open');
    return found;
  };
  const practice = new PracticeSites(host, siteFiles, (channel) => connect(channel));
  const sources = ({ siteId }: SiteSession): readonly ReadingSource[] => [
    ...host.sources,
    ...practice.sourcesOf(siteId),
  ];

  const settings = createSettings(host);
  const site = createSite({
    siteFiles,
    files,
    clock: host.clock,
    onOpened: settings.remember,
    practiceFile: (seed, fresh) => practice.file(seed, fresh),
    tasks: {
      start: (siteId, kind, input) => tasksOf(siteId).start(kind, input),
      running: (siteId) => tasks.get(siteId)?.running(),
    },
    hooks: {
      opened: async (session) => {
        await practice.opened(session);
        tasks.set(session.siteId, new SiteTasks(session, { definitions, clock: host.clock, log: host.log }));
      },
      closing: async (session) => {
        const { siteId } = session;
        await tasks.get(siteId)?.close();
        tasks.delete(siteId);
        practice.closed(siteId);
        recount(session);
      },
    },
  });
  const sites = site.workspace;
  const floorplan = createFloorplan({ sites, files, workers: host.workers, clock: host.clock });
  const survey = createSurvey({ sites, files, sources, extents: floorplan.extents });
  const coverage = createCoverage({
    sites,
    workers: host.workers,
    readings: survey.readings,
    extents: floorplan.extents,
  });
  for (const definition of [...floorplan.tasks, ...survey.tasks]) definitions.set(definition.kind, definition);

  const domains: DomainHandlers = {
    site: site.handlers,
    floorplan: floorplan.handlers,
    survey: survey.handlers,
    coverage: coverage.handlers,
    settings: settings.handlers,
    tasks: taskHandlers(tasksOf),
    files: fileHandlers(files, host),
  };
  const handlers: HandlerTable = handlerTable(domains);

  const holders: SiteHolders = {
    release: (siteId) => site.workspace.release(siteId),
    isBusy: (siteId) => tasks.get(siteId)?.running() !== undefined,
  };

  /** For the list of recent sites: a file that cannot be read any more is closed all the same. */
  function recount(session: SiteSession): void {
    try {
      settings.recount(session.file, site.countsOf(session));
    } catch (error) {
      host.log.warn('site.not_counted', { file: session.file, reason: String(error) });
    }
  }

  function connect(channel: Channel): void {
    serve(channel, {
      handlers: ofConnection(channel, handlers, holders),
      onDefect: (reference, name, error) =>
        host.log.error('call.defect', { reference, name, error: error instanceof Error ? error.stack : String(error) }),
    });
  }

  host.log.info('core.started', { version: host.version, shell: host.shell });
  return {
    connect,
    close: async () => {
      try {
        await site.workspace.closeAll();
      } finally {
        await host.workers.close();
        host.log.info('core.closed');
      }
    },
  };
}

function prepareDataFolder(host: Host): void {
  try {
    mkdirSync(host.paths.data, { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = `the folder ${host.paths.data} cannot be made (${(error as NodeJS.ErrnoException).code}).`;
    throw new AppError('core_unavailable', { reason }, { cause: error });
  }
}
