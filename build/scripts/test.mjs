// `npm test`: everything, on any machine with Node and npm.
import { runSteps } from './steps.mjs';

await runSteps(['types', 'lint', 'rules', 'tests', 'build', 'e2e']);
