// Use cases of plans: look into a file, scale, place, walls. Importing is in import-task.ts.
import { readFile } from 'node:fs/promises';
import type { FileSource } from '../../../shared/contract/common.ts';
import type { KnownLength, Plan, ScaleCheck } from '../../../shared/contract/floorplan.ts';
import { AppError, isAppError } from '../../../shared/errors/app-error.ts';
import { checkScale, type ScaleInput, scaleFrom } from '../../../shared/geometry/scale.ts';
import type { PlanId } from '../../../shared/model/ids.ts';
import { maxPlanBytes } from '../../../shared/model/units.ts';
import { decodeText } from '../../files/csv-layout.ts';
import { fileError } from '../../files/file-error.ts';
import type { Files } from '../../ports/files.ts';
import type { Clock, Workers } from '../../ports/host.ts';
import type { Floor, SiteSession, Sites } from '../../ports/sites.ts';
import { followPlan, putWalls } from './drawn-walls.ts';
import type { FloorExtent, FloorPicture, FloorPlans } from './extent.ts';
import { detectFormat } from './formats/detect-format.ts';
import type { PlanJob, PlanJobResults } from './formats/plan-job.ts';
import { keepPhoto, photoMaxPx } from './photos.ts';
import * as store from './store.ts';
import { readWalls } from './walls.ts';

export interface FloorplanParts {
  readonly sites: Sites;
  readonly files: Files;
  readonly workers: Workers;
  readonly clock: Clock;
}

const timeoutMs = 120_000;
const maxWallBytes = 64 * 1024 * 1024;

export class FloorplanService implements FloorPlans {
  readonly parts: FloorplanParts;

  constructor(parts: FloorplanParts) {
    this.parts = parts;
  }

  /** Runs a job over a plan file in the worker. @throws AppError of the contract's `planFileErrors` */
  async readPlanFile<Kind extends PlanJob['kind']>(
    source: FileSource,
    job: Omit<Extract<PlanJob, { kind: Kind }>, 'path' | 'name'> & { kind: Kind },
    signal: AbortSignal,
  ): Promise<PlanJobResults[Kind]> {
    const { path, name } = await this.parts.files.resolve(source, maxPlanBytes);
    return this.#run({ path, name }, job, signal);
  }

  /** A picture under a name that is not its file's. */
  readPictureFile(file: { path: string; name: string }, signal: AbortSignal): Promise<PlanJobResults['import']> {
    return this.#run(file, { kind: 'import', layers: [] }, signal);
  }

  /** As one PNG. */
  async drawPlanFile(file: { path: string; name: string; page?: number }, maxPx: number, signal: AbortSignal) {
    const { bytes, widthPx, heightPx } = await this.#run(file, { kind: 'preview', maxPx }, signal);
    return { bytes, widthPx, heightPx };
  }

