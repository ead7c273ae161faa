// The practice office: two storeys of one L-shaped building, 60 x 36 m, described by rooms and by walls with doors in them.
// Lengths in metres from the top-left corner, x right, y down.

export type Material = 'brick' | 'concrete' | 'drywall' | 'glass';

export interface Room {
  readonly name: string;
  /** Left, top, width, height. */
  readonly box: readonly [number, number, number, number];
  readonly use: 'office' | 'open' | 'meeting' | 'core' | 'service' | 'corridor';
}

/** A straight wall with the openings in it: centre along the wall from its start, and width. */
export interface LayoutWall {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly material: Material;
  readonly doors: readonly { readonly atM: number; readonly widthM: number }[];
}

export interface Layout {
  readonly name: string;
  readonly level: number;
  readonly rooms: readonly Room[];
  readonly walls: readonly LayoutWall[];
  /** Top-left corners of desk clusters (3.2 x 1.6 m). */
  readonly desks: readonly (readonly [number, number])[];
}

export const buildingWidthM = 60;
export const buildingHeightM = 36;
/** The recess at the lower right: the building is an L. */
export const recess = { left: 44, top: 25 } as const;

const door = (atM: number, widthM = 1) => ({ atM, widthM });
const wall = (
  from: [number, number],
  to: [number, number],
  material: Material,
  ...doors: { atM: number; widthM: number }[]
): LayoutWall => ({ from, to, material, doors });

/** Outer walls, the core with lift, stairs and service rooms: the same on both storeys. */
const shell: readonly LayoutWall[] = [
  wall([0, 0], [60, 0], 'brick'),
  wall([60, 0], [60, 25], 'brick'),
  wall([60, 25], [44, 25], 'brick'),
  wall([44, 25], [44, 36], 'brick'),
  wall([0, 36], [0, 0], 'brick'),
  wall([22, 13], [36, 13], 'concrete', door(2), door(7), door(12)),
  wall([36, 13], [36, 22.5], 'concrete'),
  wall([36, 22.5], [22, 22.5], 'concrete', door(2.2), door(10.5)),
  wall([22, 22.5], [22, 13], 'concrete'),
  wall([26, 13], [26, 18], 'concrete'),
  wall([31.5, 13], [31.5, 18], 'concrete'),
  wall([22, 18], [36, 18], 'concrete'),
  wall([29, 18], [29, 22.5], 'concrete'),
];
const core: readonly Room[] = [
  { name: 'Lift', box: [22, 13, 4, 5], use: 'core' },
  { name: 'Stairs', box: [26, 13, 5.5, 5], use: 'core' },
  { name: 'WC', box: [31.5, 13, 4.5, 5], use: 'core' },
  { name: 'Server room', box: [22, 18, 7, 4.5], use: 'service' },
  { name: 'Store', box: [29, 18, 7, 4.5], use: 'service' },
];

const grid = (left: number, top: number, columns: number, rows: number): [number, number][] =>
  Array.from({ length: columns * rows }, (_, index) => [
    left + (index % columns) * 4.6,
    top + Math.floor(index / columns) * 3.1,
  ]);

