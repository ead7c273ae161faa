// The sections of the program; a section that needs a site says so.
import { House, Map as MapIcon, Settings } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Screen, sessionActions, useSession } from './session.ts';

function RailLink({
  screen,
  label,
  hint,
  children,
}: {
  screen: Screen;
  label: string;
  hint?: string | undefined;
  children: ReactNode;
}) {
  const isHere = useSession((session) => session.screen === screen);
  return (
    <button
      type="button"
      className="rail-link"
      aria-current={isHere ? 'page' : undefined}
      title={hint}
      onClick={() => sessionActions.show(screen)}
    >
      {children}
      {label}
    </button>
  );
}

export function Rail() {
  const hasSite = useSession((session) => session.site !== undefined);
  return (
    <nav className="rail" data-pane tabIndex={-1} aria-label="Sections">
      <RailLink screen="start" label="Start">
        <House />
      </RailLink>
      <RailLink screen="plan" label="Plan" hint={hasSite ? undefined : 'Open a site first'}>
        <MapIcon />
      </RailLink>
      <span className="grow" />
      <RailLink screen="settings" label="Settings">
        <Settings />
      </RailLink>
    </nav>
  );
}
