// Starts the core and the browser shell together; `serve`, `npm start` and the tests all come through here.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../../shared/errors/app-error.ts';
import { createCore } from '../../core/create-core.ts';
import { logCrashes } from '../log-crashes.ts';
import { createNodeHost } from '../node-host.ts';
import { type BrowserServerOptions, startServer } from './server.ts';

export interface BrowserShellOptions {
  /** 0: any free port. */
  readonly port: number;
  /** Open the practice site first. */
  readonly lab: boolean;
  /** Answers for the page instead of dist/renderer. */
  readonly session?: string;
  readonly page?: Exclude<BrowserServerOptions['page'], string>;
}

export interface RunningShell {
  readonly url: string;
  close(): Promise<void>;
}

/** dist/renderer, seen from the sources and from a build. */
function rendererFolder(): string {
  const candidates = import.meta.url.endsWith('.ts') ? ['../../../dist/renderer'] : ['../renderer'];
  const folder = candidates
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(join(path, 'index.html')));
  if (!folder) throw new AppError('core_unavailable', { reason: 'the page is not built yet; run npm run build.' });
  return folder;
}

export async function runBrowserShell(options: BrowserShellOptions): Promise<RunningShell> {
  const page = options.page ?? rendererFolder();
  const { host, siteFiles } = createNodeHost({ shell: 'browser' });
  const stopLogging = logCrashes(host.log);
  const core = createCore(host, siteFiles);
  const closeCore = async () => {
    await core.close();
    stopLogging();
  };
  try {
    const server = await startServer({
      ...(options.session === undefined ? {} : { session: options.session }),
      page,
      port: options.port,
      log: host.log,
      connect: core.connect,
    });
    const launch = server.launchUrl();
    const url = options.lab ? `${launch}#practice` : launch;
    return {
      url,
      close: async () => {
        await server.close();
        await closeCore();
      },
    };
  } catch (error) {
    await closeCore();
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new AppError('port_in_use', { port: options.port }, { cause: error });
  }
}
