// The promised verbs (design: the command line), each one procedure of the contract. Flags come from its schema; here stands only
// what a schema cannot say: positional arguments, the site's file, which fields scripts were promised.
import type { ProcedureName } from '../../../shared/contract/contract.ts';
import { type AppError, isAppError } from '../../../shared/errors/app-error.ts';

export interface Verb {
  /** `site create` */
  readonly words: readonly [string, string] | readonly [string];
  readonly procedure: ProcedureName;
  /** Input fields given by position, in order. */
  readonly positional: readonly string[];
  /** Needs `--site` (or GROMA_SITE), opened before the call; `maybe`: where one is given. */
  readonly inSite: boolean | 'maybe';
  /** Answers with a task: wait for it, show its progress, print its result. */
  readonly isTask?: true;
  /** Exit 3 where this says that a check was not met. */
  readonly isUnmet?: (output: Record<string, unknown>) => boolean;
  /** The answer that an error of opening the site stands for, for a verb that asks just that. */
  readonly onOpenError?: (error: AppError) => Record<string, unknown> | undefined;
  /** Fields of the output that are not printed: windows need them, scripts were not promised them. */
  readonly hide?: readonly string[];
  /** Flags that were promised under another name than their field's. */
  readonly flagNames?: Readonly<Record<string, string>>;
  /** An input field that takes every argument after the positional ones. */
  readonly rest?: string;
  /** Fields that are files; `source` is one unless others are named. */
  readonly isFile?: readonly string[];
  /** Input fields that a shell's caller does not give. */
  readonly omit?: readonly string[];
}

const problems = (output: Record<string, unknown>) => output['ok'] === false;

export const verbs: readonly Verb[] = [
  { words: ['site', 'create'], procedure: 'site.createSite', positional: ['file'], inSite: false },
  { words: ['site', 'info'], procedure: 'site.getInfo', positional: [], inSite: true },
  { words: ['site', 'radios'], procedure: 'site.importRadios', positional: ['source'], inSite: true },
  {
    words: ['site', 'merge'],
    procedure: 'site.mergeSite',
    positional: [],
    rest: 'others',
    isFile: ['others'],
    inSite: true,
    isTask: true,
  },
  { words: ['site', 'import'], procedure: 'site.importProject', positional: ['source'], inSite: true, isTask: true },
  { words: ['site', 'export'], procedure: 'site.exportProject', positional: ['out'], inSite: true, isTask: true },
  { words: ['site', 'backup'], procedure: 'site.backupSite', positional: ['out'], inSite: true, isUnmet: problems },
  {
    words: ['site', 'verify'],
    procedure: 'site.verifySite',
    positional: [],
    inSite: true,
    isUnmet: problems,
    onOpenError: (error) =>
      isAppError(error, 'site_damaged') ? { ok: false, problems: [`the file: ${error.params['detail']}`] } : undefined,
  },
  {
    words: ['floorplan', 'import'],
    procedure: 'floorplan.importPlan',
    positional: ['source'],
    inSite: true,
    isTask: true,
  },
  { words: ['floorplan', 'walls'], procedure: 'floorplan.importWalls', positional: ['source'], inSite: true },
  {
    words: ['survey', 'import'],
    procedure: 'survey.importReadings',
    positional: ['source'],
    inSite: true,
    isTask: true,
  },
  { words: ['survey', 'sources'], procedure: 'survey.listSources', positional: [], inSite: 'maybe' },
  {
    words: ['survey', 'record'],
    procedure: 'survey.startWalk',
    positional: [],
    inSite: true,
    isTask: true,
    isFile: ['path'],
  },
  { words: ['survey', 'devices'], procedure: 'survey.listDevices', positional: [], inSite: true },
  {
    words: ['survey', 'compare'],
    procedure: 'survey.compareDevices',
    positional: ['device', 'reference'],
    inSite: true,
  },
  { words: ['survey', 'offset'], procedure: 'survey.setDeviceOffset', positional: ['device'], inSite: true },
  {
    words: ['survey', 'test'],
    procedure: 'survey.runActiveTest',
    positional: ['target'],
    inSite: true,
    isTask: true,
  },
  { words: ['survey', 'tests'], procedure: 'survey.listActiveTests', positional: [], inSite: true },
  { words: ['survey', 'export'], procedure: 'survey.exportReadings', positional: [], inSite: true, isTask: true },
  {
    words: ['coverage', 'heatmap'],
    procedure: 'coverage.exportHeatmap',
    positional: [],
    inSite: true,
    flagNames: { cellM: 'cell' },
  },
];

/** Verbs that are not one call: they run until they are interrupted. */
export const longVerbs = [
  {
    words: ['lab', 'up'],
    summary: 'The practice world until interrupted; the first line is JSON with every endpoint.',
    usage: 'lab up [--radios] [--seed S] [--floor NAME]',
  },
  {
    words: ['serve'],
    summary: 'The browser shell; the first line is JSON {"url":…}.',
    usage: 'serve [--port N] [--lab]',
  },
] as const;
