// Lines in the middle of walls, from their meshes: a wall is where two faces look away from each other, one thickness apart. So an
// L-shaped wall becomes two lines, and a round one as many as it has facets, whatever program drew it.
import { cornersOf, type PlanSegment, type Triangles } from './section.ts';

export interface WallLine {
  readonly line: PlanSegment;
  readonly thicknessM: number;
}

type Interval = readonly [from: number, to: number];

/** All faces of one direction and one side at one distance. */
interface Face {
  readonly angleRad: number;
  readonly side: 1 | -1;
  readonly offsetM: number;
  intervals: Interval[];
}

const leastAreaM2 = 1e-4;
const maxThicknessM = 1.2;
const leastThicknessM = 0.005;
/** A wall is longer than it is thick. */
const leastSlenderness = 1.5;
const leastLengthM = 0.1;
/** Faces of one plane, as far as rounding goes. */
const sameOffsetM = 0.002;
const sameAngleRad = 0.01;

function merged(intervals: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const [from, to] of intervals.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && from <= last[1] + sameOffsetM) result[result.length - 1] = [last[0], Math.max(last[1], to)];
    else result.push([from, to]);
  }
  return result;
}

export function without(intervals: readonly Interval[], [from, to]: Interval): Interval[] {
  return intervals.flatMap(([start, end]): Interval[] => {
    if (to <= start || from >= end) return [[start, end]];
    const rest: Interval[] = [];
    if (from > start) rest.push([start, from]);
    if (to < end) rest.push([to, end]);
    return rest;
  });
}

/** Upright faces between two heights. */
function facesOf(triangles: Triangles, { fromM, toM }: { fromM: number; toM: number }): Face[] {
  const faces: Face[] = [];
  for (const [a, b, c] of cornersOf(triangles)) {
    const heights = [a.height, b.height, c.height];
    if (Math.max(...heights) < fromM || Math.min(...heights) > toM) continue;
    const [ux, uy, uz] = [b.x - a.x, b.height - a.height, b.z - a.z];
    const [vx, vy, vz] = [c.x - a.x, c.height - a.height, c.z - a.z];
    const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    const length = Math.hypot(nx, ny, nz);
    if (length / 2 < leastAreaM2 || Math.abs(ny) > length * 0.05) continue;
    // The direction along the face, 0..π, and on which side of it is outside.
    let angleRad = Math.atan2(-nx, nz);
    let side: 1 | -1 = 1;
    if (angleRad < 0) {
      angleRad += Math.PI;
      side = -1;
    }
    if (angleRad > Math.PI - sameAngleRad / 2) {
      angleRad -= Math.PI;
      side = side === 1 ? -1 : 1;
    }
    addFace(faces, { angleRad, side }, [a, b, c]);
  }
  for (const face of faces) face.intervals = merged(face.intervals);
  return faces;
}

function addFace(
  faces: Face[],
  { angleRad, side }: Pick<Face, 'angleRad' | 'side'>,
  corners: readonly { x: number; z: number }[],
): void {
  const known = faces.find((each) => {
    if (each.side !== side || Math.abs(each.angleRad - angleRad) > sameAngleRad) return false;
    const offsets = corners.map(({ x, z }) => z * Math.cos(each.angleRad) - x * Math.sin(each.angleRad));
    return offsets.every((offset) => Math.abs(offset - each.offsetM) < sameOffsetM);
  });
  const [cos, sin] = [Math.cos(known?.angleRad ?? angleRad), Math.sin(known?.angleRad ?? angleRad)];
  const along = corners.map(({ x, z }) => x * cos + z * sin);
  const interval: Interval = [Math.min(...along), Math.max(...along)];
  if (known) known.intervals.push(interval);
  else {
    const [first] = corners;
    faces.push({ angleRad, side, offsetM: (first?.z ?? 0) * cos - (first?.x ?? 0) * sin, intervals: [interval] });
  }
}

/** Pairs of faces that look away from each other, the nearest first. */
function pairsOf(faces: readonly Face[]): { a: Face; b: Face; thicknessM: number }[] {
  const pairs: { a: Face; b: Face; thicknessM: number }[] = [];
  for (const a of faces)
    for (const b of faces) {
      if (a.side !== 1 || b.side !== -1 || Math.abs(a.angleRad - b.angleRad) > sameAngleRad) continue;
      const thicknessM = a.offsetM - b.offsetM;
      if (thicknessM >= leastThicknessM && thicknessM <= maxThicknessM) pairs.push({ a, b, thicknessM });
    }
  return pairs.sort((one, other) => one.thicknessM - other.thicknessM);
}

