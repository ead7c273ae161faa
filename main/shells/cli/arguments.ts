// The command line's words into a verb and its input.
import { findProcedure } from '../../../shared/contract/contract.ts';
import type { Procedure } from '../../../shared/contract/define.ts';
import { checkInput, type Flag, flagsOf, readFlag, UsageError } from './flags.ts';
import { longVerbs, type Verb, verbs } from './verbs.ts';

export interface Common {
  readonly site: string | undefined;
  readonly isJson: boolean;
  readonly isHelp: boolean;
}

/** Flags that every verb knows, taken out of the words. */
export function takeCommon(
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
): { common: Common; rest: string[] } {
  const rest: string[] = [];
  let site = environment['GROMA_SITE'];
  let isJson = false;
  let isHelp = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--json') isJson = true;
    else if (word === '--help' || word === '-h') isHelp = true;
    else if (word.startsWith('--site=')) site = word.slice('--site='.length);
    else if (word === '--site') {
      site = words[++index];
      if (site === undefined) throw new UsageError('--site needs a file');
    } else rest.push(word);
  }
  return { common: { site, isJson, isHelp }, rest };
}

export function findVerb(words: readonly string[]): Verb | undefined {
  return verbs.find((verb) => verb.words.every((word, index) => words[index] === word));
}

/** `site`, `survey`, …: the first word of verbs of two. */
export const isGroup = (word: string): boolean =>
  [...verbs, ...longVerbs].some(({ words }) => words.length > 1 && words[0] === word);

export function procedureOf(verb: Verb): Procedure {
  const procedure = findProcedure(verb.procedure);
  if (!procedure) throw new Error(`verb ${verb.words.join(' ')} names no procedure`);
  return procedure;
}

/** Flags as written, by name; a switch may stand alone. @throws UsageError */
export function splitWords(
  words: readonly string[],
  isSwitch: (name: string) => boolean,
): { named: Map<string, string>; loose: string[] } {
  const named = new Map<string, string>();
  const loose: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (!word.startsWith('--')) {
      loose.push(word);
      continue;
    }
    const [name = '', inline] = word.slice(2).split(/=(.*)/s, 2);
    if (named.has(name)) throw new UsageError(`--${name} is given twice`);
    if (inline !== undefined) named.set(name, inline);
    else if (isSwitch(name)) named.set(name, 'true');
    else {
      const value = words[++index];
      if (value === undefined || value.startsWith('--')) throw new UsageError(`--${name} needs a value`);
      named.set(name, value);
    }
  }
  return { named, loose };
}

/** The input of a verb's procedure, without the site. @throws UsageError */
export function readInput(verb: Verb, words: readonly string[]): Record<string, unknown> {
  const procedure = procedureOf(verb);
  const flags = flagsOf(procedure, verb);
  const byName = new Map(flags.map((flag) => [flag.name, flag]));
  const { named, loose } = splitWords(words, (name) => byName.get(name)?.shape === 'switch');
  const input: Record<string, unknown> = {};
  const put = (flag: Flag | undefined, text: string, name: string) => {
    if (!flag) throw new UsageError(`unknown flag --${name}`);
    input[flag.field] = readFlag(flag, text);
  };
  for (const [name, text] of named) put(byName.get(name), text, name);
  const rest = flags.find((flag) => flag.field === verb.rest);
  if (rest && loose.length > 0) input[rest.field] = loose.splice(0).map((text) => readFlag(rest, text));
  loose.forEach((text, index) => {
    const field = verb.positional[index];
    if (field === undefined) throw new UsageError(`"${text}" is one argument too many`);
    put(
      flags.find((flag) => flag.field === field),
      text,
      field,
    );
  });
  const missing = flags.filter((flag) => flag.isRequired && !(flag.field in input));
  if (missing.length > 0) throw new UsageError(`missing ${missing.map((flag) => nameOf(flag, verb)).join(', ')}`);
  checkInput(procedure, input, verb);
  return input;
}

export function nameOf(flag: Flag, verb: Verb): string {
  if (flag.field === verb.rest) return 'FILE…';
  if (!verb.positional.includes(flag.field)) return `--${flag.name}`;
  return flag.field === 'source' ? 'FILE' : flag.field.toUpperCase();
}
