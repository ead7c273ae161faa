// What the readers of an .esx project share: its lists, and places in metres.
import type { Point } from '../../../../../shared/model/design.ts';
import { type Item, numberOf } from '../archive.ts';
import { ObjectReader, roundedM } from '../object-reader.ts';
import type { Lists } from './lists.ts';
import type { ReadFloor } from './read-floors.ts';

export class DesignReader extends ObjectReader {
  readonly lists: Lists;
  /** Ids of the planned radios of an access point, in the order of its radios. */
  readonly radioIds = new Map<string, readonly string[]>();
  readonly #floors: ReadonlyMap<string, ReadFloor>;

  constructor(lists: Lists, floors: readonly ReadFloor[]) {
    super();
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
    return [roundedM(x * scale), roundedM(y * scale)];
  }
}