  async #run<Kind extends PlanJob['kind']>(
    file: { path: string; name: string; page?: number },
    job: Omit<Extract<PlanJob, { kind: Kind }>, 'path' | 'name'> & { kind: Kind },
    signal: AbortSignal,
  ): Promise<PlanJobResults[Kind]> {
    try {
      return await this.parts.workers.run<PlanJobResults[Kind]>(
        'floorplan',
        { ...job, ...file },
        { signal, timeoutMs },
      );
    } catch (error) {
      if (error instanceof AppError && error.code === 'deadline_exceeded')
        throw new AppError('plan_takes_too_long', { ...error.params, file: file.name }, { cause: error });
      throw error;
    }
  }

  /** @throws AppError `photo_not_a_picture`, and what the contract's `planFileErrors` say */
  async addPhoto(site: SiteSession, source: FileSource, signal: AbortSignal): Promise<string> {
    site.requireWritable();
    try {
      const { bytes, mediaType } = await this.readPlanFile(source, { kind: 'photo', maxPx: photoMaxPx }, signal);
      return keepPhoto(this.parts.sites.get(site.siteId), bytes, mediaType);
    } catch (error) {
      throw isAppError(error, 'plan_unknown_format')
        ? new AppError('photo_not_a_picture', error.params, { cause: error })
        : error;
    } finally {
      this.parts.files.release(source);
    }
  }

  plan(site: SiteSession, ref: string): Plan | undefined {
    return store.readPlan(site.database, site.findFloor(ref));
  }

  tile(site: SiteSession, planId: PlanId, at: { level: number; column: number; row: number }) {
    const tile = store.readTile(site.database, planId, at);
    if (!tile) throw new AppError('plan_not_found');
    return { mediaType: tile.mediaType, bytes: tile.bytes };
  }

  setScale(site: SiteSession, ref: string, input: ScaleInput): Plan {
    return this.#change(site, ref, (_floor, plan) => {
      const scale = scaleFrom(input, plan.widthPx);
      if (scale) store.setScale(site.database, plan, scale);
    });
  }

  checkScale(site: SiteSession, ref: string, known: KnownLength): ScaleCheck {
    let check: ScaleCheck | undefined;
    this.#change(site, ref, (floor, plan) => {
      if (plan.metresPerPixel === undefined) throw new AppError('plan_no_scale', { floor: floor.name });
      check = checkScale(plan.metresPerPixel, known);
      store.addCheck(site.database, plan, check);
    });
    if (!check) throw new Error('a scale check without a result');
    return check;
  }

  place(
    site: SiteSession,
    ref: string,
    place: { originXM?: number | undefined; originYM?: number | undefined; northDeg?: number | undefined },
  ): Plan {
    return this.#change(site, ref, (_floor, plan) =>
      store.placePlan(site.database, plan, {
        originXM: place.originXM ?? plan.originXM,
        originYM: place.originYM ?? plan.originYM,
        northDeg: place.northDeg ?? plan.northDeg,
      }),
    );
  }

  /** A change of the plan that is there: one transaction, then everybody hears of it. */
  #change(site: SiteSession, ref: string, work: (floor: Floor, plan: Plan) => void): Plan {
    site.requireWritable();
    const floor = site.findFloor(ref);
    const changed = site.database.transaction(() => {
      const plan = store.readPlan(site.database, floor);
      if (!plan) throw new AppError('plan_missing', { floor: floor.name });
      work(floor, plan);
      const after = store.readPlan(site.database, floor) ?? plan;
      followPlan(site, floor, plan, after);
      return after;
    });
    site.changed({ what: 'plan', floorId: floor.floorId });
    site.changed({ what: 'design', floorId: floor.floorId });
    return changed;
  }

  async importWalls(site: SiteSession, ref: string, source: FileSource) {
    site.requireWritable();
    const floor = site.findFloor(ref);
    const file = await this.parts.files.resolve(source, maxWallBytes);
    const bytes = await readFile(file.path).catch((error: unknown) => {
      throw fileError(error, file.name);
    });
    const { walls, skipped } = readWalls(decodeText(bytes).text, file.name);
    const { added, updated } = site.database.transaction(() => putWalls(site, floor, walls));
    this.parts.files.release(source);
    site.changed({ what: 'design', floorId: floor.floorId });
    return { added, updated, skipped: skipped.slice(0, 1_000) };
  }

  extentOf(site: SiteSession, floor: Floor): FloorExtent | undefined {
    const plan = store.readPlan(site.database, floor);
    if (plan?.widthM === undefined || plan.heightM === undefined) return undefined;
    return { originXM: plan.originXM, originYM: plan.originYM, widthM: plan.widthM, heightM: plan.heightM };
  }

  pictureOf(site: SiteSession, floor: Floor): FloorPicture | undefined {
    const plan = store.readPlan(site.database, floor);
    const tile = plan && store.readTile(site.database, plan.planId, { level: 0, column: 0, row: 0 });
    if (!tile) return undefined;
    // The site may come from elsewhere: nothing but a picture is handed to what decodes pictures.
    const format = detectFormat(tile.bytes);
    return format === 'png' || format === 'jpg' ? { fileName: plan.fileName, bytes: tile.bytes } : undefined;
  }
}
