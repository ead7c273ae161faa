// Use cases of coverage: a map of the signal, on screen and into a file.
import type { ParsedInputOf } from '../../../shared/contract/contract.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { extentOf } from '../../../shared/geometry/extent.ts';
import type { FloorId, RadioId } from '../../../shared/model/ids.ts';
import { type Heatmap, type HeatmapJob, summarise } from '../../../shared/rf/heatmap.ts';
import type { CellGrid } from '../../../shared/rf/kernels/places.ts';
import type { Workers } from '../../ports/host.ts';
import type { Floor, SiteSession, Sites } from '../../ports/sites.ts';
import type { FloorPlans } from '../floorplan/index.ts';
import type { ReadingColumns, SurveyReadings } from '../survey/index.ts';
import type { PictureGround } from './picture.ts';
import { countHeard, findRadioId } from './store.ts';

export interface CoverageParts {
  readonly sites: Sites;
  readonly workers: Workers;
  readonly readings: SurveyReadings;
  readonly plans: FloorPlans;
}

export type HeatmapRequest = Omit<ParsedInputOf<'coverage.computeHeatmap'>, 'siteId' | 'region'> & {
  readonly region?: Region | undefined;
};

type Region = NonNullable<ParsedInputOf<'coverage.computeHeatmap'>['region']>;

/** Above this a map takes long and its picture shows nothing more. */
const maxCells = 4_000_000;
const timeoutMs = 120_000;

export interface ComputedHeatmap extends Heatmap {
  readonly floorId: FloorId;
  readonly grid: CellGrid;
  readonly radioId: RadioId | undefined;
}

export class CoverageService {
  readonly #parts: CoverageParts;

  constructor(parts: CoverageParts) {
    this.#parts = parts;
  }

  async compute(site: SiteSession, request: HeatmapRequest, signal: AbortSignal): Promise<ComputedHeatmap> {
    const floor = site.findFloor(request.floor);
    const radioId = this.#radioOf(site, request);
    const readings = await this.#parts.readings.readColumns(site, floor, { radioId, kind: request.kind, signal });
    if (readings.radioId.length === 0) throw nothingToMap(site, floor, request, radioId);
    const whole = this.#gridOf(site, floor, request, readings);
    const grid = request.region ? partOf(whole, request.region) : whole;
    const job: HeatmapJob = { readings, grid, reachM: request.reachM, isPart: request.region !== undefined };
    const transfer = [readings.radioId.buffer, readings.xM.buffer, readings.yM.buffer, readings.rssiDbm.buffer];
    const map = await this.#parts.workers.run<Heatmap>('heatmap', job, { signal, timeoutMs, transfer });
    return { ...map, floorId: floor.floorId, grid, radioId };
  }

  /** The plan that a map of the floor lies on: the map's grid starts where the plan does. */
  groundOf(site: SiteSession, ref: string): PictureGround | undefined {
    const floor = site.findFloor(ref);
    const extent = this.#parts.plans.extentOf(site, floor);
    const picture = extent && this.#parts.plans.pictureOf(site, floor);
    return picture && { ...picture, widthM: extent.widthM, heightM: extent.heightM };
  }

  #radioOf(site: SiteSession, request: HeatmapRequest): RadioId | undefined {
    if (request.metric === 'rssi' && request.radio === undefined) throw new AppError('radio_needed');
    if (request.radio === undefined) return undefined;
    const radioId = findRadioId(site.database, request.radio, request.kind);
    if (radioId === undefined) throw new AppError('radio_not_found', { radio: request.radio });
    return radioId;
  }

  /** The plan's extent where it has a scale; else what the readings reach. */
  #gridOf(site: SiteSession, floor: Floor, request: HeatmapRequest, readings: ReadingColumns): CellGrid {
    const { cellM, reachM } = request;
    const extent = this.#parts.plans.extentOf(site, floor);
    const [x, y] = [extentOf(readings.xM), extentOf(readings.yM)];
    const leftM = extent?.originXM ?? x.low - reachM;
    const topM = extent?.originYM ?? y.low - reachM;
    const columns = Math.ceil((extent?.widthM ?? x.high + reachM - leftM) / cellM - 1e-6);
    const rows = Math.ceil((extent?.heightM ?? y.high + reachM - topM) / cellM - 1e-6);
    if (columns * rows > maxCells) throw new AppError('heatmap_too_large', { cells: columns * rows, limit: maxCells });
    return { columns, rows, cellM, leftM, topM };
  }
}

/** The cells of a grid that a region touches. */
function partOf(grid: CellGrid, [left, top, width, height]: Region): CellGrid {
  const { cellM, leftM, topM } = grid;
  const clamp = (cells: number, most: number) => Math.min(most, Math.max(0, cells));
  const column = clamp(Math.floor((left - leftM) / cellM), grid.columns);
  const row = clamp(Math.floor((top - topM) / cellM), grid.rows);
  return {
    cellM,
    leftM: leftM + column * cellM,
    topM: topM + row * cellM,
    columns: clamp(Math.ceil((left + width - leftM) / cellM), grid.columns) - column,
    rows: clamp(Math.ceil((top + height - topM) / cellM), grid.rows) - row,
  };
}

function nothingToMap(
  site: SiteSession,
  floor: Floor,
  request: HeatmapRequest,
  radioId: RadioId | undefined,
): AppError {
  const heard = countHeard(site.database, floor, { radioId, kind: request.kind });
  if (heard > 0) return new AppError('readings_without_place', { readings: heard, floor: floor.name });
  return radioId === undefined
    ? new AppError('no_readings', { floor: floor.name })
    : new AppError('radio_not_found', { radio: request.radio ?? '' });
}

/** What a map's answer says of it, on the wire and on the command line. */
export function describe(map: ComputedHeatmap) {
  const { painted: _painted, ...range } = summarise(map.valuesDbm);
  return {
    cells: map.valuesDbm.length,
    ...range,
    ...(map.looRmseDb === undefined ? {} : { looRmseDb: map.looRmseDb }),
    method: 'idw' as const,
  };
}
