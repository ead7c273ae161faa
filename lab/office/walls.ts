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

type Line = Pick<WallPiece, 'x1M' | 'y1M' | 'x2M' | 'y2M'>;
const side = ({ x1M, y1M, x2M, y2M }: Line, xM: number, yM: number): number =>
  (x2M - x1M) * (yM - y1M) - (y2M - y1M) * (xM - x1M);

/** True where two straight lines cross. */
export const crosses = (wall: Line, path: Line): boolean =>
  side(wall, path.x1M, path.y1M) * side(wall, path.x2M, path.y2M) < 0 &&
  side(path, wall.x1M, wall.y1M) * side(path, wall.x2M, wall.y2M) < 0;
