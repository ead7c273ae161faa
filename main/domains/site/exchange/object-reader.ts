// Gathers the design objects of a project, and counts what nobody could use.
import { createHash } from 'node:crypto';
import { objectIdOf } from '../../../../shared/design/object-id.ts';
import { type DesignKind, schemaOf } from '../../../../shared/model/design.ts';
import { ObjectId } from '../../../../shared/model/ids.ts';
import type { ObjectChange } from '../../../ports/design.ts';

/** Tenths of a millimetre. */
export const roundedM = (valueM: number): number => Math.round(valueM * 1e4) / 1e4;

/** One id out of several, the same each time. */
export const idFrom = (...parts: readonly string[]): ObjectId =>
  objectIdOf(createHash('sha256').update(parts.join('\n')).digest());

export class ObjectReader {
  readonly objects: ObjectChange[] = [];
  readonly #left = new Map<string, number>();
  readonly #said = new Set<string>();

  /** @param fields undefined where the object has no place that could be found */
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
