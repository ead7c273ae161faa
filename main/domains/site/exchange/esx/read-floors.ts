// Floors of an .esx project: their pictures, scale, storeys and slabs.
import type { BandLoss } from '../../../../../shared/model/design.ts';
import { FloorId } from '../../../../../shared/model/ids.ts';
import type { ProjectFloor, ProjectPicture } from '../../../../ports/exchange.ts';
import { type Item, itemsOf, numberOf, textOf } from '../archive.ts';
import { endingOf } from '../picture-ending.ts';
import type { Lists } from './lists.ts';

export interface ReadFloor extends ProjectFloor {
  /** Undefined where the file has no scale: then nothing can be placed. */
  readonly metresPerPixel: number | undefined;
}

/** Loss by band of something `thicknessM` thick; a band the file does not know has that of its neighbour. Factors are dB per metre. */
export function bandLossOf(type: Item | undefined, thicknessM: number): BandLoss | undefined {
  const factors = new Map(
    itemsOf(type, 'propagationProperties').map((each) => [textOf(each, 'band'), numberOf(each, 'attenuationFactor')]),
  );
  const factor = (...bands: readonly string[]) =>
    bands.map((band) => factors.get(band)).find((each) => each !== undefined && each >= 0);
  const [two, five, six] = [factor('TWO', 'FIVE', 'SIX'), factor('FIVE', 'TWO', 'SIX'), factor('SIX', 'FIVE', 'TWO')];
  if (two === undefined || five === undefined || six === undefined) return undefined;
  const loss = (each: number) => Math.min(1_000, Math.round(each * thicknessM * 100) / 100);
  return { '2.4': loss(two), '5': loss(five), '6': loss(six) };
}

function pictureOf(lists: Lists, plan: Item, metresPerPixel: number | undefined): ProjectPicture | undefined {
  // The vector picture before its raster twin.
  const named = ['imageId', 'bitmapImageId'].flatMap((name) => textOf(plan, name) ?? []);
  const imageId = named.find((id) => lists.members.has(`image-${id}`));
  const bytes = imageId === undefined ? undefined : lists.members.get(`image-${imageId}`);
  const image = imageId === undefined ? undefined : lists.byId('images').get(imageId);
  const widthPx = numberOf(plan, 'width') ?? numberOf(image, 'resolutionWidth');
  if (!bytes || widthPx === undefined || widthPx <= 0) return undefined;
  const name = (textOf(plan, 'name') ?? 'plan').replaceAll(/[/\\\0]/g, ' ').slice(0, 100);
  return { fileName: `${name}.${endingOf(bytes)}`, bytes, widthPx, metresPerPixel };
}

function uniqueName(name: string, taken: Set<string>): string {
  const wanted = name.trim().slice(0, 90) || 'Floor';
  let unique = wanted;
  for (let number = 2; taken.has(unique.toLowerCase()); number++) unique = `${wanted} (${number})`;
  taken.add(unique.toLowerCase());
  return unique;
}

const within = (value: number | undefined, least: number, most: number): number | undefined =>
  value !== undefined && value >= least && value <= most ? value : undefined;

export function readFloors(lists: Lists): ReadFloor[] {
  const storeys = new Map(lists.of('buildingFloors').map((each) => [textOf(each, 'floorPlanId'), each]));
  const types = lists.byId('floorTypes');
  const taken = new Set<string>();
  return lists.of('floorPlans').flatMap((plan) => {
    const floorId = FloorId.safeParse(textOf(plan, 'id')).data;
    if (!floorId) return [];
    const storey = storeys.get(floorId);
    const scale = numberOf(plan, 'metersPerUnit');
    const metresPerPixel = scale !== undefined && scale > 0 && scale < 1_000 ? scale : undefined;
    const heightM = within(numberOf(storey, 'height'), 0.1, 100);
    const slab = types.get(textOf(storey, 'floorTypeId') ?? '');
    const thicknessM = numberOf(storey, 'thickness');
    return [
      {
        floorId,
        name: uniqueName(textOf(plan, 'name') ?? '', taken),
        level: within(Math.round(numberOf(storey, 'floorNumber') ?? Number.NaN), -100, 500),
        heightM,
        slabLossDb: thicknessM === undefined ? undefined : bandLossOf(slab, thicknessM),
        picture: pictureOf(lists, plan, metresPerPixel),
        metresPerPixel,
      },
    ];
  });
}
