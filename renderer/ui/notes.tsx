// What went wrong or what is missing: what happened, what it means, the next step.
import type { ReactNode } from 'react';
import type { ErrorShape } from '../../shared/errors/app-error.ts';
import { type State, StateShape } from './StateMark.tsx';

export function Note({
  state,
  title,
  children,
  actions,
}: {
  state: State;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className={`note ${state}`} role={state === 'fail' ? 'alert' : 'status'}>
      <StateShape state={state} />
      <div className="column grow" style={{ gap: 4 }}>
        <strong>{title}</strong>
        {children ? <p>{children}</p> : null}
        {actions ? <div className="row">{actions}</div> : null}
      </div>
    </div>
  );
}

/** An error of the core with its next step. */
export function ErrorNote({ error, actions }: { error: Pick<ErrorShape, 'message' | 'step'>; actions?: ReactNode }) {
  return (
    <Note state="fail" title={error.message} actions={actions}>
      {error.step}
    </Note>
  );
}

export function EmptyState({
  icon,
  title,
  children,
  actions,
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="empty">
      {icon}
      <h2>{title}</h2>
      {children ? <p>{children}</p> : null}
      {actions ? <div className="row">{actions}</div> : null}
    </div>
  );
}

export function ProgressBar({ done, total, label }: { done: number; total: number; label: string }) {
  const isKnown = total > 0;
  const share = isKnown ? Math.min(1, done / total) : 0;
  return (
    <div
      className={`progress${isKnown ? '' : ' unsure'}`}
      role="progressbar"
      aria-label={label}
      {...(isKnown ? { 'aria-valuenow': Math.round(share * 100) } : {})}
    >
      <i style={isKnown ? { width: `${share * 100}%` } : {}} />
    </div>
  );
}

/** Several things to know, none of them a failure. */
export function Remarks({ remarks }: { remarks: readonly string[] }) {
  if (remarks.length === 0) return null;
  return (
    <Note state="info" title="To know">
      <ul className="remarks">
        {remarks.map((remark) => (
          <li key={remark}>{remark}</li>
        ))}
      </ul>
    </Note>
  );
}
