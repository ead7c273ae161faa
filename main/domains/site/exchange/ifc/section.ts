// Horizontal sections through triangle meshes: what a plan drawing shows. Heights up, x right and z down as a plan's y.
import { roundedM } from '../object-reader.ts';

/** Corners of triangles one after another, x, height, z each: nine numbers a triangle, metres. */
export type Triangles = Float64Array;
export type PlanPoint = readonly [number, number];
export type PlanSegment = readonly [x1: number, y1: number, x2: number, y2: number];

export interface Corner {
  readonly x: number;
  readonly height: number;
  readonly z: number;
}

export function* cornersOf(triangles: Triangles): Generator<readonly [Corner, Corner, Corner]> {
  const corner = (at: number): Corner => ({
    x: triangles[at] ?? 0,
    height: triangles[at + 1] ?? 0,
    z: triangles[at + 2] ?? 0,
  });
  for (let at = 0; at + 8 < triangles.length; at += 9) yield [corner(at), corner(at + 3), corner(at + 6)];
}

/** Least and greatest height; undefined for an empty mesh. */
export function heightsOf(triangles: Triangles): { readonly fromM: number; readonly toM: number } | undefined {
  let [fromM, toM] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 1; at < triangles.length; at += 3) {
    const height = triangles[at] ?? 0;
    fromM = Math.min(fromM, height);
    toM = Math.max(toM, height);
  }
  return fromM <= toM ? { fromM, toM } : undefined;
}

/** Where the mesh is cut at a height. */
export function sectionAt(triangles: Triangles, heightM: number): PlanSegment[] {
  const segments: PlanSegment[] = [];
  for (const corners of cornersOf(triangles)) {
    const points: PlanPoint[] = [];
    corners.forEach((from, index) => {
      const to = corners[(index + 1) % 3] as Corner;
      // A corner at exactly this height counts as above: then every crossing is counted once.
      if (from.height >= heightM === to.height >= heightM) return;
      const share = (heightM - from.height) / (to.height - from.height);
      points.push([roundedM(from.x + (to.x - from.x) * share), roundedM(from.z + (to.z - from.z) * share)]);
    });
    const [a, b] = points;
    if (a && b && (a[0] !== b[0] || a[1] !== b[1])) segments.push([a[0], a[1], b[0], b[1]]);
  }
  return segments;
}

/** Ends nearer than this are one. */
const snapM = 0.002;
const keyOf = (x: number, y: number): string => `${Math.round(x / snapM)} ${Math.round(y / snapM)}`;

/** Closed outlines out of the pieces of a section; what does not close is left out. */
export function loopsOf(segments: readonly PlanSegment[]): PlanPoint[][] {
  const byEnd = new Map<string, number[]>();
  segments.forEach(([x1, y1, x2, y2], index) => {
    for (const key of [keyOf(x1, y1), keyOf(x2, y2)]) byEnd.set(key, [...(byEnd.get(key) ?? []), index]);
  });
  const used = new Set<number>();
  const loops: PlanPoint[][] = [];
  segments.forEach((first, index) => {
    if (used.has(index)) return;
    used.add(index);
    const loop: PlanPoint[] = [[first[0], first[1]]];
    let end: PlanPoint = [first[2], first[3]];
    const start = keyOf(first[0], first[1]);
    while (keyOf(...end) !== start) {
      const next: number | undefined = byEnd.get(keyOf(...end))?.find((each) => !used.has(each));
      const segment = next === undefined ? undefined : segments[next];
      if (next === undefined || !segment) return;
      used.add(next);
      loop.push(end);
      const [x1, y1, x2, y2] = segment;
      end = keyOf(x1, y1) === keyOf(...end) ? [x2, y2] : [x1, y1];
    }
    if (loop.length >= 3) loops.push(loop);
  });
  return loops;
}

/** Of an outline, m²; positive whichever way it runs. */
export function areaM2(loop: readonly PlanPoint[]): number {
  let twice = 0;
  loop.forEach(([x, y], index) => {
    const [nextX, nextY] = loop[(index + 1) % loop.length] as PlanPoint;
    twice += x * nextY - nextX * y;
  });
  return Math.abs(twice) / 2;
}

/** Without the points that lie on the way between their neighbours. */
export function simplified(loop: readonly PlanPoint[], toleranceM = 0.01): PlanPoint[] {
  const kept: PlanPoint[] = [];
  loop.forEach((point, index) => {
    const before = kept.at(-1) ?? (loop.at(-1) as PlanPoint);
    const after = loop[(index + 1) % loop.length] as PlanPoint;
    const [dx, dy] = [after[0] - before[0], after[1] - before[1]];
    const length = Math.hypot(dx, dy);
    const offM =
      length === 0
        ? Math.hypot(point[0] - before[0], point[1] - before[1])
        : Math.abs(dx * (point[1] - before[1]) - dy * (point[0] - before[0])) / length;
    if (offM > toleranceM) kept.push(point);
  });
  return kept;
}
