// A dialog with its title, body and actions. Esc and the scrim close it; focus comes back to where it was.
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { IconButton } from './controls.tsx';

interface DialogProps {
  title: string;
  isWide?: boolean;
  /** The content brings its own padding and foot. */
  isFlush?: boolean;
  children: ReactNode;
  actions?: ReactNode;
  onClose: () => void;
}

export function Dialog({ title, isWide, isFlush, children, actions, onClose }: DialogProps) {
  return (
    <Radix.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="overlay" />
        <Radix.Content className={`dialog${isWide ? ' wide' : ''}`} aria-describedby={undefined}>
          <header>
            <Radix.Title asChild>
              <h2>{title}</h2>
            </Radix.Title>
            <span className="spread" />
            <Radix.Close asChild>
              <IconButton label="Close" keys="Esc">
                <X />
              </IconButton>
            </Radix.Close>
          </header>
          {isFlush ? children : <div className="body">{children}</div>}
          {actions ? <footer>{actions}</footer> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
