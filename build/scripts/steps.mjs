// Steps of `check` and `test`: each is one tool, named as a person would, with its time; the first that fails ends the run.
import { runNode, tool } from './run.mjs';

export const steps = {
  types: { title: 'Types', command: [tool.tsc, '-b'] },
  lint: { title: 'Lint and format', command: [tool.biome, 'check', '--error-on-warnings', '.'] },
  rules: {
    title: 'Import rules',
    command: [tool.depcruise, '--config', 'build/dependency-rules.cjs', 'main', 'preload', 'renderer', 'shared', 'lab'],
  },
  fast: { title: 'Unit tests', command: [tool.vitest, 'run', '--exclude', '**/*.int.test.ts'] },
  tests: { title: 'Unit and integration tests', command: [tool.vitest, 'run'] },
  build: { title: 'Build', command: ['build/scripts/build.mjs', '--if-stale'] },
  e2e: { title: 'End to end', command: ['build/scripts/e2e.mjs'] },
};

const seconds = (sinceMs) => ((performance.now() - sinceMs) / 1000).toFixed(1);

/** Runs the steps one after the other; exits with the first status that is not 0. */
export async function runSteps(names) {
  const began = performance.now();
  for (const name of names) {
    const { title, command } = steps[name];
    const started = performance.now();
    console.log(`\n== ${title}`);
    const status = await runNode(command);
    console.log(`== ${title}: ${status === 0 ? 'good' : 'FAILED'}, ${seconds(started)} s`);
    if (status !== 0) process.exit(status);
  }
  console.log(`\nAll ${names.length} steps are good, ${seconds(began)} s.`);
}
