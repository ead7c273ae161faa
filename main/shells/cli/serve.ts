// `serve`: the browser shell until it is interrupted. First line: {"url":…}.
import { runBrowserShell } from '../browser/run.ts';
import { type Common, splitWords } from './arguments.ts';
import { UsageError } from './flags.ts';

/** Resolves when the signal aborts, also where nothing else keeps the process alive. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const alive = setInterval(() => undefined, 60_000);
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  clearInterval(alive);
}

/** @throws UsageError for flags that are not among `known` */
export function requireKnown(named: ReadonlyMap<string, string>, known: readonly string[]): void {
  for (const name of named.keys()) if (!known.includes(name)) throw new UsageError(`unknown flag --${name}`);
}

export function readWhole(named: ReadonlyMap<string, string>, name: string, most: number): number | undefined {
  const text = named.get(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > most) throw new UsageError(`--${name} needs a whole number up to ${most}`);
  return value;
}

export async function serveShell(words: readonly string[], common: Common, signal: AbortSignal): Promise<number> {
  const { named, loose } = splitWords(words, (name) => name === 'lab');
  requireKnown(named, ['port', 'lab']);
  if (loose.length > 0) throw new UsageError(`"${loose[0]}" is one argument too many`);
  if (common.isHelp) {
    process.stdout.write('The browser shell until interrupted.\n\n  groma serve [--port N] [--lab]\n');
    return 0;
  }
  const shell = await runBrowserShell({ port: readWhole(named, 'port', 65_535) ?? 0, lab: named.has('lab') });
  process.stdout.write(`${JSON.stringify({ url: shell.url })}\n`);
  await untilAborted(signal);
  await shell.close();
  return 0;
}
