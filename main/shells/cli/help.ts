// `--help`, generated from the verbs and the schemas.
import { nameOf, procedureOf } from './arguments.ts';
import { type Flag, flagsOf } from './flags.ts';
import { longVerbs, type Verb, verbs } from './verbs.ts';

const placeFor = (flag: Flag): string => {
  if (flag.choices) return flag.choices.join('|');
  return { text: 'TEXT', number: 'N', switch: '', numbers: 'N,N,…', file: 'FILE', json: 'JSON' }[flag.shape];
};

function usageOf(verb: Verb): string {
  const parts = flagsOf(procedureOf(verb), verb).map((flag) => {
    const isPositional = verb.positional.includes(flag.field);
    const text = isPositional ? nameOf(flag, verb) : `--${flag.name} ${placeFor(flag)}`.trim();
    return flag.isRequired ? text : `[${text}]`;
  });
  return ['groma', ...verb.words, ...parts, ...(verb.inSite ? ['--site FILE.groma'] : [])].join(' ');
}

export function verbHelp(verb: Verb): string {
  const procedure = procedureOf(verb);
  const lines = flagsOf(procedure, verb)
    .filter((flag) => !verb.positional.includes(flag.field))
    .map((flag) => {
      const notes = [flag.isRequired ? 'required' : '', flag.fallback === undefined ? '' : `default ${flag.fallback}`]
        .filter(Boolean)
        .join(', ');
      return `  ${`--${flag.name} ${placeFor(flag)}`.padEnd(40)} ${notes}`.trimEnd();
    });
  return [procedure.summary, '', `  ${usageOf(verb)}`, '', ...lines, ''].join('\n');
}

export function generalHelp(): string {
  const width =
    Math.max(
      ...verbs.map((verb) => verb.words.join(' ').length),
      ...longVerbs.map((verb) => verb.words.join(' ').length),
    ) + 2;
  return [
    'Groma on the command line: the same contract as the windows use.',
    '',
    ...verbs.map((verb) => `  ${verb.words.join(' ').padEnd(width)}${procedureOf(verb).summary}`),
    ...longVerbs.map((verb) => `  ${verb.words.join(' ').padEnd(width)}${verb.summary}`),
    '',
    'Common: --site FILE.groma (or GROMA_SITE); --json for one JSON document on stdout; VERB --help.',
    'Exit status: 0 done, 1 expected failure, 2 wrong usage, 3 done but a check was not met, 130 cancelled.',
    '',
  ].join('\n');
}
