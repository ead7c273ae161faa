// A page that is loaded anew (a reload, or the core that came back after a crash) shows what it showed before.
import { useEffect } from 'react';
import { useClient } from './client.tsx';
import { type Screen, sessionActions, useSession } from './session.ts';
import { useSiteActions } from './site-actions.ts';

/** Of this tab only, and gone with it. */
const key = 'groma.place';

interface PlaceBefore {
  readonly file: string;
  readonly floorId: string | undefined;
  readonly screen: Screen;
}

function read(): PlaceBefore | undefined {
  try {
    const place = JSON.parse(sessionStorage.getItem(key) ?? 'null') as PlaceBefore | null;
    return typeof place?.file === 'string' ? place : undefined;
  } catch {
    return undefined;
  }
}

export function useComeBack(): void {
  const client = useClient();
  const { show } = useSiteActions();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page has found its core
  useEffect(() => {
    const before = read();
    const forget = useSession.subscribe(({ site, floorId, screen }) => {
      if (site) sessionStorage.setItem(key, JSON.stringify({ file: site.file, floorId, screen } satisfies PlaceBefore));
      else sessionStorage.removeItem(key);
    });
    // A link that asks for something else comes first.
    if (before && location.hash === '' && !useSession.getState().site) {
      client.call('site.openSite', { file: before.file }).then(
        (site) => {
          // The person was quicker: what they opened stays, this one is given back.
          if (useSession.getState().site) {
            void client.call('site.closeSite', { siteId: site.siteId }).catch(() => undefined);
            return;
          }
          show(site);
          sessionActions.showFloor(before.floorId);
          sessionActions.show(before.screen);
        },
        // Moved or locked meanwhile: the start screen lists it, and opening it there says why.
        () => sessionStorage.removeItem(key),
      );
    }
    return forget;
  }, []);
}
