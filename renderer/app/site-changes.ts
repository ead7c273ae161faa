// Keeps what is shown true: the core announces each commit, and what was drawn from it is fetched again.

import { useEffect } from 'react';
import type { QueryName } from '../../shared/contract/contract.ts';
import type { SiteInfo } from '../../shared/contract/site.ts';
import { invalidate, useClient, useStream } from './client.tsx';
import { designActions } from './design-store.ts';
import { useSession } from './session.ts';

const drawnFrom: Readonly<Record<string, readonly QueryName[]>> = {
  site: ['site.getInfo'],
  floors: ['site.getInfo'],
  plan: ['site.getInfo', 'floorplan.getPlan', 'coverage.computeHeatmap'],
  design: ['site.getInfo', 'site.listConflicts'],
  radios: ['site.listRadios'],
  readings: ['site.getInfo', 'site.listRadios', 'survey.listPoints', 'survey.listWalks', 'coverage.computeHeatmap'],
  tests: ['survey.listActiveTests'],
};
const everything = [...new Set(Object.values(drawnFrom).flat())];
/** Commits come in bursts while an import or a walk goes on; the screen follows at this pace. */
const paceMs = 700;
/** A map of many readings takes seconds; asked for anew before it is there, it would never be. */
const mapPaceMs = 5_000;

const waiting = new Set<QueryName>();
function later(names: readonly QueryName[]): void {
  for (const name of names) {
    if (waiting.has(name)) continue;
    waiting.add(name);
    setTimeout(
      () => {
        waiting.delete(name);
        invalidate(name);
      },
      name === 'coverage.computeHeatmap' ? mapPaceMs : paceMs,
    );
  }
}

export function useSiteChanges(): void {
  const client = useClient();
  const siteId = useSession((session) => session.site?.siteId);
  useEffect(() => designActions.open(client, siteId), [client, siteId]);
  useStream('site.watchSite', siteId === undefined ? undefined : { siteId }, {
    event: ({ what }) => {
      if (what === 'design') designActions.changedElsewhere();
      later(drawnFrom[what] ?? everything);
    },
    gap: () => {
      designActions.changedElsewhere();
      invalidate(...everything);
    },
  });
}

/** The floor that is shown: the chosen one, else the lowest. */
export function chooseFloor(
  info: SiteInfo | undefined,
  floorId: string | undefined,
): SiteInfo['floors'][number] | undefined {
  return (
    info?.floors.find((floor) => floor.floorId === floorId) ?? info?.floors.toSorted((a, b) => a.level - b.level)[0]
  );
}
