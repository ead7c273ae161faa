// The Host that Electron's core process, the browser shell and the command line share: Node, this disk, this clock.
import { existsSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { systemTester } from '../adapters/active/system-tester.ts';
import { provideFonts } from '../adapters/fonts.ts';
import { nodeSqlite } from '../adapters/node-sqlite.ts';
import { createLog } from '../adapters/pino-log.ts';
import { forkSources, SourceProcess, type StartSources } from '../adapters/sources/source-process.ts';
import { WorkerPool } from '../adapters/worker-pool.ts';
import { createSiteFiles } from '../db/site-files.ts';
import type { Dialogs, Host } from '../ports/host.ts';
import type { SiteFiles } from '../ports/site-files.ts';
import { dataFolder } from './data-folder.ts';
import { readVersion } from './version.ts';

export interface NodeHostOptions {
  readonly shell: Host['shell'];
  readonly dialogs?: Dialogs;
  readonly environment?: NodeJS.ProcessEnv;
  /** How the process of the radios is started, where it is not forked. */
  readonly startSources?: StartSources;
}

function documentsFolder(environment: NodeJS.ProcessEnv): string {
  const documents = environment['XDG_DOCUMENTS_DIR'] ?? join(homedir(), 'Documents');
  return existsSync(documents) ? documents : homedir();
}

/** Some systems run programs for people that they do not know. */
function personOf(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

export function createNodeHost(options: NodeHostOptions): { host: Host; siteFiles: SiteFiles } {
  const environment = options.environment ?? process.env;
  const data = dataFolder(environment);
  provideFonts(data);
  const host: Host = {
    shell: options.shell,
    version: readVersion(),
    person: personOf(),
    paths: { data, documents: documentsFolder(environment) },
    clock: { now: () => Date.now() },
    log: createLog({
      folder: join(data, 'log'),
      ...(environment['GROMA_LOG'] ? { level: environment['GROMA_LOG'] } : {}),
    }),
    database: nodeSqlite,
    // A packaged Electron starts no second Node (fuse runAsNode); there the main process ends the whole core when it must.
    workers: new WorkerPool(options.shell === 'electron' ? [] : ['floorplan']),
    sources: new SourceProcess(options.startSources ?? forkSources),
    tester: systemTester,
    loadPracticeWorld: async () => (await import('../../lab/index.ts')).makePracticeWorld,
    ...(options.dialogs ? { dialogs: options.dialogs } : {}),
  };
  const siteFiles = createSiteFiles({ engine: nodeSqlite, me: `${options.shell} shell, process ${process.pid}` });
  return { host, siteFiles };
}
