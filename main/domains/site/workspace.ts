// The sites that are open: one session a file, however many windows look at it.
import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { SiteChange } from '../../../shared/contract/site.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { SiteId } from '../../../shared/model/ids.ts';
import { Broadcast } from '../../../shared/rpc/broadcast.ts';
import type { Clock } from '../../ports/host.ts';
import type { OpenedSiteFile, SiteFiles } from '../../ports/site-files.ts';
import type { Floor, SiteSession, Sites } from '../../ports/sites.ts';
import type { TaskStarter } from '../../ports/tasks.ts';
import { DesignLog } from './design/log.ts';
import { addFloor } from './floors.ts';
import * as store from './store.ts';

const followMs = 2_000;
const siteParts = ['site', 'floors', 'plan', 'design', 'radios', 'readings'] as const;

/** What the core adds to an open site and takes away again. */
export interface SessionHooks {
  opened(session: SiteSession): Promise<void>;
  /** Stops what works on the site; its file is closed after. */
  closing(session: SiteSession): Promise<void>;
}

/** What every open site is given. */
export interface SessionParts {
  readonly tasks: TaskStarter;
  readonly clock: Clock;
  readonly person: string;
}

function identityOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false, bigint: true });
  return stats ? `${stats.dev} ${stats.ino}` : '';
}

export class OpenSite implements SiteSession {
  readonly siteId: SiteId;
  readonly file: string;
  readonly practiceSeed: number | undefined;
  readonly tasks: TaskStarter;
  readonly opened: OpenedSiteFile;
  readonly design: DesignLog;
  readonly changes = new Broadcast<SiteChange>();
  /** Of the file behind the path, as the system numbers it. */
  readonly #identity: string;
  /** Windows that opened it and did not close it. */
  users = 0;
  stopFollowing: () => void = () => undefined;

  constructor(file: string, opened: OpenedSiteFile, { tasks, clock, person }: SessionParts) {
    const record = store.readSite(opened.database);
    this.siteId = SiteId.parse(record.id);
    this.practiceSeed = record.practiceSeed;
    this.file = file;
    this.#identity = identityOf(file);
    this.opened = opened;
    this.tasks = tasks;
    this.design = new DesignLog({ database: opened.database, now: () => clock.now(), author: person });
  }

  get database() {
    return this.opened.database;
  }

  get readOnly(): boolean {
    return this.opened.readOnlyReason !== undefined;
  }

  requireWritable(): void {
    const reason = this.opened.readOnlyReason;
    if (reason) throw new AppError('site_read_only', { step: `${reason.message} ${reason.step}` });
    // A file that was deleted can still be written on most systems, and all of it would be lost.
    if (identityOf(this.file) !== this.#identity) throw new AppError('site_gone', { file: this.file });
  }

  listFloors(): Floor[] {
    return store.listFloors(this.database);
  }

  findFloor(floor: string): Floor {
    const found = store.findFloor(this.database, floor);
    if (found) return found;
    const names = this.listFloors().map((each) => each.name);
    throw new AppError('floor_not_found', {
      floor,
      floors: names.length > 0 ? names.join(', ') : 'none yet; import a plan first',
    });
  }

  findOrAddFloor(floor: string, level?: number): Floor {
    return store.findFloor(this.database, floor) ?? addFloor(this, floor, level);
  }

  changed(change: SiteChange): void {
    this.changes.publish(change);
  }

  /** Who only looks at a site sees what the Groma that writes it does. Ends with `stop`. */
  followOthers(): () => void {
    let version = this.database.version();
    const timer = setInterval(() => {
      try {
        const now = this.database.version();
        if (now === version) return;
        version = now;
        for (const what of siteParts) this.changed({ what });
      } catch {
        // Away for the moment, or no more the same site: whoever asks for something is told so.
      }
    }, followMs);
    timer.unref();
    return () => clearInterval(timer);
  }
}

export class Workspace implements Sites {
  readonly #files: SiteFiles;
  readonly #hooks: SessionHooks;
  readonly #parts: SessionParts;
  readonly #open = new Map<SiteId, OpenSite>();
  /** Openings under way, by real path: two windows that open one file at once share one session. */
  readonly #opening = new Map<string, Promise<OpenSite>>();
  /** Closings under way, by real path: whoever opens the file again waits for them. */
  readonly #closing = new Map<string, Promise<void>>();

  constructor(files: SiteFiles, parts: SessionParts, hooks: SessionHooks) {
    this.#files = files;
    this.#parts = parts;
    this.#hooks = hooks;
  }

  get(siteId: SiteId): OpenSite {
    const site = this.#open.get(siteId);
    if (!site) throw new AppError('site_not_open');
    return site;
  }

  async open(path: string): Promise<OpenSite> {
    const file = realPath(path);
    const known = [...this.#open.values()].find((site) => site.file === file);
    const opening = this.#opening.get(file) ?? (known ? Promise.resolve(known) : this.#openFile(file));
    this.#opening.set(file, opening);
    try {
      const site = await opening;
      site.users++;
      return site;
    } finally {
      this.#opening.delete(file);
    }
  }

  async #openFile(file: string): Promise<OpenSite> {
    await this.#closing.get(file);
    const opened = await this.#files.open(file);
    try {
      const site = new OpenSite(file, opened, this.#parts);
      const copy = this.#open.get(site.siteId);
      if (copy) throw new AppError('site_copy_open', { file: copy.file });
      // Before anything is waited for: a copy that is opened meanwhile must find it.
      this.#open.set(site.siteId, site);
      await this.#hooks.opened(site);
      if (site.readOnly) site.stopFollowing = site.followOthers();
      return site;
    } catch (error) {
      for (const [siteId, site] of this.#open) if (site.opened === opened) this.#open.delete(siteId);
      opened.close();
      throw error;
    }
  }

  /** One window is done with it; the file is closed when none is left. */
  async release(siteId: SiteId): Promise<void> {
    const site = this.get(siteId);
    site.users--;
    if (site.users <= 0) await this.#close(site);
  }

  /** Closes every site, whatever becomes of one. @throws the first that went wrong */
  async closeAll(): Promise<void> {
    const ends = await Promise.allSettled([...this.#open.values()].map((site) => this.#close(site)));
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
  }

  #close(site: OpenSite): Promise<void> {
    this.#open.delete(site.siteId);
    const closing = this.#closeFile(site).finally(() => this.#closing.delete(site.file));
    this.#closing.set(
      site.file,
      closing.catch(() => undefined),
    );
    return closing;
  }

  async #closeFile(site: OpenSite): Promise<void> {
    site.stopFollowing();
    try {
      await this.#hooks.closing(site);
    } finally {
      site.opened.close();
    }
  }
}

function realPath(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync(absolute);
  } catch {
    // Not there: opening it says so.
    return absolute;
  }
}
