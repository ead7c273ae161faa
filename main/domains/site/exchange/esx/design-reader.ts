// Gathers the design objects of an .esx project: their places in metres, and what nobody could use.
import { createHash } from 'node:crypto';
import { objectIdOf } from '../../../../../shared/design/object-id.ts';
import { type DesignKind, type Point, schemaOf } from '../../../../../shared/model/design.ts';
import { ObjectId } from '../../../../../shared/model/ids.ts';
import type { ObjectChange } from '../../../../ports/design.ts';
import { type Item, type Lists, numberOf } from './archive.ts';
import type { ReadFloor } from './read-floors.ts';

/** Tenths of a millimetre. */
const rounded = (valueM: number): number => Math.round(valueM * 1e4) / 1e4;

/** One id out of several, the same each time. */
export const idFrom = (...parts: readonly string[]): ObjectId =>
  objectIdOf(createHash('sha256').update(parts.join('\n')).digest());

/** Takes the objects in, and counts those that nobody could use. */
export class DesignReader {
  readonly lists: Lists;
  readonly objects: ObjectChange[] = [];
  /** Ids of the planned radios of an access point, in the order of its radios. */
  readonly radioIds = new Map<string, readonly string[]>();
  readonly #floors: ReadonlyMap<string, ReadFloor>;
  readonly #left = new Map<string, number>();
  readonly #said = new Set<string>();

  constructor(lists: Lists, floors: readonly ReadFloor[]) {
    this.lists = lists;
    this.#floors = new Map(floors.map((floor) => [floor.floorId as string, floor]));
  }

  floorOf(floorPlanId: string | undefined): ReadFloor | undefined {
    return this.#floors.get(floorPlanId ?? '');
  }

  /** Metres; undefined where the floor is unknown or has no scale. */
  placeOn(floorPlanId: string | undefined, coord: Item | undefined): Point | undefined {
    const scale = this.floorOf(floorPlanId)?.metresPerPixel;
    const [x, y] = [numberOf(coord, 'x'), numberOf(coord, 'y')];
    if (scale === undefined || x === undefined || y === undefined) return undefined;
    return [rounded(x * scale), rounded(y * scale)];
  }

  put<K extends DesignKind>(what: string, kind: K, id: string, fields: Record<string, unknown> | undefined): boolean {
    const objectId = ObjectId.safeParse(id).data;
    const given = Object.fromEntries(Object.entries(fields ?? {}).filter(([, value]) => value !== undefined));
    const read = fields && schemaOf(kind).safeParse(given);
    if (!objectId || !read?.success) {
      this.#left.set(what, (this.#left.get(what) ?? 0) + 1);
      return false;
    }
    this.objects.push({ objectId, kind, set: read.data } as unknown as ObjectChange);
    return true;
  }

  say(remark: string): void {
    this.#said.add(remark);
  }

  remarks(): string[] {
    const left = [...this.#left].map(
      ([what, count]) => `${count} ${what} left out: without a floor that has a scale, or damaged.`,
    );
    return [...this.#said, ...left];
  }
}
