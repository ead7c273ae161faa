// The tasks of all sites that are open.
import { AppError } from '../../shared/errors/app-error.ts';
import type { SiteId, TaskId } from '../../shared/model/ids.ts';
import type { Host } from '../ports/host.ts';
import type { SiteSession } from '../ports/sites.ts';
import type { TaskDefinition, TaskStarter } from '../ports/tasks.ts';
import { SiteTasks } from './tasks.ts';

export class OpenTasks implements TaskStarter {
  readonly #host: Pick<Host, 'clock' | 'log'>;
  readonly #definitions = new Map<string, TaskDefinition>();
  readonly #sites = new Map<SiteId, SiteTasks>();

  constructor(host: Pick<Host, 'clock' | 'log'>) {
    this.#host = host;
  }

  /** Before the first site is opened: its journal is read with these. */
  define(definitions: readonly TaskDefinition[]): void {
    for (const definition of definitions) this.#definitions.set(definition.kind, definition);
  }

  opened(site: SiteSession): void {
    const { clock, log } = this.#host;
    this.#sites.set(site.siteId, new SiteTasks(site, { definitions: this.#definitions, clock, log }));
  }

  async closing({ siteId }: SiteSession): Promise<void> {
    await this.#sites.get(siteId)?.close();
    this.#sites.delete(siteId);
  }

  /** @throws AppError `site_not_open` */
  of(siteId: SiteId): SiteTasks {
    const found = this.#sites.get(siteId);
    if (!found) throw new AppError('site_not_open');
    return found;
  }

  start(siteId: SiteId, kind: string, input: unknown): TaskId {
    return this.of(siteId).start(kind, input);
  }

  running(siteId: SiteId): string | undefined {
    return this.#sites.get(siteId)?.running();
  }
}
