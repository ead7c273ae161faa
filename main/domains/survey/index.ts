// Survey as the other parts of the core see it.
import type { surveyContract } from '../../../shared/contract/survey.ts';
import type { Handlers } from '../../ports/handlers.ts';
import type { TaskDefinition } from '../../ports/tasks.ts';
import { activeTestTask } from './active/test-task.ts';
import { offsetsOf } from './devices/device-store.ts';
import { exportReadingsTask } from './export/export-task.ts';
import { surveyHandlers } from './handlers.ts';
import { importReadingsTask } from './import-task.ts';
import { requireOpen, type SurveyParts, type SurveyReadings } from './parts.ts';
import { SurveyService } from './service.ts';
import { readAllColumns } from './store.ts';
import { WalkService } from './walk/walk-service.ts';
import { walkTask } from './walk/walk-task.ts';
import { Walks } from './walk/walks.ts';

export { surveyMerge } from './merge.ts';
export type { ReadingColumns, SurveyReadings } from './parts.ts';
export { projectSurveys } from './project-surveys.ts';

export interface SurveyDomain {
  readonly handlers: Handlers<typeof surveyContract>;
  readonly tasks: readonly TaskDefinition[];
  readonly readings: SurveyReadings;
}

export function createSurvey(parts: SurveyParts): SurveyDomain {
  const walks = new Walks();
  const service = new SurveyService(parts);
  const tasks = [importReadingsTask(parts), exportReadingsTask(parts.engine), walkTask(walks), activeTestTask(parts)];
  return {
    handlers: surveyHandlers({ service, walks, live: new WalkService(parts, walks), sites: parts.sites }),
    tasks: tasks as TaskDefinition[],
    readings: {
      readColumns: async (site, floor, { radioId, kind, signal }) => {
        const goOn = () => requireOpen(parts.sites, site, signal);
        return readAllColumns(site.database, floor, { radioId, kind, offsets: offsetsOf(site), goOn });
      },
    },
  };
}
