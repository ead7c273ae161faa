// Plane geometry of straight pieces and outlines, metres.

export type Place = readonly [xM: number, yM: number];
/** Both ends: x1, y1, x2, y2. */
export type Segment = readonly [number, number, number, number];

export const distanceM = (a: Place, b: Place): number => Math.hypot(b[0] - a[0], b[1] - a[1]);

/** The place of a segment that is nearest to another place, and how far along it lies (0..1). */
export function nearestOn([x1, y1, x2, y2]: Segment, [x, y]: Place): { place: Place; share: number } {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const square = dx * dx + dy * dy;
  const share = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / square));
  return { place: [x1 + share * dx, y1 + share * dy], share };
}

export function distanceToSegment(segment: Segment, place: Place): number {
  return distanceM(nearestOn(segment, place).place, place);
}

/** Where two segments cross, ends included; undefined where they do not, or run along each other. */
export function crossing(a: Segment, b: Segment): Place | undefined {
  const [ax, ay, bx, by] = [a[2] - a[0], a[3] - a[1], b[2] - b[0], b[3] - b[1]];
  const cross = ax * by - ay * bx;
  if (Math.abs(cross) < 1e-12) return undefined;
  const [ox, oy] = [b[0] - a[0], b[1] - a[1]];
  const [onA, onB] = [(ox * by - oy * bx) / cross, (ox * ay - oy * ax) / cross];
  if (onA < 0 || onA > 1 || onB < 0 || onB > 1) return undefined;
  return [a[0] + onA * ax, a[1] + onA * ay];
}

/** Whether a place lies inside an outline (even-odd rule). */
export function isInside(outline: readonly Place[], [x, y]: Place): boolean {
  let inside = false;
  for (const [index, [x1, y1]] of outline.entries()) {
    const [x2, y2] = outline[(index + outline.length - 1) % outline.length] ?? [x1, y1];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

/** Square metres within an outline. */
export function areaM2(outline: readonly Place[]): number {
  let sum = 0;
  for (const [index, [x1, y1]] of outline.entries()) {
    const [x2, y2] = outline[(index + 1) % outline.length] ?? [x1, y1];
    sum += x1 * y2 - x2 * y1;
  }
  return Math.abs(sum) / 2;
}

/** Middle of an outline's area; of its corners where it has none. */
export function centreOf(outline: readonly Place[]): Place {
  let [sum, x, y] = [0, 0, 0];
  for (const [index, [x1, y1]] of outline.entries()) {
    const [x2, y2] = outline[(index + 1) % outline.length] ?? [x1, y1];
    const cross = x1 * y2 - x2 * y1;
    sum += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  }
  if (Math.abs(sum) > 1e-9) return [x / (3 * sum), y / (3 * sum)];
  const count = Math.max(1, outline.length);
  return [outline.reduce((a, [px]) => a + px, 0) / count, outline.reduce((a, [, py]) => a + py, 0) / count];
}
