// Objects as the tools make them.
import type { ObjectEdit } from '../../../shared/contract/design.ts';
import type { Line, Point } from '../../../shared/model/design.ts';
import type { ObjectId } from '../../../shared/model/ids.ts';
import type { DesignScene } from '../design-scene.ts';
import type { DrawingSettings, Place } from './tool.ts';

export const newId = (): ObjectId => crypto.randomUUID() as ObjectId;

/** Millimetres: finer is only noise of the pointer. */
const exact = (value: number): number => Math.round(value * 1000) / 1000;
export const exactPlace = ([x, y]: Place): Point => [exact(x), exact(y)];
export const exactLine = ([x1, y1, x2, y2]: readonly [number, number, number, number]): Line => [
  exact(x1),
  exact(y1),
  exact(x2),
  exact(y2),
];

export function newWall(
  { floor, wallMaterial }: DrawingSettings,
  line: readonly [number, number, number, number],
  material = wallMaterial,
): ObjectEdit {
  return { objectId: newId(), kind: 'wall', set: { floor, line: exactLine(line), material, origin: 'drawn' } };
}

/** The name after the last one given: `L2-AP-08` where that was `L2-AP-07`; the first one gets the usual prefix. */
export function nameAfter(taken: readonly string[], usual: string): string {
  const last = taken.findLast((name) => /\d$/.test(name));
  return nextName(last?.replace(/\d+$/, '') ?? usual, taken);
}

/** `AP-03` where the highest there is is `AP-02`. */
export function nextName(prefix: string, taken: readonly string[]): string {
  const numbers = taken.flatMap((name) => (name.startsWith(prefix) ? Number(name.slice(prefix.length)) || [] : []));
  return `${prefix}${String(Math.max(0, ...numbers) + 1).padStart(2, '0')}`;
}

export const namesOf = (objects: DesignScene['aps'] | DesignScene['beacons'] | DesignScene['zones']): string[] =>
  objects.map(({ fields }) => fields.name);
