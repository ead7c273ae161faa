// Design objects: contract -> the site's design.
import type { ObjectEdit } from '../../../shared/contract/design.ts';
import type { floorplanContract } from '../../../shared/contract/floorplan.ts';
import type { ObjectChange } from '../../ports/design.ts';
import type { Handlers } from '../../ports/handlers.ts';
import type { SiteSession, Sites } from '../../ports/sites.ts';

type DesignHandlers = Pick<Handlers<typeof floorplanContract>, 'listObjects' | 'editObjects'>;

/** What an edit can change beside the design itself. */
function announce(site: SiteSession, changes: readonly ObjectEdit[]): void {
  const kinds = new Set(changes.map(({ kind }) => kind));
  site.changed({ what: 'design' });
  if (kinds.has('ap') || kinds.has('beacon')) site.changed({ what: 'radios' });
  if (kinds.has('floor')) site.changed({ what: 'floors' });
  if (kinds.has('site')) site.changed({ what: 'site' });
}

export function designHandlers(sites: Sites): DesignHandlers {
  return {
    listObjects: ({ siteId, floor, since }) => {
      const site = sites.get(siteId);
      const delta = site.design.since(since, floor === undefined ? undefined : site.findFloor(floor).floorId);
      return { ...delta, objects: [...delta.objects], removed: [...delta.removed] };
    },
    editObjects: ({ siteId, title, changes }) => {
      const site = sites.get(siteId);
      site.requireWritable();
      // The design checks what each kind may hold; here it is still what came over the wire.
      const { operation, revision } = site.design.edit({ title, changes: changes as unknown as ObjectChange[] });
      announce(site, changes);
      const { objects, removed } = site.design.since(revision - 1);
      return { operation, revision, objects: [...objects], removed: [...removed] };
    },
  };
}
