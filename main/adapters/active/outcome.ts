// What tests come to: figures no finer than they are worth, and why one came to nothing, out of what programs and systems say in English.
import type { ActiveOutcome } from '../../../shared/contract/active-test.ts';

/** A thousandth of a unit. */
export const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;

type Reason = Extract<ActiveOutcome, { state: 'failed' }>['reason'];

const patterns: readonly (readonly [pattern: RegExp, reason: Reason])[] = [
  [/refused/i, 'refused'],
  [/busy/i, 'busy'],
  [/no route|unreachable|network is down/i, 'unreachable'],
  [
    /not known|could not resolve|unknown host|ENOTFOUND|EAI_AGAIN|name resolution|could not find host|cannot resolve/i,
    'unknownHost',
  ],
  [/timed? ?out|aborted due to timeout/i, 'timedOut'],
];

export const failure = (said: string): ActiveOutcome => {
  const detail = said.trim().slice(0, 300) || 'it ended without a word';
  return { state: 'failed', reason: patterns.find(([pattern]) => pattern.test(detail))?.[1] ?? 'other', detail };
};
