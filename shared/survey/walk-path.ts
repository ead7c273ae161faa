// Where a person was when: marks are what they said ("I am here"), everything between follows from time. What was measured keeps its time;
// its place is worked out anew whenever a mark is added or taken back.

export type MarkKind = 'start' | 'turn' | 'stop' | 'leave' | 'pause' | 'resume';

export interface PathMark {
  /** Unix ms. */
  readonly timeMs: number;
  /**
   * `start`: a leg begins here. `turn`: the leg ends here and the next begins. `stop`: standing here until `leave` or the next mark.
   * `pause` and `resume`: the person stood still in between, and the clock of the leg with them.
   */
  readonly kind: MarkKind;
  readonly xM?: number | undefined;
  readonly yM?: number | undefined;
}

export interface PlaceM {
  readonly xM: number;
  readonly yM: number;
}

interface Anchor extends PlaceM {
  readonly timeMs: number;
  readonly kind: 'start' | 'turn' | 'stop';
  /** Of a stop: when the person left. */
  untilMs: number;
}

interface Pause {
  readonly fromMs: number;
  toMs: number;
}

const isPlaced = (kind: MarkKind): kind is Anchor['kind'] => kind === 'start' || kind === 'turn' || kind === 'stop';
const round = (metres: number): number => Math.round(metres * 1e4) / 1e4;

export class WalkPath {
  readonly #anchors: Anchor[] = [];
  readonly #pauses: Pause[] = [];

  /** @param marks those that count, in any order */
  constructor(marks: readonly PathMark[]) {
    for (const mark of marks.toSorted((a, b) => a.timeMs - b.timeMs)) this.#add(mark);
  }

  #add({ kind, timeMs, xM, yM }: PathMark): void {
    const last = this.#anchors.at(-1);
    const pause = this.#pauses.at(-1);
    if (isPlaced(kind)) {
      if (xM === undefined || yM === undefined) return;
      if (last?.kind === 'stop') last.untilMs = Math.min(last.untilMs, timeMs);
      this.#anchors.push({ kind, timeMs, xM, yM, untilMs: Number.POSITIVE_INFINITY });
    } else if (kind === 'leave' && last) last.untilMs = Math.min(last.untilMs, timeMs);
    else if (kind === 'pause' && (!pause || pause.toMs <= timeMs))
      this.#pauses.push({ fromMs: timeMs, toMs: Number.POSITIVE_INFINITY });
    else if (kind === 'resume' && pause) pause.toMs = Math.min(pause.toMs, timeMs);
  }

  /** The place at a time; undefined where nobody has said enough: before the first mark, in a leg that has no end yet, between stops. */
  placeAt(timeMs: number): PlaceM | undefined {
    const at = this.#anchors.findLastIndex((anchor) => anchor.timeMs <= timeMs);
    const from = this.#anchors[at];
    if (!from) return undefined;
    if (from.kind === 'stop') return timeMs <= from.untilMs ? { xM: from.xM, yM: from.yM } : undefined;
    const to = this.#anchors[at + 1];
    if (to?.kind !== 'turn') return timeMs === from.timeMs ? { xM: from.xM, yM: from.yM } : undefined;
    const wholeMs = this.#walkedMs(from.timeMs, to.timeMs);
    const share = wholeMs === 0 ? 0 : this.#walkedMs(from.timeMs, timeMs) / wholeMs;
    return { xM: round(from.xM + (to.xM - from.xM) * share), yM: round(from.yM + (to.yM - from.yM) * share) };
  }

  isPausedAt(timeMs: number): boolean {
    return this.#pauses.some(({ fromMs, toMs }) => timeMs > fromMs && timeMs < toMs);
  }

  /** The last place that was said at or before a time, and the one after it: what a mark there can change lies between. */
  around(timeMs: number): { readonly fromMs: number; readonly toMs: number } {
    const before = this.#anchors.findLast((anchor) => anchor.timeMs < timeMs);
    const after = this.#anchors.find((anchor) => anchor.timeMs > timeMs);
    return { fromMs: before?.timeMs ?? Number.NEGATIVE_INFINITY, toMs: after?.timeMs ?? Number.POSITIVE_INFINITY };
  }

  /** Legs as lines, metres: each from a mark to the turn that ends it. */
  legs(): { readonly from: PlaceM; readonly to: PlaceM }[] {
    return this.#anchors.flatMap((to, at) => {
      const from = this.#anchors[at - 1];
      return from && to.kind === 'turn' && from.kind !== 'stop' ? [{ from, to }] : [];
    });
  }

  /** Time on the way, ms, without the pauses. */
  #walkedMs(fromMs: number, toMs: number): number {
    let ms = toMs - fromMs;
    for (const pause of this.#pauses) ms -= Math.max(0, Math.min(pause.toMs, toMs) - Math.max(pause.fromMs, fromMs));
    return ms;
  }
}
