// A dialog with its title, body and actions. Esc and the scrim close it; focus comes back to where it was.
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { KeyboardEvent, ReactNode } from 'react';

interface DialogProps {
  title: string;
  isWide?: boolean;
  /** The content brings its own padding and foot. */
  isFlush?: boolean;
  children: ReactNode;
  actions?: ReactNode;
  onClose: () => void;
}

/** What is to be filled in, not the button that closes. */
function focusFirst(event: Event): void {
  const dialog = event.currentTarget as HTMLElement;
  event.preventDefault();
  (
    dialog.querySelector<HTMLElement>('input, select, textarea') ??
    dialog.querySelector<HTMLElement>('.body button') ??
    dialog
  ).focus();
}

/** Ctrl Enter is the primary button, wherever the focus is. */
function runPrimary(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.querySelector<HTMLButtonElement>('.button.primary:enabled')?.click();
}

export function Dialog({ title, isWide, isFlush, children, actions, onClose }: DialogProps) {
  return (
    <Radix.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="overlay" />
        <Radix.Content
          className={`dialog${isWide ? ' wide' : ''}`}
          aria-describedby={undefined}
          onOpenAutoFocus={focusFirst}
          onKeyDown={runPrimary}
        >
          <header>
            <Radix.Title asChild>
              <h2>{title}</h2>
            </Radix.Title>
            <span className="spread" />
            {/* Without a tooltip: it would be the topmost layer and take the first Esc for itself. */}
            <Radix.Close className="button quiet icon" aria-label="Close" title="Close (Esc)">
              <X />
            </Radix.Close>
          </header>
          {isFlush ? children : <div className="body">{children}</div>}
          {actions ? <footer>{actions}</footer> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
