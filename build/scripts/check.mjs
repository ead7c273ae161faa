// `npm run check`: what should hold before each commit, in less than a minute.
import { runSteps } from './steps.mjs';

await runSteps(['types', 'lint', 'rules', 'fast']);
