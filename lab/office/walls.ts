// Walls as the radio field and the drawings need them: straight pieces with the doors cut out, and the doors themselves.
import type { Layout, LayoutWall, Material } from './layout.ts';

export interface WallPiece {
  readonly x1M: number;
  readonly y1M: number;
  readonly x2M: number;
  readonly y2M: number;
  readonly material: Material;
}

export interface DoorOpening {
  readonly x1M: number;
  readonly y1M: number;
  readonly x2M: number;
  readonly y2M: number;
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

function along(wall: LayoutWall) {
  const [x1, y1] = wall.from;
  const [x2, y2] = wall.to;
  const lengthM = Math.hypot(x2 - x1, y2 - y1);
  const at = (distanceM: number): [number, number] => [
    round(x1 + ((x2 - x1) * distanceM) / lengthM),
    round(y1 + ((y2 - y1) * distanceM) / lengthM),
  ];
  return { lengthM, at };
}

function piecesOf(wall: LayoutWall): WallPiece[] {
  const { lengthM, at } = along(wall);
  const cuts = wall.doors.toSorted((a, b) => a.atM - b.atM);
  const starts = [0, ...cuts.map((door) => door.atM + door.widthM / 2)];
  const ends = [...cuts.map((door) => door.atM - door.widthM / 2), lengthM];
  return starts.flatMap((start, index) => {
    const end = ends[index] ?? lengthM;
    if (end - start < 0.05) return [];
    const [x1M, y1M] = at(start);
    const [x2M, y2M] = at(end);
    return [{ x1M, y1M, x2M, y2M, material: wall.material }];
  });
}

export const wallPieces = (layout: Layout): WallPiece[] => layout.walls.flatMap(piecesOf);

export function doorOpenings(layout: Layout): DoorOpening[] {
  return layout.walls.flatMap((wall) => {
    const { at } = along(wall);
    return wall.doors.map((door) => {
      const [x1M, y1M] = at(door.atM - door.widthM / 2);
      const [x2M, y2M] = at(door.atM + door.widthM / 2);
      return { x1M, y1M, x2M, y2M };
    });
  });
}

const side = (ax: number, ay: number, bx: number, by: number, px: number, py: number): number =>
  (bx - ax) * (py - ay) - (by - ay) * (px - ax);

/** True where the straight line between two points crosses the wall. */
export function crosses(wall: WallPiece, x1: number, y1: number, x2: number, y2: number): boolean {
  const { x1M, y1M, x2M, y2M } = wall;
  return (
    side(x1M, y1M, x2M, y2M, x1, y1) * side(x1M, y1M, x2M, y2M, x2, y2) < 0 &&
    side(x1, y1, x2, y2, x1M, y1M) * side(x1, y1, x2, y2, x2M, y2M) < 0
  );
}
