// The core: domains, tasks and one contract server, given everything outside of it by a shell's Host.
import { mkdirSync } from 'node:fs';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Channel } from '../../shared/rpc/channel.ts';
import { serve } from '../../shared/rpc/server.ts';
import type { Host } from '../ports/host.ts';
import type { SiteFiles } from '../ports/site-files.ts';
import { ofConnection, type SiteHolders } from './connections.ts';
import { createDomains } from './create-domains.ts';
import { CoreFiles } from './files.ts';
import { handlerTable } from './handler-table.ts';
import { OpenTasks } from './open-tasks.ts';
import { PracticeSites } from './practice-sites.ts';

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
  const tasks = new OpenTasks(host);
  const practice = new PracticeSites(host, siteFiles, (channel) => connect(channel));
  const { handlers, workspace } = createDomains({ host, siteFiles, files, tasks, practice });
  const table = handlerTable(handlers);
  const holders: SiteHolders = {
    release: (siteId) => workspace.release(siteId),
    isBusy: (siteId) => tasks.running(siteId) !== undefined,
  };

  function connect(channel: Channel): void {
    serve(channel, {
      handlers: ofConnection(channel, table, holders),
      onDefect: (reference, name, error) =>
        host.log.error('call.defect', { reference, name, error: error instanceof Error ? error.stack : String(error) }),
    });
  }

  host.log.info('core.started', { version: host.version, shell: host.shell });
  return {
    connect,
    close: async () => {
      try {
        await workspace.closeAll();
      } finally {
        await host.workers.close();
        host.sources.close();
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
