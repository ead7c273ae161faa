// The practice laptop as a live source. It walks by itself and knows its place; or it is carried by a person who says where they are.
import type { LiveScan, ReadingSource, ScanOptions } from '../../main/ports/reading-source.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { PlaceM } from '../../shared/survey/walk-path.ts';
import { paceMPerS, scanIntervalS } from './walk.ts';

/** Resolves after `delayMs`, or at once when the signal aborts. */
export function sleep(delayMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, delayMs);
    signal.addEventListener('abort', finish, { once: true });
  });
}

/** Gives each scan at its own time after `startMs`; `speed` makes the clock run faster. */
export async function* inRealTime(
  scans: Iterable<LiveScan>,
  startMs: number,
  options: { speed: number; signal: AbortSignal },
): AsyncGenerator<LiveScan> {
  const began = performance.now();
  for (const scan of scans) {
    const dueMs = (scan.timeMs - startMs) / options.speed;
    await sleep(Math.max(0, dueMs - (performance.now() - began)), options.signal);
    if (options.signal.aborted) return;
    yield scan;
  }
}

/** What the practice laptop can do on one storey. */
export interface PracticeWalker {
  /** All scans of a walk by itself, from a time on. */
  walk(startMs: number): Iterable<LiveScan>;
  /** The way it goes when it is carried through the storey. */
  readonly route: readonly (readonly [number, number])[];
  /** One scan at a place. */
  listen(place: PlaceM, timeMs: number): LiveScan;
}

const name = 'Practice walk';

export function practiceSource(walkerOf: (level: number) => PracticeWalker | undefined): ReadingSource {
  return {
    id: 'practice-walk',
    kind: 'practice',
    name,
    knowsPlace: true,
    preflight: async () => ({ state: 'ready' }),
    scans: (options) => {
      const walker = walkerOf(options.level);
      if (!walker) throw new AppError('source_without_floor', { source: name, level: options.level });
      const startMs = Date.now();
      return options.person ? carried(walker, options) : inRealTime(walker.walk(startMs), startMs, options);
    },
  };
}

/**
 * Stands where the person said to stand; or, on a continuous walk, is carried along the route from the point nearest to the first mark
 * on, while the person says at the turns where they are. Scans then tell where it really is: on the plan that is the practice figure.
 */
async function* carried(walker: PracticeWalker, { person, signal }: ScanOptions): AsyncGenerator<LiveScan> {
  const pieces = alongFrom(walker.route);
  let at: PlaceM | undefined;
  while (!signal.aborted) {
    await sleep(scanIntervalS * 1_000, signal);
    const said = person?.place();
    if (signal.aborted || !said || person?.isPaused()) continue;
    at = person?.isWalking ? pieces.next(at ?? said) : said;
    const scan = walker.listen(at, Date.now());
    yield person?.isWalking ? { ...scan, xM: at.xM, yM: at.yM } : { ...scan, xM: undefined, yM: undefined };
  }
}

/** A figure on a route: each call is one step of its pace farther, from the point of the route nearest to where it was first. */
function alongFrom(route: readonly (readonly [number, number])[]): { next(from: PlaceM): PlaceM } {
  let leg = -1;
  let onM = 0;
  const lengthOf = (index: number) => {
    const [[x1, y1] = [0, 0], [x2, y2] = [0, 0]] = [route[index], route[index + 1]];
    return Math.hypot(x2 - x1, y2 - y1);
  };
  const begin = ({ xM, yM }: PlaceM) => {
    const distances = route.map(([x, y]) => Math.hypot(x - xM, y - yM));
    leg = Math.min(route.length - 2, distances.indexOf(Math.min(...distances)));
    onM = 0;
  };
  return {
    next(from) {
      if (leg < 0) begin(from);
      else onM += paceMPerS * scanIntervalS;
      while (leg < route.length - 2 && onM > lengthOf(leg)) {
        onM -= lengthOf(leg);
        leg++;
      }
      const [[x1, y1] = [0, 0], [x2, y2] = [0, 0]] = [route[leg], route[leg + 1]];
      const share = lengthOf(leg) === 0 ? 0 : Math.min(1, onM / lengthOf(leg));
      return { xM: x1 + (x2 - x1) * share, yM: y1 + (y2 - y1) * share };
    },
  };
}
