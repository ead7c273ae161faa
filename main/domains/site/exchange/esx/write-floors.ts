// Floors into an .esx project: pictures, scale, storeys and slabs.
import { isDeepStrictEqual } from 'node:util';
import type { BandLoss } from '../../../../../shared/model/design.ts';
import type { FloorId } from '../../../../../shared/model/ids.ts';
import type { OutgoingFloor, OutgoingPicture } from '../../../../ports/exchange.ts';
import { type Item, itemsOf, numberOf, textOf } from '../archive.ts';
import { idFrom } from '../object-reader.ts';
import type { EditLists } from './edit-lists.ts';
import { Lists } from './lists.ts';
import { bandNames } from './radios.ts';
import { type ReadFloor, readFloors } from './read-floors.ts';

/** A slab and a wall that say nothing of it; only the product with the factor counts. */
const usualThicknessM = 0.3;
/** What public projects have everywhere; Groma has no use for them. */
const usualEdges = { reflectionCoefficient: 0.5, diffractionCoefficient: 11 };

/** Factors are dB per metre: the loss over the thickness. What a type says besides its factors stays. */
export function propertiesOf(type: Item | undefined, lossDb: BandLoss, thicknessM: number): Item[] {
  const known = new Map(itemsOf(type, 'propagationProperties').map((each) => [textOf(each, 'band'), each]));
  return (['2.4', '5', '6'] as const).map((band) => ({
    ...usualEdges,
    ...known.get(bandNames[band]),
    band: bandNames[band],
    attenuationFactor: Math.round((lossDb[band] / thicknessM) * 1e6) / 1e6,
  }));
}

const usualBuilding = { name: 'Building', tags: [] };

function putPicture(lists: EditLists, floorPlanId: string, picture: OutgoingPicture): void {
  const imageId = idFrom(floorPlanId, picture.sha256);
  lists.putMember(`image-${imageId}`, picture.bytes);
  const size = { resolutionWidth: picture.widthPx, resolutionHeight: picture.heightPx };
  lists.put('images', { id: imageId, imageFormat: picture.format, ...size });
  const whole = { cropMinX: 0, cropMinY: 0, cropMaxX: picture.widthPx, cropMaxY: picture.heightPx };
  lists.put('floorPlans', {
    id: floorPlanId,
    imageId,
    bitmapImageId: undefined,
    width: picture.widthPx,
    height: picture.heightPx,
    metersPerUnit: picture.metresPerPixel,
    ...whole,
  });
}

/** The picture that the file had comes back under its own name; places in it keep their pixels. */
function keepPicture(lists: EditLists, plan: Item, { bytes, widthPx, metresPerPixel }: OutgoingPicture): void {
  const imageId = ['imageId', 'bitmapImageId']
    .flatMap((name) => textOf(plan, name) ?? [])
    .find((id) => !lists.hasMember(`image-${id}`));
  if (imageId !== undefined) lists.putMember(`image-${imageId}`, bytes);
  const width = numberOf(plan, 'width') ?? widthPx;
  if (metresPerPixel === undefined) return;
  // A hair of difference is arithmetic, not a new scale.
  const scale = (metresPerPixel * widthPx) / width;
  const known = numberOf(plan, 'metersPerUnit');
  if (known === undefined || Math.abs(known - scale) > known * 1e-9)
    lists.put('floorPlans', { id: textOf(plan, 'id') ?? '', metersPerUnit: scale });
}

function putStorey(lists: EditLists, floor: OutgoingFloor, known: ReadFloor | undefined): void {
  const storey = lists.of('buildingFloors').find((each) => each['floorPlanId'] === floor.floorId);
  const id = textOf(storey, 'id') ?? idFrom(floor.floorId, 'storey');
  const put = (fields: Item) => {
    const known = textOf(storey, 'buildingId') ?? textOf(lists.of('buildings')[0], 'id');
    const buildingId = known ?? textOf(lists.put('buildings', { id: idFrom(id, 'building') }, usualBuilding), 'id');
    lists.put('buildingFloors', { id, floorPlanId: floor.floorId, ...fields }, { buildingId });
  };
  if (known?.level !== floor.level || !storey) put({ floorNumber: floor.level });
  if (known?.heightM !== floor.heightM) put({ height: floor.heightM });
  if (isDeepStrictEqual(known?.slabLossDb, floor.slabLossDb)) return;
  if (floor.slabLossDb === undefined) {
    put({ floorTypeId: undefined });
    return;
  }
  const thicknessM = numberOf(storey, 'thickness') || usualThicknessM;
  const type = idFrom(floor.floorId, 'slab');
  const properties = propertiesOf(undefined, floor.slabLossDb, thicknessM);
  lists.put('floorTypes', {
    id: type,
    key: `FloorTypes.${type}`,
    name: `Slab under ${floor.name}`,
    isDefault: false,
    propagationProperties: properties,
  });
  put({ floorTypeId: type, thickness: thicknessM });
}

/** @param pictures SHA-256 of the files' pictures as they came, by floor plan. Returns whether places in the picture lie elsewhere now. */
function putFloor(
  lists: EditLists,
  floor: OutgoingFloor,
  { known, pictures }: { known: ReadFloor | undefined; pictures: Readonly<Record<string, string>> },
): boolean {
  const { floorId, name, picture } = floor;
  const plan = lists.find('floorPlans', floorId);
  const isSame = plan !== undefined && pictures[floorId] === picture.sha256;
  if (!plan)
    lists.put(
      'floorPlans',
      { id: floorId, name },
      {
        gpsReferencePoints: [],
        floorPlanType: 'FSPL',
        rotateUpDirection: 'UP',
        tags: [],
      },
    );
  else if (known?.name !== name) lists.put('floorPlans', { id: floorId, name });
  if (isSame) keepPicture(lists, plan, picture);
  else putPicture(lists, floorId, picture);
  putStorey(lists, floor, known);
  return plan !== undefined && !isSame;
}

function dropFloor(lists: EditLists, floorPlanId: string): void {
  lists.drop('floorPlans', (plan) => plan['id'] === floorPlanId);
  lists.drop('buildingFloors', (storey) => storey['floorPlanId'] === floorPlanId);
}

/**
 * @param pictures SHA-256 of the pictures as they came with the kept project, by floor plan
 * @returns metres per pixel of the floors that have a scale
 */
export function writeFloors(
  lists: EditLists,
  floors: readonly OutgoingFloor[],
  { pictures, say }: { pictures: Readonly<Record<string, string>>; say: (remark: string) => void },
): ReadonlyMap<FloorId, number> {
  const known = new Map(readFloors(new Lists(lists.members(), '')).map((floor) => [floor.floorId, floor]));
  const here = new Set(floors.map(({ floorId }) => floorId));
  for (const floorId of known.keys()) if (!here.has(floorId)) dropFloor(lists, floorId);
  for (const floor of floors) {
    if (putFloor(lists, floor, { known: known.get(floor.floorId), pictures }))
      say(
        `Floor ${floor.name} has another picture than the project had: what Groma only keeps of it may lie elsewhere.`,
      );
    if (floor.picture.metresPerPixel === undefined)
      say(`Floor ${floor.name} has no scale: what is drawn on it stays here. Set its scale, then export again.`);
  }
  const plans = new Map(lists.of('floorPlans').map((plan) => [textOf(plan, 'id') ?? '', plan]));
  return new Map(
    floors.flatMap(({ floorId, picture }) => {
      const scale = picture.metresPerPixel === undefined ? undefined : numberOf(plans.get(floorId), 'metersPerUnit');
      return scale === undefined ? [] : [[floorId, scale] as const];
    }),
  );
}
