// Site and floor, the palette, and that nothing here needs a network.
import { ChevronDown, Lock, Search } from 'lucide-react';
import { FloorMenu } from '../features/site/FloorMenu.tsx';
import { SiteMenu } from '../features/site/SiteMenu.tsx';
import { useCurrent } from './current.ts';
import { Mark } from './icons.tsx';
import { showKeys } from './keys.ts';
import { overlayActions } from './overlays.ts';

export function TopBar() {
  const { site, floor } = useCurrent();
  return (
    <header className="top-bar" data-pane tabIndex={-1}>
      <div className="top-mark">
        <Mark />
      </div>
      {site ? (
        <div className="row crumbs">
          <SiteMenu>
            <button type="button" className="crumb">
              <span className="cut">{site.name}</span>
              <ChevronDown />
            </button>
          </SiteMenu>
          <span className="faint">/</span>
          <FloorMenu>
            <button type="button" className="crumb">
              <span className="cut">{floor?.name ?? 'No floor'}</span>
              <ChevronDown />
            </button>
          </FloorMenu>
          {site.readOnly ? (
            <span
              className="chip"
              title={site.readOnlyReason ? `${site.readOnlyReason.message} ${site.readOnlyReason.step}` : undefined}
            >
              <Lock />
              Read-only
            </span>
          ) : null}
        </div>
      ) : null}
      <button type="button" className="palette-box" onClick={() => overlayActions.showPalette(true)}>
        <Search />
        <span>Search or run a command</span>
        <kbd>{showKeys('Ctrl K')}</kbd>
      </button>
    </header>
  );
}
