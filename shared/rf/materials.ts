// The wall materials that a site knows: the library's, and the site's own, which take the place of the library's of the same key.
import library from '../../assets/materials.json' with { type: 'json' };
import type { DesignObjectOf, FieldsOf } from '../model/design.ts';

export type Material = FieldsOf<'material'>;

export const libraryMaterials: readonly Material[] = library.materials.map(({ source: _source, ...material }) => ({
  ...material,
  category: material.category as Material['category'],
}));

/** What is expected of a material that neither the site nor the library knows: drywall under its own name. */
const usualKey = 'drywall';

export class Materials {
  readonly all: readonly Material[];
  readonly #byKey: ReadonlyMap<string, Material>;

  constructor(own: readonly DesignObjectOf<'material'>[]) {
    const byKey = new Map(libraryMaterials.map((material) => [material.key.toLowerCase(), material]));
    for (const { fields } of own) byKey.set(fields.key.toLowerCase(), fields);
    this.#byKey = byKey;
    this.all = [...byKey.values()];
  }

  has(key: string): boolean {
    return this.#byKey.has(key.toLowerCase());
  }

  of(key: string): Material {
    const known = this.#byKey.get(key.toLowerCase());
    if (known) return known;
    const usual = this.#byKey.get(usualKey);
    if (!usual) throw new Error('the library has no drywall');
    return { ...usual, key, name: key };
  }
}
