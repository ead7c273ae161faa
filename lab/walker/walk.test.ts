// The walker: through doors and past walls, at a steady pace, and as a live source that ends when it is told to.
import { describe, expect, test } from 'vitest';
import type { LiveScan } from '../../main/ports/reading-source.ts';
import { makePracticeWorld } from '../index.ts';
import { layouts } from '../office/layout.ts';
import { doorOpenings, type WallPiece, wallPieces } from '../office/walls.ts';
import { routes } from './routes.ts';
import { alongRoute, paceMPerS, scanIntervalS } from './walk.ts';

type Point = readonly [number, number];
const world = makePracticeWorld(7);

function distanceToPoint([px, py]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
  const share = length2 === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length2));
  return Math.hypot(px - ax - share * (bx - ax), py - ay - share * (by - ay));
}
/** Written apart from the lab's own test of crossing; touching counts. */
function meets(a: Point, b: Point, c: Point, d: Point): boolean {
  const turn = ([px, py]: Point, [qx, qy]: Point, [rx, ry]: Point) =>
    Math.sign((qx - px) * (ry - py) - (qy - py) * (rx - px));
  return turn(a, b, c) !== turn(a, b, d) && turn(c, d, a) !== turn(c, d, b);
}
function clearanceM(from: Point, to: Point, wall: WallPiece): number {
  const [start, end]: [Point, Point] = [
    [wall.x1M, wall.y1M],
    [wall.x2M, wall.y2M],
  ];
  if (meets(from, to, start, end)) return 0;
  const sides = [
    distanceToPoint(from, start, end),
    distanceToPoint(to, start, end),
    distanceToPoint(start, from, to),
    distanceToPoint(end, from, to),
  ];
  return Math.min(...sides);
}

describe.each(layouts.map((layout) => ({ name: layout.name, layout })))('$name', ({ layout }) => {
  const route = routes[layout.level] ?? [];
  const walls = wallPieces(layout);
  const survey = world.floors[layout.level]?.survey ?? [];

  test('no leg of the route comes nearer to a wall than a shoulder', () => {
    expect(route.length).toBeGreaterThan(40);
    for (const [index, to] of route.entries()) {
      const from = route[index - 1] ?? to;
      for (const wall of walls)
        expect.soft(clearanceM(from, to, wall), `${from} to ${to} at ${JSON.stringify(wall)}`).toBeGreaterThan(0.15);
    }
  });

  test('it walks through doors, not past them all', () => {
    const used = doorOpenings(layout).filter((door) =>
      route.some((to, index) => meets(route[index - 1] ?? to, to, [door.x1M, door.y1M], [door.x2M, door.y2M])),
    );
    expect(used.length).toBeGreaterThanOrEqual(6);
  });

  test('each surveyed place lies on its side of every wall, near the route', () => {
    const places = [...alongRoute(route, paceMPerS * scanIntervalS)];
    expect(survey).toHaveLength(places.length);
    for (const [index, { x, y }] of places.entries()) {
      const scan = survey[index];
      const place: Point = [scan?.xM ?? Number.NaN, scan?.yM ?? Number.NaN];
      expect(Math.hypot(place[0] - x, place[1] - y)).toBeLessThan(0.8);
      for (const { x1M, y1M, x2M, y2M } of walls) expect(meets([x, y], place, [x1M, y1M], [x2M, y2M])).toBe(false);
    }
  });

  test('scans follow one another in time at the pace of a person, and hear what a person would', () => {
    for (const [index, scan] of survey.entries()) {
      const before = survey[index - 1];
      if (before) expect(Math.abs(scan.timeMs - before.timeMs - scanIntervalS * 1000)).toBeLessThanOrEqual(1);
      expect(new Set(scan.radios.map(({ key }) => key)).size).toBe(scan.radios.length);
      for (const { rssiDbm } of scan.radios) expect(rssiDbm < -20 && rssiDbm >= -96).toBe(true);
      expect(scan.radios.filter(({ kind }) => kind === 'wifi').length).toBeGreaterThan(2);
    }
    const loudest = survey.map(({ radios }) => Math.max(...radios.map(({ rssiDbm }) => rssiDbm)));
    expect(loudest.filter((level) => level > -67).length / loudest.length).toBeGreaterThan(0.7);
  });

  test('the storey is told by its own access points', () => {
    const own = new Set(world.floors[layout.level]?.radios.map(({ key }) => key));
    const right = survey.filter(({ radios }) =>
      own.has(radios.toSorted((a, b) => b.rssiDbm - a.rssiDbm)[0]?.key ?? ''),
    );
    expect(right.length / survey.length).toBeGreaterThan(0.95);
  });
});

test('steps go on around corners; a leg without length adds none', () => {
  const places = [
    ...alongRoute(
      [
        [0, 0],
        [3, 0],
        [3, 0],
        [3, 4],
      ],
      2,
    ),
  ];
  expect(places).toEqual([
    { x: 0, y: 0, atM: 0 },
    { x: 2, y: 0, atM: 2 },
    { x: 3, y: 1, atM: 4 },
    { x: 3, y: 3, atM: 6 },
  ]);
  expect([...alongRoute([], 1), ...alongRoute([[1, 1]], 1)]).toEqual([]);
});

describe('the live walk', () => {
  const [source] = world.sources;
  const scans = (level: number, signal: AbortSignal, speed = 1e9): AsyncIterable<LiveScan> => {
    if (!source) throw new Error('no source');
    return source.scans({ level, speed, signal });
  };

  test('is ready, walks the whole floor, and stamps the time of the walk', async () => {
    expect(await source?.preflight()).toEqual({ state: 'ready' });
    const before = Date.now();
    const heard: LiveScan[] = [];
    for await (const scan of scans(1, new AbortController().signal)) heard.push(scan);
    const survey = world.floors[1]?.survey ?? [];
    expect(heard).toHaveLength(survey.length);
    expect(heard[0]?.timeMs).toBeGreaterThanOrEqual(before);
    expect(heard[0]?.timeMs).toBeLessThanOrEqual(Date.now());
    for (const [index, scan] of heard.entries())
      if (index > 0) expect(scan.timeMs).toBeGreaterThan(heard[index - 1]?.timeMs ?? 0);
    // Another day: the same way, other fading.
    expect(heard.map(({ radios }) => radios)).not.toEqual(survey.map(({ radios }) => radios));
  });

  test('ends at once when it is told to, also while it waits for the next scan', async () => {
    const controller = new AbortController();
    let count = 0;
    for await (const _scan of scans(0, controller.signal, 0.001)) {
      count++;
      // The next scan is due in 27 minutes.
      setTimeout(() => controller.abort(), 5);
    }
    expect(count).toBe(1);
    for await (const _scan of scans(0, controller.signal)) count++;
    expect(count).toBe(1);
  });

  test('a storey that the practice office does not have is refused', () => {
    expect(() => scans(-1, new AbortController().signal)).toThrow(
      expect.objectContaining({ code: 'source_without_floor', params: { source: 'Practice walk', level: -1 } }),
    );
  });
});
