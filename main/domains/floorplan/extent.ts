// Where a floor's plan lies, as other domains see it.
import type { Floor, SiteSession } from '../../ports/sites.ts';

/** Where a floor's plan lies, metres. */
export interface FloorExtent {
  readonly originXM: number;
  readonly originYM: number;
  readonly widthM: number;
  readonly heightM: number;
}

export interface FloorExtents {
  /** Undefined without a plan or without a scale. */
  extentOf(site: SiteSession, floor: Floor): FloorExtent | undefined;
}
