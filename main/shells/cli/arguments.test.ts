// Words into input: what each kind of flag takes, and that no words whatever end in anything but an input or a usage error.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findVerb, procedureOf, readInput, splitWords, takeCommon } from './arguments.ts';
import { flagsOf, UsageError } from './flags.ts';
import { verbHelp } from './help.ts';
import { type Verb, verbs } from './verbs.ts';

function verb(words: string): Verb {
  const found = findVerb(words.split(' '));
  if (!found) throw new Error(`no verb ${words}`);
  return found;
}
const input = (words: string, ...more: string[]) => readInput(verb(words), more);

describe('flags that every verb knows', () => {
  test('may stand anywhere; a word wins over the environment', () => {
    const words = ['--json', 'site', '--site', 'a.groma', 'info', '-h'];
    expect(takeCommon(words, { GROMA_SITE: 'b.groma' })).toEqual({
      common: { site: 'a.groma', isJson: true, isHelp: true },
      rest: ['site', 'info'],
    });
    expect(takeCommon(['site', 'info'], { GROMA_SITE: 'b.groma' }).common).toEqual({
      site: 'b.groma',
      isJson: false,
      isHelp: false,
    });
    expect(takeCommon(['--site=a=b.groma'], {}).common.site).toBe('a=b.groma');
    expect(() => takeCommon(['site', 'info', '--site'], {})).toThrow(UsageError);
  });
});

describe('input of a verb', () => {
  test('by position and by flag, either way of writing it', () => {
    expect(input('site create', 'a.groma', '--name', 'Harbour')).toEqual({ file: 'a.groma', name: 'Harbour' });
    expect(input('site create', '--name=A = B', '--file=a.groma')).toEqual({ file: 'a.groma', name: 'A = B' });
    expect(input('floorplan import', 'plan.pdf', '--floor', '1F', '--page', '2', '--level=-1')).toEqual({
      source: { path: 'plan.pdf' },
      floor: '1F',
      page: 2,
      level: -1,
    });
    expect(input('floorplan import', 'p.png', '--floor', '1F', '--known', '0,-1.5,1e2,0,12')).toMatchObject({
      known: [0, -1.5, 100, 0, 12],
    });
    const mapping = { xM: 'x', yM: 'y', radio: 'mac', rssiDbm: 'level' };
    expect(input('survey import', 'a.csv', '--floor', '1F', '--mapping', JSON.stringify(mapping))).toMatchObject({
      mapping,
    });
  });

  test.each([
    ['an empty file name', 'site create', ['', '--name', 'x']],
    ['a name of blanks', 'site create', ['a.groma', '--name', '  ']],
    ['an empty number', 'floorplan import', ['a.png', '--floor', '1F', '--width-m', '']],
    ['a length below nothing', 'floorplan import', ['a.png', '--floor', '1F', '--width-m', '-3']],
    ['an endless length', 'floorplan import', ['a.png', '--floor', '1F', '--width-m', 'Infinity']],
    ['a page between two', 'floorplan import', ['a.pdf', '--floor', '1F', '--page', '1.5']],
    ['a known length with words', 'floorplan import', ['a.png', '--floor', '1F', '--known', '0,0,a,0,5']],
    ['no JSON', 'survey import', ['a.csv', '--floor', '1F', '--mapping', '{x']],
    ['JSON of another shape', 'survey import', ['a.csv', '--floor', '1F', '--mapping', '{"colour":1}']],
    ['a field that only the core may set', 'survey export', ['--out', 'a.csv', '--site-id', 'x']],
    ['two dashes and no name', 'survey export', ['--out', 'a.csv', '--', 'x']],
  ])('%s is wrong usage', (_what, words, more) => {
    expect(() => input(words, ...more)).toThrow(UsageError);
  });

  test('whatever words: an input or a usage error', () => {
    const known = verbs.flatMap((each) => flagsOf(procedureOf(each), each).map(({ name }) => `--${name}`));
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom(...known),
      fc.constantFrom('--__proto__', '--constructor=1', '--known=,,,,', '--width-m=NaN', '-', '--=', 'a'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...verbs), fc.array(word, { maxLength: 7 }), (each, words) => {
        try {
          readInput(each, words);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
          expect((error as Error).message).not.toBe('');
        }
      }),
      { numRuns: 500 },
    );
  });

  test('words are kept as they are', () => {
    const text = fc.string().filter((each) => !each.startsWith('--'));
    fc.assert(
      fc.property(text, (value) => {
        const { named, loose } = splitWords([`--a=${value}`, '--b', value, value, '--c'], (name) => name === 'c');
        expect([...named]).toEqual([
          ['a', value],
          ['b', value],
          ['c', 'true'],
        ]);
        expect(loose).toEqual([value]);
      }),
    );
  });
});

describe('help', () => {
  test.each(verbs.map((each) => ({ name: each.words.join(' '), each })))('of $name names every flag', ({ each }) => {
    const help = verbHelp(each);
    const [summary, , usage = ''] = help.split('\n');
    expect(summary).toBe(procedureOf(each).summary);
    expect(usage.includes('--site')).toBe(each.inSite !== false);
    for (const flag of flagsOf(procedureOf(each), each)) {
      expect(flag.name).not.toBe('site-id');
      if (flag.field === each.rest) expect(usage).toContain('FILE…');
      else if (!each.positional.includes(flag.field)) expect(help).toContain(`\n  --${flag.name}`);
    }
    expect(help).not.toMatch(/undefined|\[object/);
  });
});
