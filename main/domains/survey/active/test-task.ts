// An active test as a task: it shows how far it is, can be cancelled, and what came of it goes into the site, a failure too.
import { randomUUID } from 'node:crypto';
import type { ActiveResult, ActiveTest } from '../../../../shared/contract/active-test.ts';
import { ActiveTest as Schema } from '../../../../shared/contract/active-test.ts';
import type { ParsedInputOf } from '../../../../shared/contract/contract.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { TestId } from '../../../../shared/model/ids.ts';
import type { TaskDefinition } from '../../../ports/tasks.ts';
import type { SurveyParts } from '../parts.ts';
import { addTest } from './test-store.ts';

export type ActiveTestInput = Omit<ParsedInputOf<'survey.runActiveTest'>, 'siteId'>;

/** @throws AppError `test_not_valid` */
export function testOf({ floor: _floor, at: _at, ...settings }: ActiveTestInput): ActiveTest {
  const parsed = Schema.safeParse(settings);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('test_not_valid', {
    detail: `${issue?.path.join('.') || 'test'}: ${issue?.message ?? 'not valid'}`,
  });
}

export function activeTestTask(
  parts: Pick<SurveyParts, 'tester' | 'clock' | 'person'>,
): TaskDefinition<ActiveTestInput, ActiveResult> {
  return {
    kind: 'survey.runActiveTest',
    title: ({ kind, target }) => `${kind} to ${target}`,
    run: async ({ input, site, signal, progress }) => {
      const test = testOf(input);
      const floor = site.findFloor(input.floor);
      const timeMs = parts.clock.now();
      const tell = () => {
        const passedS = Math.min(test.seconds, (parts.clock.now() - timeMs) / 1_000);
        progress('Testing', Math.floor(passedS), test.seconds, 's');
      };
      tell();
      const timer = setInterval(tell, 500);
      try {
        const outcome = await parts.tester.run(test, signal);
        const [xM, yM] = input.at ?? [];
        const place = xM === undefined || yM === undefined ? {} : { xM, yM };
        const result: ActiveResult = { testId: TestId.parse(randomUUID()), timeMs, ...place, test, outcome };
        site.requireWritable();
        addTest(site.database, floor, parts.person, result);
        site.changed({ what: 'tests', floorId: floor.floorId });
        return result;
      } finally {
        clearInterval(timer);
      }
    },
  };
}
