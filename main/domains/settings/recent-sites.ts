// The sites that the start screen lists, the last one opened first.
import { existsSync } from 'node:fs';
import type { OpenedSite } from '../../../shared/contract/site.ts';
import type { Host } from '../../ports/host.ts';
import type { Recent, SettingsStore } from './store.ts';

const maxRecent = 50;

export interface SiteCounts {
  readonly floors: number;
  readonly readings: number;
}

export class RecentSites {
  readonly #host: Host;
  readonly #store: SettingsStore;

  constructor(host: Host, store: SettingsStore) {
    this.#host = host;
    this.#store = store;
  }

  list(): (Recent & { exists: boolean })[] {
    return this.#store.read().recent.map((site) => ({ ...site, exists: existsSync(site.file) }));
  }

  remember(site: OpenedSite, counts: SiteCounts): void {
    // The command line is for scripts: what they open is not what a person wants to see again.
    if (this.#host.shell === 'cli') return;
    const { recent } = this.#store.read();
    const entry: Recent = {
      file: site.file,
      name: site.name,
      practice: site.practice,
      openedAt: new Date(this.#host.clock.now()).toISOString(),
      ...counts,
    };
    this.#note([entry, ...recent.filter((each) => each.file !== site.file)].slice(0, maxRecent));
  }

  recount(file: string, counts: SiteCounts): void {
    const { recent } = this.#store.read();
    if (!recent.some((each) => each.file === file)) return;
    this.#note(recent.map((each) => (each.file === file ? { ...each, ...counts } : each)));
  }

  /** @throws AppError `disk_full`, `file_not_writable` */
  forget(file: string): void {
    const state = this.#store.read();
    this.#store.write({ ...state, recent: state.recent.filter((each) => each.file !== file) });
  }

  /** A list that cannot be written is no reason not to open a site. */
  #note(recent: Recent[]): void {
    try {
      this.#store.write({ ...this.#store.read(), recent });
    } catch (error) {
      this.#host.log.warn('settings.not_written', { reason: String(error) });
    }
  }
}
