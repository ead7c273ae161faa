// Use cases of live recording.
import type { ParsedInputOf } from '../../../../shared/contract/contract.ts';
import type { WalkMode } from '../../../../shared/contract/walk.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { TaskId } from '../../../../shared/model/ids.ts';
import type { PlaceM } from '../../../../shared/survey/walk-path.ts';
import type { GeoFix, ReadingSource } from '../../../ports/reading-source.ts';
import type { Floor, SiteSession } from '../../../ports/sites.ts';
import { earthOf } from '../earth.ts';
import type { SurveyParts } from '../parts.ts';
import { LiveWalk } from './live-walk.ts';
import { readSchedule } from './schedule.ts';
import { requireReady } from './walk-sources.ts';
import type { Schedule, Walks } from './walks.ts';

type StartInput = Omit<ParsedInputOf<'survey.startWalk'>, 'siteId'>;

const maxScheduleBytes = 4 * 1024 * 1024;

export class WalkService {
  readonly #parts: SurveyParts;
  readonly #walks: Walks;

  constructor(parts: SurveyParts, walks: Walks) {
    this.#parts = parts;
    this.#walks = walks;
  }

  async listSources(site: SiteSession | undefined) {
    const sources = await this.#parts.sources(site);
    const states = await Promise.all(sources.map((source) => source.preflight()));
    return {
      sources: sources.map(({ id, kind, name, knowsPlace = false }, at) => ({
        id,
        kind,
        name,
        knowsPlace,
        ...(states[at] ?? { state: 'unknown' as const }),
      })),
    };
  }

  /** @throws AppError `source_not_found`, `source_busy` */
  async #sources(site: SiteSession, source: StartInput['source']): Promise<ReadingSource[]> {
    const ids = typeof source === 'string' ? source.split(',').map((id) => id.trim()) : source;
    const known = await this.#parts.sources(site);
    return [...new Set(ids)].map((id) => {
      const found = known.find((each) => each.id === id);
      if (!found) throw new AppError('source_not_found', { source: id });
      this.#requireFree(found);
      return found;
    });
  }

  #requireFree({ id, name }: ReadingSource): void {
    if (this.#walks.isBusy(id)) throw new AppError('source_busy', { source: name });
  }

  async start(site: SiteSession, input: StartInput): Promise<TaskId> {
    site.requireWritable();
    const floor = site.findFloor(input.floor);
    const sources = await this.#sources(site, input.source);
    const mode = modeOf(input, sources);
    const toPlan = mode === 'gps' ? planOf(site, floor) : undefined;
    const schedule = await this.#schedule(input);
    await requireReady(sources);
    // While that was found out another window may have taken a source.
    for (const source of sources) this.#requireFree(source);
    const { database } = site;
    return database.transaction(() => {
      const { clock, person } = this.#parts;
      const now = () => clock.now();
      const walk = new LiveWalk({ site, floor, mode, dwellMs: input.dwellS * 1_000, person, now, toPlan });
      const taskId = site.tasks.start(site.siteId, 'survey.startWalk', { floor: floor.name, speed: input.speed });
      // At once, not when the task gets its turn: the next caller must find the source taken, and this one a walk to watch.
      this.#walks.begin(taskId, {
        walk,
        sources,
        schedule,
        durationMs: input.seconds === undefined ? undefined : input.seconds * 1_000,
        finished: new AbortController(),
      });
      return taskId;
    });
  }

  async #schedule({ at, path }: StartInput): Promise<Schedule> {
    if (at) return [{ afterMs: 0, place: { xM: at[0], yM: at[1] } }];
    if (!path) return [];
    const file = await this.#parts.files.resolve(path, maxScheduleBytes);
    const schedule = await readSchedule(file);
    this.#parts.files.release(path);
    return schedule;
  }

  mark(taskId: TaskId, { xM, yM, agoMs }: PlaceM & { agoMs: number }) {
    const { walk } = this.#walks.prepared(taskId);
    return { markId: walk.mark({ xM, yM }, this.#parts.clock.now() - agoMs) };
  }

  control(taskId: TaskId, action: ParsedInputOf<'survey.controlWalk'>['action']): void {
    const { walk, finished } = this.#walks.prepared(taskId);
    if (action === 'finish') finished.abort();
    else if (action === 'leave') walk.leave();
    else walk.path?.[action]();
  }
}

function modeOf({ mode, at, path }: StartInput, sources: readonly ReadingSource[]): WalkMode {
  if (mode !== undefined) return mode;
  if (at) return 'fixed';
  if (path) return 'continuous';
  return sources.every(({ knowsPlace }) => knowsPlace === true) ? 'guided' : 'continuous';
}

/** @throws AppError `plan_without_georeference` */
function planOf(site: SiteSession, floor: Floor): (fix: GeoFix) => PlaceM {
  const reference = earthOf(site, floor);
  if (!reference) throw new AppError('plan_without_georeference', { floor: floor.name });
  return ({ latDeg, lonDeg }) => {
    const [xM, yM] = reference.toPlan(latDeg, lonDeg);
    return { xM, yM };
  };
}
