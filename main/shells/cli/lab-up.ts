// `lab up`: the practice world until it is interrupted. First line: JSON with every endpoint.
import { type Common, splitWords } from './arguments.ts';
import { UsageError } from './flags.ts';
import { readWhole, requireKnown, untilAborted } from './serve.ts';

const defaultSeed = 7;

export async function labUp(words: readonly string[], common: Common, signal: AbortSignal): Promise<number> {
  const { named, loose } = splitWords(words, (name) => name === 'radios');
  requireKnown(named, ['radios', 'seed', 'floor']);
  if (loose.length > 0) throw new UsageError(`"${loose[0]}" is one argument too many`);
  if (common.isHelp) {
    process.stdout.write(
      'The practice world until interrupted.\n\n  groma lab up [--radios] [--seed S] [--floor NAME]\n',
    );
    return 0;
  }
  const seed = readWhole(named, 'seed', 0xffffffff) ?? defaultSeed;
  const { makePracticeWorld } = await import('../../../lab/index.ts');
  const { serveRadios } = await import('../../../lab/serve-radios.ts');
  const world = makePracticeWorld(seed);
  const floor = named.get('floor') ?? world.floors[0]?.name ?? '';
  const level = world.floors.find((each) => each.name === floor)?.level;
  if (level === undefined)
    throw new UsageError(`--floor is one of ${world.floors.map((each) => each.name).join(', ')}`);
  const radios = named.has('radios') ? await serveRadios(world, { level, host: '127.0.0.1', port: 0 }) : undefined;
  const sources = radios ? [{ id: 'practice-radios', kind: 'json-lines', url: radios.url, floor }] : [];
  process.stdout.write(`${JSON.stringify({ seed, consoles: [], sources })}\n`);
  await untilAborted(signal);
  await radios?.close();
  return 0;
}
