// The lists of an .esx project while they are written: those that a kept project has, whole, and what comes to them.
import { type Item, isItem, jsonOf, type Members, textOf } from '../archive.ts';

export type Editable = Record<string, unknown>;

/** Names of people that a project carries; nobody outside needs them. */
const nameFields = ['createdBy', 'modifiedBy', 'responsiblePerson'];

function withoutNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNames);
  if (!isItem(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      nameFields.includes(name) && typeof each === 'string' ? '' : withoutNames(each),
    ]),
  );
}

const isJson = (name: string): boolean => name.endsWith('.json');
const encode = (value: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(value));

export class EditLists {
  readonly #members = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly #documents = new Map<string, Editable>();

  /** @throws AppError `project_damaged` */
  constructor(kept: Members, file: string) {
    for (const [name, bytes] of kept) {
      const document = isJson(name) ? jsonOf(kept, name, file) : undefined;
      if (document) this.#documents.set(name, withoutNames(document) as Editable);
      else this.#members.set(name, bytes);
    }
  }

  /** A document of its own, such as `project.json`; made where it is missing. */
  document(name: string): Editable {
    const known = this.#documents.get(name);
    if (known) return known;
    const made: Editable = {};
    this.#documents.set(name, made);
    return made;
  }

  documents(pattern: RegExp): readonly (readonly [name: string, document: Editable])[] {
    return [...this.#documents].filter(([name]) => pattern.test(name));
  }

  /** All items of a list, as objects that may be changed. */
  of(name: string): Editable[] {
    const document = this.document(`${name}.json`);
    const items = document[name];
    if (Array.isArray(items)) return items as Editable[];
    const made: Editable[] = [];
    document[name] = made;
    return made;
  }

  find(name: string, id: string | undefined): Editable | undefined {
    return id === undefined ? undefined : this.#index(name).get(id);
  }

  /** Over the item of that id, whose other fields stay; else a new one, with `fresh` besides. Undefined takes a field away. */
  put(name: string, item: Item & { readonly id: string }, fresh: Item = {}): Editable {
    const known = this.find(name, item.id);
    const target = known ?? { ...fresh };
    for (const [field, value] of Object.entries(item))
      if (value === undefined) delete target[field];
      else target[field] = value;
    target['status'] = 'CREATED';
    if (!known) {
      this.of(name).push(target);
      this.#index(name).set(item.id, target);
    }
    return target;
  }

  drop(name: string, isDropped: (item: Editable) => boolean): void {
    const items = this.of(name);
    const stay = items.filter((item) => !isDropped(item));
    if (stay.length === items.length) return;
    items.splice(0, items.length, ...stay);
    this.#byId.delete(name);
  }

  readonly #byId = new Map<string, Map<string, Editable>>();
  /** Of `wallSegments` there are thousands: they are not looked through for each. */
  #index(name: string): Map<string, Editable> {
    const known = this.#byId.get(name);
    if (known) return known;
    const made = new Map(this.of(name).map((item) => [textOf(item, 'id') ?? '', item]));
    this.#byId.set(name, made);
    return made;
  }

  /** A picture or a track. */
  putMember(name: string, bytes: Uint8Array<ArrayBuffer>): void {
    this.#members.set(name, bytes);
  }

  dropMember(name: string): void {
    this.#members.delete(name);
    this.#documents.delete(name);
  }

  hasMember(name: string): boolean {
    return this.#members.has(name);
  }

  members(): Map<string, Uint8Array<ArrayBuffer>> {
    const documents = [...this.#documents].map(([name, document]) => [name, encode(document)] as const);
    return new Map([...documents, ...this.#members]);
  }
}