const ground: Layout = {
  name: 'Ground floor',
  level: 0,
  rooms: [
    { name: 'Quay', box: [0, 0, 8, 7], use: 'meeting' },
    { name: 'Jetty', box: [8, 0, 6, 7], use: 'meeting' },
    { name: 'Mole', box: [14, 0, 6, 7], use: 'meeting' },
    { name: 'Pier', box: [20, 0, 6, 7], use: 'meeting' },
    { name: 'Open office north', box: [26, 0, 21, 13], use: 'open' },
    { name: 'Boardroom', box: [47, 0, 13, 9], use: 'meeting' },
    { name: 'Open office west', box: [0, 7, 22, 20], use: 'open' },
    { name: 'Open office east', box: [36, 9, 24, 16], use: 'open' },
    { name: 'Archive', box: [0, 27, 7, 9], use: 'service' },
    { name: 'Lab', box: [7, 27, 7, 9], use: 'office' },
    { name: 'Wiring', box: [14, 27, 5, 9], use: 'service' },
    { name: 'Reception', box: [19, 27, 12, 9], use: 'corridor' },
    { name: 'Training', box: [31, 27, 13, 9], use: 'meeting' },
    ...core,
  ],
  walls: [
    ...shell,
    wall([44, 36], [0, 36], 'brick', door(19, 2)),
    wall([0, 7], [26, 7], 'drywall', door(6.5), door(12.5), door(18.5), door(24.5)),
    wall([8, 0], [8, 7], 'drywall'),
    wall([14, 0], [14, 7], 'drywall'),
    wall([20, 0], [20, 7], 'drywall'),
    wall([26, 0], [26, 7], 'drywall'),
    wall([47, 0], [47, 9], 'glass'),
    wall([47, 9], [60, 9], 'glass', door(2, 1.6)),
    wall([0, 27], [19, 27], 'drywall', door(5.5), door(12), door(17.5)),
    wall([7, 27], [7, 36], 'drywall'),
    wall([14, 27], [14, 36], 'drywall'),
    wall([19, 27], [19, 36], 'drywall'),
    wall([19, 27], [31, 27], 'glass', door(6, 2)),
    wall([31, 27], [31, 36], 'drywall'),
    wall([31, 27], [44, 27], 'drywall', door(2)),
    wall([44, 27], [44, 25], 'drywall'),
  ],
  desks: [...grid(28, 2, 4, 3), ...grid(2.5, 9.5, 4, 5), ...grid(40, 11.5, 4, 4)],
};

const upper: Layout = {
  name: 'Level 1',
  level: 1,
  rooms: [
    { name: 'Studio', box: [0, 0, 16, 9], use: 'open' },
    { name: 'Focus 1', box: [16, 0, 5, 6], use: 'meeting' },
    { name: 'Focus 2', box: [21, 0, 5, 6], use: 'meeting' },
    { name: 'Focus 3', box: [26, 0, 5, 6], use: 'meeting' },
    { name: 'Workshop', box: [31, 0, 13, 9], use: 'office' },
    { name: 'Library', box: [44, 0, 16, 9], use: 'office' },
    { name: 'Open office west', box: [0, 9, 22, 16], use: 'open' },
    { name: 'Open office east', box: [36, 9, 24, 16], use: 'open' },
    { name: 'Director', box: [0, 25, 9, 11], use: 'office' },
    { name: 'Finance', box: [9, 25, 10, 11], use: 'office' },
    { name: 'Kitchen', box: [19, 26, 14, 10], use: 'corridor' },
    { name: 'Terrace room', box: [33, 26, 11, 10], use: 'meeting' },
    ...core,
  ],
  walls: [
    ...shell,
    wall([44, 36], [0, 36], 'brick'),
    wall([0, 9], [16, 9], 'glass', door(12, 1.6)),
    wall([16, 0], [16, 9], 'drywall'),
    wall([16, 6], [31, 6], 'drywall', door(2.5), door(7.5), door(12.5)),
    wall([21, 0], [21, 6], 'drywall'),
    wall([26, 0], [26, 6], 'drywall'),
    wall([31, 0], [31, 9], 'drywall'),
    wall([31, 9], [44, 9], 'drywall', door(3, 1.6)),
    wall([44, 0], [44, 9], 'concrete'),
    wall([44, 9], [60, 9], 'glass', door(4, 1.6)),
    wall([0, 25], [19, 25], 'drywall', door(7), door(12)),
    wall([9, 25], [9, 36], 'drywall'),
    wall([19, 25], [19, 36], 'drywall'),
    wall([19, 26], [33, 26], 'glass', door(4, 2)),
    wall([33, 26], [33, 36], 'drywall'),
    wall([33, 26], [44, 26], 'drywall', door(2)),
    wall([44, 26], [44, 25], 'drywall'),
  ],
  desks: [
    ...grid(1.5, 1.5, 3, 2),
    ...grid(2.5, 11, 4, 4),
    ...grid(40, 11.5, 4, 4),
    ...grid(33, 2, 2, 2),
    ...grid(46, 2, 3, 2),
  ],
};

export const layouts: readonly Layout[] = [ground, upper];
