// The plan as plain shapes in metres; the SVG and the PDF both draw these.
import type { Layout, Material, Room } from '../office/layout.ts';
import { doorOpenings, wallPieces } from '../office/walls.ts';

export type Shape =
  | { readonly kind: 'line'; readonly from: readonly [number, number]; readonly to: readonly [number, number] }
  | { readonly kind: 'box'; readonly box: readonly [number, number, number, number] }
  /** Quarter circle of a door that turns about `hinge`, from the wall's line to the open leaf. */
  | {
      readonly kind: 'swing';
      readonly hinge: readonly [number, number];
      readonly shut: readonly [number, number];
      readonly open: readonly [number, number];
    }
  | { readonly kind: 'text'; readonly at: readonly [number, number]; readonly text: string; readonly sizeM: number };

export interface DrawingLayer {
  /** Named as in a CAD drawing. */
  readonly name: string;
  readonly strokeM: number;
  /** Grey of the line, 0 black to 1 white. */
  readonly grey: number;
  readonly shapes: readonly Shape[];
}

const layerNames: Record<Material, string> = {
  brick: 'A-WALL-BRICK',
  concrete: 'A-WALL-CONC',
  drywall: 'A-WALL-DRY',
  glass: 'A-GLAZ',
};
const strokes: Record<Material, number> = { brick: 0.3, concrete: 0.25, drywall: 0.12, glass: 0.07 };
const greys: Record<Material, number> = { brick: 0.08, concrete: 0.16, drywall: 0.3, glass: 0.45 };

function wallLayer(layout: Layout, material: Material): DrawingLayer {
  const shapes = wallPieces(layout)
    .filter((wall) => wall.material === material)
    .map(({ x1M, y1M, x2M, y2M }): Shape => {
      // Outer walls are drawn on their inner side, so that nothing is cut off at the paper's edge.
      const inset = material === 'brick' ? strokes.brick / 2 : 0;
      const clamp = (value: number, most: number) => Math.min(most - inset, Math.max(inset, value));
      return { kind: 'line', from: [clamp(x1M, 60), clamp(y1M, 36)], to: [clamp(x2M, 60), clamp(y2M, 36)] };
    });
  return { name: layerNames[material], strokeM: strokes[material], grey: greys[material], shapes };
}

function doorLayer(layout: Layout): DrawingLayer {
  const shapes = doorOpenings(layout).flatMap(({ x1M, y1M, x2M, y2M }): Shape[] => {
    const open: [number, number] = [x1M + (y2M - y1M), y1M - (x2M - x1M)];
    return [
      { kind: 'line', from: [x1M, y1M], to: open },
      { kind: 'swing', hinge: [x1M, y1M], shut: [x2M, y2M], open },
    ];
  });
  return { name: 'A-DOOR', strokeM: 0.04, grey: 0.5, shapes };
}

function furnitureLayer(layout: Layout): DrawingLayer {
  const shapes = layout.desks.flatMap(([x, y]): Shape[] => [
    { kind: 'box', box: [x, y, 1.6, 0.8] },
    { kind: 'box', box: [x + 1.6, y, 1.6, 0.8] },
    { kind: 'box', box: [x, y + 0.8, 1.6, 0.8] },
    { kind: 'box', box: [x + 1.6, y + 0.8, 1.6, 0.8] },
  ]);
  const tables = layout.rooms
    .filter((room) => room.use === 'meeting')
    .map(
      ({ box: [x, y, width, height] }): Shape => ({
        kind: 'box',
        box: [x + width * 0.28, y + height * 0.3, width * 0.44, height * 0.34],
      }),
    );
  return { name: 'A-FURN', strokeM: 0.03, grey: 0.78, shapes: [...shapes, ...tables] };
}

/** How far below a room's upper wall its name stands, metres: clear of tables, desks, doors and access points. */
const namePlace: Record<Room['use'], (height: number) => number> = {
  meeting: (height) => height * 0.2,
  open: (height) => height - 2,
  office: (height) => height - 1.4,
  core: (height) => height * 0.55,
  service: (height) => (height > 6 ? height - 1.4 : height * 0.5),
  corridor: (height) => height - 1.4,
};

function textLayer(layout: Layout): DrawingLayer {
  const shapes = layout.rooms.map(({ name, box: [x, y, width, height], use }): Shape => {
    const sizeM = Math.min(0.75, (width - 0.6) / (name.length * 0.55));
    return { kind: 'text', at: [x + width / 2, y + namePlace[use](height)], text: name, sizeM };
  });
  return { name: 'A-TEXT', strokeM: 0, grey: 0.1, shapes };
}

/** Furniture first, walls over it, text on top. */
export function drawingLayers(layout: Layout): DrawingLayer[] {
  return [
    furnitureLayer(layout),
    doorLayer(layout),
    wallLayer(layout, 'glass'),
    wallLayer(layout, 'drywall'),
    wallLayer(layout, 'concrete'),
    wallLayer(layout, 'brick'),
    textLayer(layout),
  ];
}
