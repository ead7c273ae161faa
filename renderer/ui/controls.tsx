// Small controls: buttons, segmented choice, selector, field.
import { ChevronDown } from 'lucide-react';
import { Tooltip } from 'radix-ui';
import { type ButtonHTMLAttributes, type InputHTMLAttributes, type ReactNode, useId } from 'react';
import { StateShape } from './StateMark.tsx';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: 'primary' | 'quiet';
  isLarge?: boolean;
}
export function Button({ kind, isLarge, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={['button', kind, isLarge ? 'large' : '', className].filter(Boolean).join(' ')}
      {...rest}
    />
  );
}

/** An icon alone always has a name, and a tooltip with its key. */
export function IconButton({
  label,
  keys,
  children,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { label: string; keys?: string }) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <button type="button" className="button quiet icon" aria-label={label} {...rest}>
          {children}
        </button>
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="tooltip" sideOffset={6}>
          {label}
          {keys ? <kbd>{keys}</kbd> : null}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: Value;
  options: readonly (readonly [Value, string])[];
  onChange: (value: Value) => void;
}) {
  return (
    <fieldset className="segmented">
      <legend className="hidden-visually">{label}</legend>
      {options.map(([each, text]) => (
        <button key={each} type="button" aria-pressed={each === value} onClick={() => onChange(each)}>
          {text}
        </button>
      ))}
    </fieldset>
  );
}

export function Selector<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: Value;
  options: readonly (readonly [Value, string])[];
  onChange: (value: Value) => void;
}) {
  return (
    <label className="selector">
      <span className="faint">{label}</span>
      <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value as Value)}>
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden="true" />
    </label>
  );
}

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  unit?: string;
  children?: ReactNode;
}
/** Label above, hint below; an error takes the hint's place. `children` replaces the input (a select). */
export function Field({ label, hint, error, unit, children, ...rest }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="input">
        {children ?? <input id={id} aria-invalid={error !== undefined} aria-describedby={`${id}-hint`} {...rest} />}
        {unit ? <span className="unit">{unit}</span> : null}
      </div>
      <div className={`hint${error ? ' bad' : ''}`} id={`${id}-hint`}>
        {error ? (
          <>
            <StateShape state="fail" />
            {error}
          </>
        ) : (
          hint
        )}
      </div>
    </div>
  );
}
