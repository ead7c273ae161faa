// Steps of `check` and `test`: each is one tool, named as a person would, with its time; the first that fails ends the run. The
// last lines are the test runners' own counts.
import { stripVTControlCharacters } from 'node:util';
import { runNode, tool } from './run.mjs';

/** How vitest and Playwright say how many tests there were. */
const vitestCount = /^ *(Test Files|Tests) +\d/;
const playwrightCount = /^ *\d+ (passed|skipped|flaky|failed|did not run)/;

export const steps = {
  types: { title: 'Types', command: [tool.tsc, '-b'] },
  lint: { title: 'Lint and format', command: [tool.biome, 'check', '--error-on-warnings', '.'] },
  rules: {
    title: 'Import rules',
    command: [tool.depcruise, '--config', 'build/dependency-rules.cjs', 'main', 'preload', 'renderer', 'shared', 'lab'],
  },
  fast: {
    title: 'Unit tests',
    command: [tool.vitest, 'run', '--exclude', '**/*.int.test.ts'],
    count: vitestCount,
  },
  tests: { title: 'Unit and integration tests', command: [tool.vitest, 'run'], count: vitestCount },
  build: { title: 'Build', command: ['build/scripts/build.mjs', '--if-stale'] },
  e2e: { title: 'End to end', command: ['build/scripts/e2e.mjs'], count: playwrightCount },
};

const seconds = (sinceMs) => ((performance.now() - sinceMs) / 1000).toFixed(1);

/** Runs a step and shows its output as it comes; `counts` are the lines of it that tell how many tests there were. */
async function runStep({ command, count }) {
  if (!count) return { status: await runNode(command), counts: [] };
  let output = '';
  let ended = Promise.resolve();
  const status = await runNode(command, {
    stdio: ['inherit', 'pipe', 'inherit'],
    env: process.stdout.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: '1' } : {},
    onStart: ({ stdout }) => {
      stdout.setEncoding('utf8');
      ended = new Promise((resolve) => stdout.once('end', resolve));
      stdout.on('data', (data) => {
        process.stdout.write(data);
        output += data;
      });
    },
  });
  await ended;
  return {
    status,
    counts: output
      .split('\n')
      .map(stripVTControlCharacters)
      .filter((line) => count.test(line)),
  };
}

/** Runs the steps one after the other; the first status that is not 0 ends the run and is the program's own. */
export async function runSteps(names) {
  const began = performance.now();
  const counted = [];
  for (const name of names) {
    const step = steps[name];
    const started = performance.now();
    console.log(`\n== ${step.title}`);
    const { status, counts } = await runStep(step);
    console.log(`== ${step.title}: ${status === 0 ? 'good' : 'FAILED'}, ${seconds(started)} s`);
    if (status !== 0) {
      // Not exit(): what was written last may still be on its way.
      process.exitCode = status;
      return;
    }
    counted.push(...counts.map((line) => `${step.title}: ${line.trim()}`));
  }
  console.log([`\nAll ${names.length} steps are good, ${seconds(began)} s.`, ...counted].join('\n'));
}
