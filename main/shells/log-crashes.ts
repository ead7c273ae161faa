// A defect that ends the process is in its log as well as in the terminal that nobody looks at.
import type { Log } from '../ports/host.ts';

/** Writes uncaught errors to the log; the process ends by them as before. @returns ends the watch */
export function logCrashes(log: Log): () => void {
  const onCrash = (error: unknown, origin: string) =>
    log.error('crashed', { origin, stack: error instanceof Error ? error.stack : String(error) });
  process.on('uncaughtExceptionMonitor', onCrash);
  return () => process.off('uncaughtExceptionMonitor', onCrash);
}
