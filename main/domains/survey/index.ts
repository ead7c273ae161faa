// Survey as the other parts of the core see it.
import type { RadioId } from '../../../shared/model/ids.ts';
import type { RadioKind } from '../../../shared/model/radio.ts';
import type { Floor, SiteSession } from '../../ports/sites.ts';

/** Readings that have a place, as columns of equal length, ordered by radio. */
export interface ReadingColumns {
  readonly radioId: Int32Array<ArrayBuffer>;
  readonly xM: Float32Array<ArrayBuffer>;
  readonly yM: Float32Array<ArrayBuffer>;
  readonly rssiDbm: Float32Array<ArrayBuffer>;
}

export interface SurveyReadings {
  readColumns(site: SiteSession, floor: Floor, filter?: { radioId?: RadioId; kind?: RadioKind }): ReadingColumns;
}
