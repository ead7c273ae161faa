// Fields of an inspector: they show the object as it is and change it when the person is done with them (Enter, or leaving the field).
import { type ReactNode, useEffect, useId, useState } from 'react';
import { StateShape } from './StateMark.tsx';

interface EditProps<Value> {
  label: string;
  value: Value;
  disabled?: boolean;
  onChange: (value: Value) => void;
}

function Row({
  label,
  id,
  error,
  children,
}: {
  label: string;
  id: string;
  error?: string | undefined;
  children: ReactNode;
}) {
  return (
    <div className="edit-row">
      <label htmlFor={id}>{label}</label>
      {children}
      {error ? (
        <div className="hint bad">
          <StateShape state="fail" />
          {error}
        </div>
      ) : null}
    </div>
  );
}

/** What is typed, until it is taken or given up; the object's own value whenever that changes. */
function useDraft(value: string): [string, (text: string) => void] {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  return [draft, setDraft];
}

export function TextEdit({
  label,
  value,
  disabled,
  isLong,
  placeholder,
  problemOf,
  onChange,
}: EditProps<string> & {
  isLong?: boolean;
  placeholder?: string;
  /** Why a text cannot be taken; undefined where it can. */
  problemOf?: (text: string) => string | undefined;
}) {
  const id = useId();
  const [draft, setDraft] = useDraft(value);
  const problem = draft.trim() === value ? undefined : problemOf?.(draft.trim());
  const take = () => {
    if (draft.trim() !== value && !problem) onChange(draft.trim());
  };
  const shared = { id, disabled, placeholder, value: draft, onBlur: take };
  return (
    <Row label={label} id={id} error={problem}>
      {isLong ? (
        <textarea {...shared} rows={4} maxLength={10_000} onChange={(event) => setDraft(event.target.value)} />
      ) : (
        <div className="input">
          <input
            {...shared}
            maxLength={200}
            onChange={(event) => setDraft(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') take();
              if (event.key === 'Escape') setDraft(value);
            }}
          />
        </div>
      )}
    </Row>
  );
}

export function NumberEdit({
  label,
  value,
  unit,
  min,
  max,
  isOptional,
  disabled,
  onChange,
}: Omit<EditProps<number | undefined>, 'onChange'> & {
  unit: string;
  min: number;
  max: number;
  isOptional?: boolean;
  onChange: (value: number | undefined) => void;
}) {
  const id = useId();
  const shown = value === undefined ? '' : String(Math.round(value * 1000) / 1000);
  const [draft, setDraft] = useDraft(shown);
  const number = Number(draft.replace(',', '.'));
  const isEmpty = draft.trim() === '';
  const isBad = isEmpty ? !isOptional : !Number.isFinite(number) || number < min || number > max;
  const take = () => {
    if (isBad || draft === shown) return;
    onChange(isEmpty ? undefined : number);
  };
  return (
    <Row label={label} id={id} error={isBad && draft !== shown ? `From ${min} to ${max} ${unit}.` : undefined}>
      <div className="input">
        <input
          id={id}
          inputMode="decimal"
          disabled={disabled}
          aria-invalid={isBad}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={() => (isBad ? setDraft(shown) : take())}
          onKeyDown={(event) => {
            if (event.key === 'Enter') take();
            if (event.key === 'Escape') setDraft(shown);
          }}
        />
        <span className="unit">{unit}</span>
      </div>
    </Row>
  );
}

export function ChoiceEdit<Value extends string>({
  label,
  value,
  options,
  disabled,
  onChange,
}: EditProps<Value> & { options: readonly (readonly [Value, string])[] }) {
  const id = useId();
  return (
    <Row label={label} id={id}>
      <div className="input">
        <select id={id} value={value} disabled={disabled} onChange={(event) => onChange(event.target.value as Value)}>
          {options.map(([each, text]) => (
            <option key={each} value={each}>
              {text}
            </option>
          ))}
        </select>
      </div>
    </Row>
  );
}
