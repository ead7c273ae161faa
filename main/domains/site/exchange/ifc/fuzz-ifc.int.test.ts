// Changed building models never bring the reader down.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import { startTestCore, type TestCore } from '../../../../core/testing/test-site.ts';
import { ifcOf } from '../../testing/ifc-file.ts';
import type { ProjectJob } from '../project-job.ts';

/** `FUZZ_RUNS` for longer ones by hand. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 30);

const lines = ifcOf().split('\n');
const numbers = /#\d+|-?\d+\.\d*/g;

/** A line is missing, or one of its numbers is another one. */
function changed(at: number, which: number, value: string | undefined): string {
  const copy = lines.slice();
  if (value === undefined) copy.splice(at, 1);
  else {
    let index = 0;
    const count = (copy[at] ?? '').match(numbers)?.length ?? 0;
    copy[at] = (copy[at] ?? '').replaceAll(numbers, (each) => (index++ === which % Math.max(1, count) ? value : each));
  }
  return copy.join('\n');
}

/** A model can go round in circles that the reader follows: then it is ended. */
const timeoutMs = 3_000;

let core: TestCore;
beforeAll(() => {
  core = startTestCore();
});
afterAll(() => core.close());

test('any line missing, any number another one', { timeout: 60_000 + numRuns * timeoutMs }, async () => {
  const values = fc.constantFrom('$', '#1', '#999999', '0.', '-1.', '1.E30', "''", '()', '.T.', '#40', '*', undefined);
  const path = join(core.folder, 'a.ifc');
  await fc.assert(
    fc.asyncProperty(fc.nat(lines.length - 1), fc.nat(20), values, async (at, which, value) => {
      writeFileSync(path, changed(at, which, value));
      const job: ProjectJob = { kind: 'read', path, name: 'a.ifc' };
      try {
        await core.host.workers.run('project', job, { timeoutMs });
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        expect(error).not.toMatchObject({ code: 'internal' });
      }
    }),
    { numRuns },
  );
});
