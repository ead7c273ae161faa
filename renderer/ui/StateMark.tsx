// The seven states: colour and shape and word, always together in lists.
import type { ReactNode } from 'react';

export type State = 'ok' | 'warn' | 'fail' | 'info' | 'unknown' | 'pending' | 'run';

const shapes: Record<State, ReactNode> = {
  ok: (
    <>
      <circle cx="6" cy="6" r="6" fill="currentColor" />
      <path d="M3.2 6.2 5.2 8.1 8.8 4.2" fill="none" stroke="var(--bg-0)" strokeWidth="1.6" />
    </>
  ),
  warn: (
    <>
      <path d="M6 .6 11.8 11H.2z" fill="currentColor" />
      <path d="M6 4.4v3M6 8.7v1" stroke="var(--bg-0)" strokeWidth="1.5" />
    </>
  ),
  fail: (
    <>
      <path d="M3.6 0h4.8L12 3.6v4.8L8.4 12H3.6L0 8.4V3.6z" fill="currentColor" />
      <path d="M4 4l4 4M8 4l-4 4" stroke="var(--bg-0)" strokeWidth="1.5" />
    </>
  ),
  info: (
    <>
      <rect width="12" height="12" rx="2" fill="currentColor" />
      <path d="M6 5v4M6 2.6v1.2" stroke="var(--bg-0)" strokeWidth="1.6" />
    </>
  ),
  unknown: <circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2.4 2" />,
  pending: (
    <>
      <circle cx="6" cy="6" r="5.2" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="M6 .8a5.2 5.2 0 0 0 0 10.4z" fill="currentColor" />
    </>
  ),
  run: <path d="M6 1a5 5 0 1 1-4.6 3" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />,
};

export function StateShape({ state }: { state: State }) {
  return (
    <svg viewBox="0 0 12 12" className={`is-${state}`} aria-hidden="true">
      {shapes[state]}
    </svg>
  );
}

export function StateMark({ state, children }: { state: State; children: ReactNode }) {
  return (
    <span className={`mark is-${state}`}>
      <StateShape state={state} />
      <span>{children}</span>
    </span>
  );
}
