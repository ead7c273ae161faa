// The domains, each given what it needs of the others.
import { createCoverage } from '../domains/coverage/index.ts';
import { createFloorplan, planMerge } from '../domains/floorplan/index.ts';
import { createSettings } from '../domains/settings/index.ts';
import { createSite, exportProjectTask, importProjectTask, mergeTask, type SiteDomain } from '../domains/site/index.ts';
import { createSurvey, projectSurveys, surveyMerge } from '../domains/survey/index.ts';
import type { Host } from '../ports/host.ts';
import type { SiteFiles } from '../ports/site-files.ts';
import type { SiteSession } from '../ports/sites.ts';
import type { TaskDefinition } from '../ports/tasks.ts';
import { type CoreFiles, fileHandlers } from './files.ts';
import type { DomainHandlers } from './handler-table.ts';
import type { OpenTasks } from './open-tasks.ts';
import type { PracticeSites } from './practice-sites.ts';
import { taskHandlers } from './task-handlers.ts';

export interface CoreParts {
  readonly host: Host;
  readonly siteFiles: SiteFiles;
  readonly files: CoreFiles;
  readonly tasks: OpenTasks;
  readonly practice: PracticeSites;
}

export interface Domains {
  readonly handlers: DomainHandlers;
  readonly workspace: SiteDomain['workspace'];
}

export function createDomains({ host, siteFiles, files, tasks, practice }: CoreParts): Domains {
  const { clock, workers } = host;
  const settings = createSettings(host);
  const site = createSite({
    siteFiles,
    files,
    clock,
    tasks,
    person: host.person,
    onOpened: settings.remember,
    practiceFile: (seed, fresh) => practice.file(seed, fresh),
    hooks: {
      opened: async (session) => {
        await practice.opened(session);
        tasks.opened(session);
      },
      closing: async (session) => {
        await tasks.closing(session);
        practice.closed(session.siteId);
        recount(session);
      },
    },
  });
  const sites = site.workspace;
  const floorplan = createFloorplan({ sites, files, workers, clock });
  const { plans } = floorplan;
  // Simulated readings belong to the practice world, and real ones to real places.
  const sources = async (session: SiteSession | undefined) =>
    session?.practiceSeed === undefined ? host.sources.list() : practice.sourcesOf(session.siteId);
  const survey = createSurvey({
    sites,
    files,
    sources,
    plans,
    clock,
    engine: host.database,
    tester: host.tester,
    person: host.person,
  });
  const coverage = createCoverage({ sites, workers, readings: survey.readings, plans });
  const merge = mergeTask({ siteFiles, files, parts: [planMerge, surveyMerge] });
  const exchange = importProjectTask({ files, workers, plans: floorplan.projectPlans, surveys: projectSurveys });
  const outward = exportProjectTask({ workers, plans: floorplan.projectPlans, surveys: projectSurveys });
  const ofSite = [merge, exchange, outward] as TaskDefinition[];
  tasks.define([...floorplan.tasks, ...survey.tasks, ...ofSite]);

  /** For the list of recent sites: a file that cannot be read any more is closed all the same. */
  function recount(session: SiteSession): void {
    try {
      settings.recount(session.file, site.countsOf(session));
    } catch (error) {
      host.log.warn('site.not_counted', { file: session.file, reason: String(error) });
    }
  }

  return {
    workspace: site.workspace,
    handlers: {
      site: site.handlers,
      floorplan: floorplan.handlers,
      survey: survey.handlers,
      coverage: coverage.handlers,
      settings: settings.handlers,
      tasks: taskHandlers(tasks),
      files: fileHandlers(files, host),
    },
  };
}
