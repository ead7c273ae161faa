// Use cases of the site: create, open, floors, known radios, backup.
import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { FileSource } from '../../../shared/contract/common.ts';
import type { OpenedSite, SiteInfo } from '../../../shared/contract/site.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { ObjectId, type SiteId, type TaskId } from '../../../shared/model/ids.ts';
import { maxProjectBytes } from '../../../shared/model/units.ts';
import { kept } from '../../files/kept-source.ts';
import type { Files } from '../../ports/files.ts';
import type { Clock } from '../../ports/host.ts';
import { otherSchema } from '../../ports/merge.ts';
import type { SiteFiles } from '../../ports/site-files.ts';
import { projectFormatOf } from './exchange/export-task.ts';
import { addFloor, type FloorChange, removeFloor, updateFloor } from './floors.ts';
import { putKnownRadios } from './known-radios.ts';
import { compareSites } from './merge/compare.ts';
import { resolveConflict } from './merge/conflicts.ts';
import { maxSiteBytes, withCopy } from './merge/merge-task.ts';
import { readRadioList } from './radio-list.ts';
import * as store from './store.ts';
import type { OpenSite, Workspace } from './workspace.ts';

const maxRadioListBytes = 16 * 1024 * 1024;

/** Told of each opening, for the list of recent sites. */
export type SiteOpened = (site: OpenedSite, counts: { floors: number; readings: number }) => void;

export interface SiteServiceParts {
  readonly workspace: Workspace;
  readonly siteFiles: SiteFiles;
  readonly files: Files;
  readonly clock: Clock;
  readonly onOpened: SiteOpened;
  /** Path of the practice site, made where it is missing or asked for fresh. */
  readonly practiceFile: (seed: number | undefined, fresh: boolean) => Promise<string>;
}

export class SiteService {
  readonly #parts: SiteServiceParts;

  constructor(parts: SiteServiceParts) {
    this.#parts = parts;
  }

