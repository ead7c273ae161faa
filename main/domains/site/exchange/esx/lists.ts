// The JSON lists of an .esx project (docs/esx.md).
import { type Item, itemsOf, jsonOf, type Members } from '../archive.ts';

/** Lists of a project by their names, each from `NAME.json`; what was deleted is left out. */
export class Lists {
  readonly members: Members;
  readonly file: string;
  readonly #read = new Map<string, readonly Item[]>();

  constructor(members: Members, file: string) {
    this.members = members;
    this.file = file;
  }

  of(name: string): readonly Item[] {
    const known = this.#read.get(name);
    if (known) return known;
    const items = itemsOf(jsonOf(this.members, `${name}.json`, this.file), name).filter(
      (item) => item['status'] !== 'DELETED' && typeof item['id'] === 'string',
    );
    this.#read.set(name, items);
    return items;
  }

  byId(name: string): ReadonlyMap<string, Item> {
    return new Map(this.of(name).map((item) => [String(item['id']), item]));
  }
}
