// A walk's marks as the legs of a survey elsewhere: who reads them back finds every moment at the same place.
import { type PathMark, WalkPath } from '../../../../shared/survey/walk-path.ts';

export interface RoutePoint {
  readonly timeMs: number;
  readonly xM: number;
  readonly yM: number;
}

interface Placed extends RoutePoint {
  readonly kind: PathMark['kind'];
}
const places = ['start', 'turn', 'stop'] as const satisfies PathMark['kind'][];
const placed = ({ kind, timeMs, xM, yM }: PathMark): Placed[] =>
  places.some((each) => each === kind) && xM !== undefined && yM !== undefined ? [{ kind, timeMs, xM, yM }] : [];

/** When the person left a stop: as they said, else at the next place, else at the end. */
function untilMs(marks: readonly PathMark[], stop: Placed, endMs: number): number {
  const later = marks.filter(({ timeMs }) => timeMs > stop.timeMs);
  const leave = later.find(({ kind }) => kind === 'leave')?.timeMs ?? endMs;
  const next = later.find((mark) => placed(mark).length > 0)?.timeMs ?? endMs + 1;
  // The next place begins where the stop ends, and not within it.
  return Math.max(stop.timeMs, Math.min(leave, next - 1));
}

/** Standing still on the way: the place where the pause began, twice. */
function pauses(marks: readonly PathMark[], from: Placed, to: Placed): RoutePoint[] {
  const path = new WalkPath(marks);
  const between = marks
    .filter(({ kind }) => kind === 'pause' || kind === 'resume')
    .map(({ timeMs }) => timeMs)
    .filter((timeMs) => timeMs > from.timeMs && timeMs < to.timeMs);
  // A pause that nobody ended before the next place was said.
  const lastMs = to.timeMs - 1;
  if (path.isPausedAt(lastMs) && lastMs > (between.at(-1) ?? from.timeMs)) between.push(lastMs);
  return between.flatMap((timeMs) => {
    const place = path.placeAt(timeMs);
    return place ? [{ timeMs, ...place }] : [];
  });
}

/**
 * @param marks those that count
 * @param endMs when the walk ended
 */
export function routeOf(
  marks: readonly PathMark[],
  endMs: number,
): { readonly isStopAndGo: boolean; readonly legs: readonly (readonly RoutePoint[])[] } {
  const sorted = marks.toSorted((a, b) => a.timeMs - b.timeMs);
  const said = sorted.flatMap(placed);
  const legs: RoutePoint[][] = [];
  said.forEach((place, index) => {
    const { timeMs, xM, yM } = place;
    const before = said[index - 1];
    if (place.kind === 'stop') legs.push([place, { timeMs: untilMs(sorted, place, endMs), xM, yM }]);
    else if (place.kind === 'turn' && before && before.kind !== 'stop')
      legs.at(-1)?.push(...pauses(sorted, before, place), { timeMs, xM, yM });
    else legs.push([{ timeMs, xM, yM }]);
  });
  return {
    isStopAndGo: said.every(({ kind }) => kind === 'stop'),
    legs: legs.map((leg) => leg.map(({ timeMs, xM, yM }) => ({ timeMs, xM, yM }))),
  };
}
