// The command line as a program. Exit status: 0 done, 1 expected failure, 2 wrong usage, 3 check not met, 130 cancelled.
import { AppError, isAppError } from '../../../shared/errors/app-error.ts';
import { readVersion } from '../version.ts';
import { findVerb, isGroup, readInput, takeCommon } from './arguments.ts';
import { UsageError } from './flags.ts';
import { generalHelp, verbHelp } from './help.ts';

async function main(words: readonly string[], signal: AbortSignal): Promise<number> {
  const { common, rest } = takeCommon(words, process.env);
  const [first, second] = rest;
  if (first === undefined || (first === 'help' && second === undefined)) {
    process.stdout.write(generalHelp());
    return first === undefined && !common.isHelp ? 2 : 0;
  }
  // The core is loaded where it is needed: help and a wrong word are answered at once.
  if (first === 'serve') return (await import('./serve.ts')).serveShell(rest.slice(1), common, signal);
  if (first === 'lab' && second === 'up') return (await import('./lab-up.ts')).labUp(rest.slice(2), common, signal);
  if (first === '--version') {
    process.stdout.write(`${readVersion()}\n`);
    return 0;
  }
  if (common.isHelp && second === undefined && isGroup(first)) {
    process.stdout.write(generalHelp(first));
    return 0;
  }
  const verb = findVerb(rest);
  if (!verb) throw new UsageError(`there is no "${rest.slice(0, 2).join(' ')}"; groma --help lists what there is`);
  if (common.isHelp) {
    process.stdout.write(verbHelp(verb));
    return 0;
  }
  const input = readInput(verb, rest.slice(verb.words.length));
  if (verb.inSite === true && !common.site)
    throw new UsageError('which site? Give --site FILE.groma or set GROMA_SITE');
  return (await import('./run-verb.ts')).runVerb(verb, input, common, signal);
}

function report(error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(`groma: ${error.message}\n`);
    return 2;
  }
  if (isAppError(error)) {
    const { code, message, params, step } = error.toShape();
    process.stderr.write(`${JSON.stringify({ code, message, params, step })}\n`);
    return code === 'cancelled' ? 130 : 1;
  }
  process.stderr.write(`groma: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}

const controller = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    // A second one means it.
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new AppError('cancelled'));
  });
}
// `groma … | head` is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const status = await main(process.argv.slice(2), controller.signal).catch(report);
process.exitCode = status;
