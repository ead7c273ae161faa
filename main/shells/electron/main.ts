// Electron's entry.
import { dirname } from 'node:path';
import * as electron from 'electron';
import { startElectron } from './start.ts';

void startElectron(electron, {
  // This file lies in dist/main.
  folder: dirname(import.meta.dirname),
  arguments: process.argv,
  platform: process.platform,
  now: () => Date.now(),
});
