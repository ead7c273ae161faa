// Where Groma keeps what is its own and not a site: settings, log, uploads, the practice site. The same for every shell.
import { homedir } from 'node:os';
import { join } from 'node:path';

/** GROMA_HOME, else the place where this system keeps programs' data. */
export function dataFolder(environment: NodeJS.ProcessEnv): string {
  const home = environment['GROMA_HOME'];
  if (home) return home;
  if (process.platform === 'win32')
    return join(environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Groma');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Groma');
  return join(environment['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'groma');
}
