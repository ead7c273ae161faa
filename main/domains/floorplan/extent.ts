// Where a floor's plan lies and what it looks like, as other domains see it.
import type { Floor, SiteSession } from '../../ports/sites.ts';

/** Where a floor's plan lies, metres. */
export interface FloorExtent {
  readonly originXM: number;
  readonly originYM: number;
  readonly widthM: number;
  readonly heightM: number;
}

/** The whole plan as one PNG or JPG, at most 2,048 px long. */
export interface FloorPicture {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export interface FloorPlans {
  /** Undefined without a plan or without a scale. */
  extentOf(site: SiteSession, floor: Floor): FloorExtent | undefined;
  /** Undefined without a plan. */
  pictureOf(site: SiteSession, floor: Floor): FloorPicture | undefined;
}
