// Where on earth a floor's plan lies, by its alignment points.
import { type GeoReference, geoReference } from '../../../shared/geometry/geo-reference.ts';
import type { Floor, SiteSession } from '../../ports/sites.ts';

/** Undefined with fewer than two alignment points that have latitude and longitude. */
export function earthOf(site: SiteSession, floor: Floor): GeoReference | undefined {
  const points = site.design.list({ kinds: ['alignment'], floorId: floor.floorId });
  return geoReference(points.flatMap(({ fields: { place, geo } }) => (geo ? [{ place, geo }] : [])));
}
