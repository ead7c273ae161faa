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
    const isPositional = verb.positional.includes(flag.field) || verb.rest === flag.field;
    const text = isPositional ? nameOf(flag, verb) : `--${flag.name} ${placeFor(flag)}`.trim();
    return flag.isRequired ? text : `[${text}]`;
  });
  return [
    'groma',
    ...verb.words,
    ...parts,
    ...(verb.inSite ? [verb.inSite === 'maybe' ? '[--site FILE.groma]' : '--site FILE.groma'] : []),
  ].join(' ');
}

export function verbHelp(verb: Verb): string {
  const procedure = procedureOf(verb);
  const flags = flagsOf(procedure, verb).map((flag) => {
    const isPositional = verb.positional.includes(flag.field) || verb.rest === flag.field;
    return [
      isPositional ? nameOf(flag, verb) : `--${flag.name} ${placeFor(flag)}`.trim(),
      [
        flag.meaning,
        flag.isRequired && !isPositional ? 'required' : undefined,
        flag.fallback === undefined ? undefined : `default ${flag.fallback}`,
      ]
        .filter((note) => note !== undefined)
        .join('; '),
    ] as const;
  });
  const width = Math.min(34, Math.max(0, ...flags.map(([name]) => name.length)) + 2);
  const lines = flags.map(([name, notes]) =>
    name.length < width
      ? `  ${name.padEnd(width)}${notes}`.trimEnd()
      : `  ${name}\n  ${' '.repeat(width)}${notes}`.trimEnd(),
  );
  return [procedure.summary, '', `  ${usageOf(verb)}`, '', ...lines, ''].join('\n');
}

/** All verbs, or those of one group. */
export function generalHelp(group?: string): string {
  const listed = [
    ...verbs.map((verb) => ({ words: verb.words, summary: procedureOf(verb).summary })),
    ...longVerbs.map(({ words, summary }) => ({ words, summary })),
  ].filter(({ words }) => group === undefined || words[0] === group);
  const width = Math.max(...listed.map(({ words }) => words.join(' ').length)) + 2;
  return [
    'Groma on the command line: the same contract as the windows use.',
    '',
    ...listed.map(({ words, summary }) => `  ${words.join(' ').padEnd(width)}${summary}`),
    '',
    'Common: --site FILE.groma (or GROMA_SITE); --json for one JSON document on stdout; VERB --help.',
    'Exit status: 0 done, 1 expected failure, 2 wrong usage, 3 done but a check was not met, 130 cancelled.',
    '',
  ].join('\n');
}
