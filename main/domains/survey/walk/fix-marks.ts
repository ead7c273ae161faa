// A receiver of satellites as the one who says "I am here".
import type { PlaceM } from '../../../../shared/survey/walk-path.ts';
import type { GeoFix } from '../../../ports/reading-source.ts';
import type { MarkedPath } from './marked-path.ts';

/** Between two fixes farther apart nobody knows the way. */
const longestGapMs = 10_000;
/** One a second comes; a mark every so often, or every so far, is enough. */
const leastMs = 2_000;
const leastM = 2;
const worstAccuracyM = 25;

export class FixMarks {
  readonly #path: MarkedPath;
  readonly #toPlan: (fix: GeoFix) => PlaceM;
  #last: { readonly place: PlaceM; readonly timeMs: number } | undefined;

  constructor(path: MarkedPath, toPlan: (fix: GeoFix) => PlaceM) {
    this.#path = path;
    this.#toPlan = toPlan;
  }

  add(fix: GeoFix, timeMs: number): void {
    if (this.#path.isPaused || (fix.accuracyM ?? 0) > worstAccuracyM) return;
    const place = this.#toPlan(fix);
    const last = this.#last;
    const sinceMs = timeMs - (last?.timeMs ?? Number.NEGATIVE_INFINITY);
    const movedM = last ? Math.hypot(place.xM - last.place.xM, place.yM - last.place.yM) : Number.POSITIVE_INFINITY;
    if (sinceMs < leastMs && movedM < leastM) return;
    this.#path.mark(place, timeMs, sinceMs > longestGapMs ? 'start' : 'turn');
    this.#last = { place, timeMs };
  }
}
