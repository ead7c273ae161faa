// Electron's entry.
import { dirname } from 'node:path';
import * as electron from 'electron';
import { dataFolder } from '../data-folder.ts';
import { startElectron } from './start.ts';

void startElectron(electron, {
  // This file lies in dist/main.
  folder: dirname(import.meta.dirname),
  data: dataFolder(process.env),
  arguments: process.argv,
  platform: process.platform,
  now: () => Date.now(),
});