/** @param between heights above which and below which faces do not count */
export function wallLinesOf(triangles: Triangles, between: { fromM: number; toM: number }): WallLine[] {
  const lines: WallLine[] = [];
  for (const { a, b, thicknessM } of pairsOf(facesOf(triangles, between))) {
    const [cos, sin] = [Math.cos(a.angleRad), Math.sin(a.angleRad)];
    const offset = (a.offsetM + b.offsetM) / 2;
    const at = (along: number): readonly [number, number] => [along * cos - offset * sin, along * sin + offset * cos];
    const shared = a.intervals.flatMap(([from, to]) =>
      b.intervals.flatMap(([start, end]): Interval[] => {
        const both: Interval = [Math.max(from, start), Math.min(to, end)];
        return both[1] - both[0] >= Math.max(leastLengthM, thicknessM * leastSlenderness) ? [both] : [];
      }),
    );
    for (const interval of shared) {
      lines.push({ line: [...at(interval[0]), ...at(interval[1])], thicknessM });
      a.intervals = without(a.intervals, interval);
      b.intervals = without(b.intervals, interval);
    }
  }
  return lines;
}

interface End {
  x: number;
  y: number;
}

/** Ends that stop half a thickness before the middle of another wall are brought there: nothing slips through the corner. */
export function joined(walls: readonly WallLine[]): WallLine[] {
  return walls.map((wall) => {
    const [x1, y1, x2, y2] = wall.line;
    const from = joinedEnd({ x: x1, y: y1 }, { x: x2, y: y2 }, { wall, walls });
    const to = joinedEnd({ x: x2, y: y2 }, from, { wall, walls });
    return { ...wall, line: [from.x, from.y, to.x, to.y] };
  });
}

function joinedEnd(end: End, start: End, { wall, walls }: { wall: WallLine; walls: readonly WallLine[] }): End {
  let [best, bestM] = [end, Number.POSITIVE_INFINITY];
  for (const other of walls) {
    if (other === wall) continue;
    const meeting = crossing(start, end, other.line);
    if (!meeting) continue;
    const reachM = (wall.thicknessM + other.thicknessM) / 2 + 0.05;
    const farM = Math.hypot(meeting.x - end.x, meeting.y - end.y);
    if (farM > reachM || meeting.beyondM > reachM || farM >= bestM) continue;
    [best, bestM] = [{ x: meeting.x, y: meeting.y }, farM];
  }
  return best;
}

/** Where a straight line meets another one, and how far beyond the other's ends that is. */
function crossing(from: End, to: End, [x1, y1, x2, y2]: PlanSegment): (End & { beyondM: number }) | undefined {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const [ex, ey] = [x2 - x1, y2 - y1];
  const [length, otherM] = [Math.hypot(dx, dy), Math.hypot(ex, ey)];
  const cross = dx * ey - dy * ex;
  // Nearly parallel ones meet anywhere.
  if (length === 0 || otherM === 0 || Math.abs(cross) < 0.2 * length * otherM) return undefined;
  const share = ((x1 - from.x) * ey - (y1 - from.y) * ex) / cross;
  const along = (((x1 - from.x) * dy - (y1 - from.y) * dx) / cross) * otherM;
  const beyondM = Math.max(0, -along, along - otherM);
  return { x: from.x + dx * share, y: from.y + dy * share, beyondM };
}

/** The stretch of a wall that an opening takes; undefined where it is not in this wall. */
export function openingIn(
  { line, thicknessM }: WallLine,
  corners: Iterable<{ x: number; z: number }>,
): Interval | undefined {
  const [x1, y1, x2, y2] = line;
  const lengthM = Math.hypot(x2 - x1, y2 - y1);
  const [cos, sin] = [(x2 - x1) / lengthM, (y2 - y1) / lengthM];
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [near, far] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { x, z } of corners) {
    const along = (x - x1) * cos + (z - y1) * sin;
    const across = (z - y1) * cos - (x - x1) * sin;
    [from, to] = [Math.min(from, along), Math.max(to, along)];
    [near, far] = [Math.min(near, across), Math.max(far, across)];
  }
  if (near > thicknessM / 2 || far < -thicknessM / 2 || !(to > from)) return undefined;
  const within: Interval = [Math.max(0, from), Math.min(lengthM, to)];
  return within[1] - within[0] >= leastLengthM ? within : undefined;
}
