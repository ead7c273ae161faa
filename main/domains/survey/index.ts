// Survey as the other parts of the core see it.
import type { surveyContract } from '../../../shared/contract/survey.ts';
import type { RadioId } from '../../../shared/model/ids.ts';
import type { RadioKind } from '../../../shared/model/radio.ts';
import type { Files } from '../../ports/files.ts';
import type { Handlers } from '../../ports/handlers.ts';
import type { ReadingSource } from '../../ports/reading-source.ts';
import type { Floor, SiteSession, Sites } from '../../ports/sites.ts';
import type { TaskDefinition } from '../../ports/tasks.ts';
import type { FloorExtents } from '../floorplan/index.ts';
import { exportReadingsTask } from './export-task.ts';
import { surveyHandlers } from './handlers.ts';
import { importReadingsTask } from './import-task.ts';
import { SurveyService } from './service.ts';
import { readColumns } from './store.ts';
import { Walks, walkTask } from './walk-task.ts';

/** Readings that have a place, as columns of equal length, ordered by radio. */
export interface ReadingColumns {
  readonly radioId: Int32Array<ArrayBuffer>;
  readonly xM: Float32Array<ArrayBuffer>;
  readonly yM: Float32Array<ArrayBuffer>;
  readonly rssiDbm: Float32Array<ArrayBuffer>;
}

export interface SurveyReadings {
  readColumns(site: SiteSession, floor: Floor, filter?: { radioId?: RadioId; kind?: RadioKind }): ReadingColumns;
}

export interface SurveyParts {
  readonly sites: Sites;
  readonly files: Files;
  readonly extents: FloorExtents;
  readonly sources: () => readonly ReadingSource[];
}

export interface SurveyDomain {
  readonly handlers: Handlers<typeof surveyContract>;
  readonly tasks: readonly TaskDefinition[];
  readonly readings: SurveyReadings;
}

export function createSurvey(parts: SurveyParts): SurveyDomain {
  const walks = new Walks();
  const service = new SurveyService(parts, walks);
  const tasks = [importReadingsTask(parts), exportReadingsTask, walkTask(walks, (id) => service.source(id))];
  return {
    handlers: surveyHandlers(service, walks, parts.sites),
    tasks: tasks as TaskDefinition[],
    readings: { readColumns: (site, floor, filter = {}) => readColumns(site.database, floor, filter) },
  };
}
