// What the layers of a building element cost a signal: by the names of their materials, with the library's losses per metre.
import type { BandLoss } from '../../../../../shared/model/design.ts';
import { libraryMaterials } from '../../../../../shared/rf/materials.ts';

export interface Layer {
  readonly name: string;
  readonly thicknessM: number;
}

/** Names as programs of several countries give them, to keys of the library; undefined: next to nothing for a signal. */
const words: readonly (readonly [RegExp, string | undefined])[] = [
  [
    /air|insulation|insul|d[äa]mm|isolat|aislam|membrane|vapou?r|barrier|paint|finish|carpet|tile|fliese|tapete/i,
    undefined,
  ],
  [/glass|glaz|glas\b|verre|vidrio/i, 'glass'],
  [/cmu|concrete masonry|block|cinder|kalksand|porenbeton|parpaing/i, 'cinder-block'],
  [/concrete|beton|béton|hormig|cement|screed|estrich/i, 'concrete'],
  [/brick|masonry|ziegel|mauerwerk|klinker|brique|ladrillo|stone|stein/i, 'brick'],
  [/gyps|gips|plaster|drywall|stud|furring|putz|pl[âa]tre|yeso/i, 'drywall'],
  [/steel|alumin|metal|stahl|acier|acero|zinc|copper/i, 'metal'],
  [/wood|timber|holz|bois|madera|plywood|osb|mdf|lumber/i, 'wood'],
];

const library = new Map(libraryMaterials.map((material) => [material.key, material]));
/** A metal sheet shields whatever its thickness: it is counted as a whole wall of it. */
const shields = new Set(['metal']);

/** Key of the library; `known` is false where the name said nothing and drywall stands in. */
export function libraryKeyOf(name: string): { readonly key: string | undefined; readonly known: boolean } {
  const found = words.find(([pattern]) => pattern.test(name));
  return found ? { key: found[1], known: true } : { key: 'drywall', known: false };
}

const bands = ['2.4', '5', '6'] as const;

/** Of all layers one after another, dB; and the names that nobody could read. */
export function lossOf(layers: readonly Layer[]): {
  readonly lossDb: BandLoss;
  readonly unknown: readonly string[];
  /** Key of the layer that costs most. */
  readonly mainKey: string;
} {
  const sum: Record<(typeof bands)[number], number> = { '2.4': 0, '5': 0, '6': 0 };
  const unknown: string[] = [];
  let [mainKey, mostDb] = ['drywall', -1];
  for (const { name, thicknessM } of layers) {
    const { key, known } = libraryKeyOf(name);
    if (!known) unknown.push(name);
    const material = key === undefined ? undefined : library.get(key);
    if (!material) continue;
    const share = shields.has(material.key) ? 1 : thicknessM / material.thicknessM;
    for (const band of bands) sum[band] += material.lossDb[band] * share;
    if (material.lossDb['5'] * share > mostDb) [mainKey, mostDb] = [material.key, material.lossDb['5'] * share];
  }
  const rounded = (value: number) => Math.min(1_000, Math.round(value * 10) / 10);
  return { lossDb: { '2.4': rounded(sum['2.4']), '5': rounded(sum['5']), '6': rounded(sum['6']) }, unknown, mainKey };
}

export const colorOf = (key: string): string => library.get(key)?.color ?? '#808080';

/** Doors are of few kinds for a signal. */
export function doorKeyOf(name: string): string {
  if (/fire|brand|steel|metal|stahl|coupe-feu/i.test(name)) return 'door-fire';
  return /glass|glaz|glas\b|sliding|storefront|curtain/i.test(name) ? 'door-glass' : 'door-wood';
}
