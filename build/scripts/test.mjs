// `npm test`: everything, on any machine with Node and npm.
import { runSteps } from './steps.mjs';

await runSteps(['types', 'lint', 'rules', 'build', 'tests', 'e2e']);
