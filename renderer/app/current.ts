// The open site and the floor that is shown, with what is known about them.
import type { FloorSummary, OpenedSite, SiteInfo } from '../../shared/contract/site.ts';
import { useCall } from './client.tsx';
import { useSession } from './session.ts';
import { chooseFloor } from './site-changes.ts';

export interface Current {
  readonly site: OpenedSite | undefined;
  readonly info: SiteInfo | undefined;
  readonly floor: FloorSummary | undefined;
  /** From the lowest to the highest. */
  readonly floors: readonly FloorSummary[];
}

export function useCurrent(): Current {
  const site = useSession((session) => session.site);
  const floorId = useSession((session) => session.floorId);
  const { data: info } = useCall(
    'site.getInfo',
    { siteId: site?.siteId ?? '' },
    { enabled: site !== undefined, keepPrevious: false },
  );
  const known = site ? info : undefined;
  return {
    site,
    info: known,
    floor: chooseFloor(known, floorId),
    floors: known?.floors.toSorted((a, b) => a.level - b.level) ?? [],
  };
}
