// Places of OpenIntent: x right and y up from a floorplan's lower left corner, in one of three units; ours count from the top left, y down.
import type { Point } from '../../../../../shared/model/design.ts';
import { type Item, itemOf, itemsOf, numberOf, textOf } from '../archive.ts';
import { roundedM } from '../object-reader.ts';

const metresPer = { meters: 1, feet: 0.3048 } as const;
export type Unit = 'pixels' | 'meters' | 'feet';

interface Dimension {
  readonly unit: Unit;
  readonly width: number;
  readonly length: number;
}

const isUnit = (unit: string | undefined): unit is Unit => unit === 'pixels' || unit === 'meters' || unit === 'feet';

const dimensionsOf = (floorplan: Item): Dimension[] =>
  itemsOf(floorplan, 'dimensions').flatMap((each) => {
    const [unit, width, length] = [textOf(each, 'unit'), numberOf(each, 'width'), numberOf(each, 'length')];
    return isUnit(unit) && width !== undefined && length !== undefined && width > 0 && length > 0
      ? [{ unit, width, length }]
      : [];
  });

/** A floorplan's corners, and what its units are in metres. */
export class PlanFrame {
  readonly widthM: number | undefined;
  readonly lengthM: number | undefined;
  readonly widthPx: number | undefined;
  readonly #dimensions: readonly Dimension[];

  constructor(floorplan: Item) {
    this.#dimensions = dimensionsOf(floorplan);
    const real = this.#dimensions.find(({ unit }) => unit === 'meters') ?? this.#find('feet');
    const pixels = this.#find('pixels');
    this.widthPx = pixels?.width;
    if (!real || real.unit === 'pixels') return;
    this.widthM = real.width * metresPer[real.unit];
    // Pixels are square: the picture's own shape counts, a length that was rounded does not.
    this.lengthM = pixels ? (pixels.length * this.widthM) / pixels.width : real.length * metresPer[real.unit];
  }

  #find(unit: Unit): Dimension | undefined {
    return this.#dimensions.find((each) => each.unit === unit);
  }

  #metresPerUnit(unit: Unit): number | undefined {
    if (unit !== 'pixels') return metresPer[unit];
    return this.widthPx === undefined || this.widthM === undefined ? undefined : this.widthM / this.widthPx;
  }

  /** Metres from the top left; undefined without a scale. */
  place(x: number | undefined, y: number | undefined, unit: Unit): Point | undefined {
    const scale = this.#metresPerUnit(unit);
    if (scale === undefined || this.lengthM === undefined || x === undefined || y === undefined) return undefined;
    return [roundedM(x * scale), roundedM(this.lengthM - y * scale)];
  }

  /** Of a list of coordinates the one in metres, else any that can be used; both spellings of versions 1 and 2. */
  placeOf(coordinates: readonly Item[]): { readonly place: Point; readonly heightM: number | undefined } | undefined {
    const all = coordinates.map((each) => itemOf(each, 'coordinate_xyz') ?? each);
    const inOrder = (['meters', 'feet', 'pixels'] as const).flatMap((unit) =>
      all.filter((each) => each['unit'] === unit),
    );
    for (const each of inOrder) {
      const unit = each['unit'] as Unit;
      const place = this.place(numberOf(each, 'x'), numberOf(each, 'y'), unit);
      const z = numberOf(each, 'z');
      if (place)
        return { place, heightM: z === undefined ? undefined : roundedM(z * (this.#metresPerUnit(unit) ?? 1)) };
    }
    return undefined;
  }

  /**
   * Walls do not say their unit: it is that of the first dimension, unless they would lie outside of it; then the first in which they fit.
   * @param points both ends of all walls
   */
  unitOfWalls(points: readonly { x: number | undefined; y: number | undefined }[]): Unit {
    const slack = 1.05;
    const fits = ({ width, length }: Dimension) =>
      points.every(({ x = 0, y = 0 }) => x <= width * slack && y <= length * slack);
    const dimension = this.#dimensions.find(fits) ?? this.#dimensions[0];
    return dimension?.unit ?? 'pixels';
  }
}