  async create(file: string, name: string): Promise<OpenedSite> {
    const path = resolve(file.toLowerCase().endsWith('.groma') ? file : `${file}.groma`);
    const createdAt = new Date(this.#parts.clock.now()).toISOString();
    await this.#parts.siteFiles.create(path, { id: randomUUID(), name, createdAt, practiceSeed: undefined });
    return this.open(path);
  }

  async open(file: string): Promise<OpenedSite> {
    const site = await this.#parts.workspace.open(file);
    try {
      const opened = this.#describe(site);
      const info = this.info(site.siteId);
      this.#parts.onOpened(opened, { floors: info.floors.length, readings: info.readings });
      return opened;
    } catch (error) {
      // Whoever asked gets no site to close: a damaged file must not stay held.
      await this.#parts.workspace.release(site.siteId);
      throw error;
    }
  }

  async openPractice(seed: number | undefined, fresh: boolean): Promise<OpenedSite> {
    return this.open(await this.#parts.practiceFile(seed, fresh));
  }

  #describe(site: OpenSite): OpenedSite {
    const reason = site.opened.readOnlyReason;
    return {
      siteId: site.siteId,
      name: store.readSite(site.database).name,
      file: site.file,
      readOnly: site.readOnly,
      practice: site.practiceSeed !== undefined,
      ...(reason ? { readOnlyReason: reason.toShape() } : {}),
    };
  }

  info(siteId: SiteId): SiteInfo {
    const site = this.#parts.workspace.get(siteId);
    const record = store.readSite(site.database);
    const floors = store.summariseFloors(site.database);
    const sum = (pick: (floor: (typeof floors)[number]) => number) =>
      floors.reduce((total, floor) => total + pick(floor), 0);
    return {
      siteId,
      name: record.name,
      file: site.file,
      readOnly: site.readOnly,
      createdAt: record.createdAt,
      sizeBytes: statSync(site.file, { throwIfNoEntry: false })?.size ?? 0,
      floors,
      radios: store.countRadios(site.database),
      readings: sum((floor) => floor.readings),
      scans: sum((floor) => floor.scans),
      walls: sum((floor) => floor.walls),
      zones: sum((floor) => floor.zones),
      jobs: 0,
    };
  }

  rename(siteId: SiteId, name: string): void {
    const site = this.#writable(siteId);
    site.design.edit({
      title: `Site renamed to ${name}`,
      changes: [{ objectId: ObjectId.parse(siteId), kind: 'site', set: { name } }],
    });
    site.changed({ what: 'site' });
  }

  addFloor(siteId: SiteId, name: string, level: number | undefined) {
    const site = this.#writable(siteId);
    const floor = site.database.transaction(() => {
      this.#requireFreeName(site, name);
      return addFloor(site, name, level);
    });
    site.changed({ what: 'floors', floorId: floor.floorId });
    return { floorId: floor.floorId };
  }

  updateFloor(siteId: SiteId, ref: string, change: FloorChange): void {
    const site = this.#writable(siteId);
    const floor = site.findFloor(ref);
    site.database.transaction(() => {
      if (change.name !== undefined) this.#requireFreeName(site, change.name, floor.floorId);
      updateFloor(site, floor, change);
    });
    for (const what of ['floors', 'design'] as const) site.changed({ what, floorId: floor.floorId });
  }

  removeFloor(siteId: SiteId, ref: string): void {
    const site = this.#writable(siteId);
    const floor = site.findFloor(ref);
    const task = site.tasks.running(siteId);
    if (task !== undefined) throw new AppError('floor_in_use', { floor: floor.name, task });
    site.database.transaction(() => {
      const { readings, scans, tests } = store.countMeasured(site.database, floor);
      if (scans + tests > 0) throw new AppError('floor_has_readings', { floor: floor.name, readings });
      removeFloor(site, floor);
    });
    for (const what of ['floors', 'design', 'radios'] as const) site.changed({ what });
  }

  async importRadios(siteId: SiteId, ref: string, source: FileSource) {
    const site = this.#writable(siteId);
    const floor = site.findFloor(ref);
    const file = await this.#parts.files.resolve(source, maxRadioListBytes);
    const { radios, skipped } = await readRadioList(file);
    const added = putKnownRadios(site, floor, radios);
    this.#parts.files.release(source);
    site.changed({ what: 'design', floorId: floor.floorId });
    site.changed({ what: 'radios', floorId: floor.floorId });
    return { added, updated: radios.length - added, skipped: skipped.slice(0, 1_000) };
  }

  /** Looks for the files before the task starts, so that a wrong name is refused where the person stands. */
  async startMerge(siteId: SiteId, others: readonly FileSource[]): Promise<TaskId> {
    const site = this.#writable(siteId);
    const found = await Promise.all(others.map((source) => this.#parts.files.resolve(source, maxSiteBytes)));
    const kepts = others.map((source, at) => (found[at] ? kept(source, found[at]) : source));
    return site.tasks.start(siteId, 'site.mergeSite', { others: kepts });
  }

  async startImportProject(siteId: SiteId, source: FileSource): Promise<TaskId> {
    const site = this.#writable(siteId);
    const file = await this.#parts.files.resolve(source, maxProjectBytes);
    return site.tasks.start(siteId, 'site.importProject', { source: kept(source, file), fileName: file.name });
  }

  /** Looks at what is asked for before the task starts. */
  startExportProject(siteId: SiteId, out: string): TaskId {
    projectFormatOf(out);
    const folder = dirname(resolve(out));
    if (!existsSync(folder)) throw new AppError('folder_not_found', { folder });
    return this.#parts.workspace.get(siteId).tasks.start(siteId, 'site.exportProject', { out });
  }

  resolveConflict(siteId: SiteId, decision: Parameters<typeof resolveConflict>[1]): void {
    const site = this.#writable(siteId);
    site.database.transaction(() => resolveConflict(site, decision));
    for (const what of ['design', 'floors', 'site', 'radios'] as const) site.changed({ what });
  }

  async compare(siteId: SiteId, other: FileSource) {
    const site = this.#parts.workspace.get(siteId);
    const file = await this.#parts.files.resolve(other, maxSiteBytes);
    return withCopy(this.#parts, site, file, async (path) => {
      site.database.prepare(`ATTACH DATABASE ? AS ${otherSchema}`).run(path);
      try {
        return compareSites(site);
      } finally {
        site.database.exec(`DETACH DATABASE ${otherSchema}`);
      }
    });
  }

  async backup(siteId: SiteId, out: string) {
    const file = resolve(out);
    const { problems } = await this.#parts.siteFiles.backup(this.#parts.workspace.get(siteId).database, file);
    return { ok: problems.length === 0, problems, file };
  }

  verify(siteId: SiteId) {
    const problems = this.#parts.siteFiles.verify(this.#parts.workspace.get(siteId).database);
    return { ok: problems.length === 0, problems };
  }

  #writable(siteId: SiteId): OpenSite {
    const site = this.#parts.workspace.get(siteId);
    site.requireWritable();
    return site;
  }

  #requireFreeName(site: OpenSite, name: string, except?: string): void {
    const taken = store.findFloor(site.database, name);
    if (taken && taken.floorId !== except) throw new AppError('floor_exists', { floor: name });
  }
}
