// What survey needs from outside, and what it gives to other domains.
import type { RadioId } from '../../../shared/model/ids.ts';
import type { RadioKind } from '../../../shared/model/radio.ts';
import type { ActiveTester } from '../../ports/active-tester.ts';
import type { DatabaseEngine } from '../../ports/database.ts';
import type { Files } from '../../ports/files.ts';
import type { Clock } from '../../ports/host.ts';
import type { ReadingSource } from '../../ports/reading-source.ts';
import type { Floor, SiteSession, Sites } from '../../ports/sites.ts';
import type { FloorPlans } from '../floorplan/index.ts';

/** Readings that have a place, as columns of equal length, ordered by radio. */
export interface ReadingColumns {
  readonly radioId: Int32Array<ArrayBuffer>;
  readonly xM: Float32Array<ArrayBuffer>;
  readonly yM: Float32Array<ArrayBuffer>;
  readonly rssiDbm: Float32Array<ArrayBuffer>;
}

export interface SurveyReadings {
  /** Of one radio, of the radios of a kind, or of all. @throws AppError `site_not_open` when the site is closed meanwhile */
  readColumns(
    site: SiteSession,
    floor: Floor,
    filter: { radioId?: RadioId | undefined; kind?: RadioKind | undefined; signal: AbortSignal },
  ): Promise<ReadingColumns>;
}

/** For long reads, between their parts. @throws AppError `site_not_open`, or why the call was given up */
export function requireOpen(sites: Sites, site: SiteSession, signal: AbortSignal): void {
  signal.throwIfAborted();
  sites.get(site.siteId);
}

export interface SurveyParts {
  readonly sites: Sites;
  readonly files: Files;
  readonly plans: FloorPlans;
  readonly sources: (site: SiteSession | undefined) => Promise<readonly ReadingSource[]>;
  readonly clock: Clock;
  /** For exports that are databases. */
  readonly engine: DatabaseEngine;
  readonly tester: ActiveTester;
  /** Who works here. */
  readonly person: string;
}
