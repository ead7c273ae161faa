// Floorplans of OpenIntent: pictures and scale, walls with their materials, areas, markers.
import {
  type BandLoss,
  BandLoss as BandLossSchema,
  Band as BandSchema,
  type Point,
} from '../../../../../shared/model/design.ts';
import { FloorId, type ObjectId } from '../../../../../shared/model/ids.ts';
import type { Project, ProjectFloor, ProjectPicture } from '../../../../ports/exchange.ts';
import { type Item, itemOf, itemsOf, type Members, numberOf, textOf, textsOf } from '../archive.ts';
import { idFrom, type ObjectReader } from '../object-reader.ts';
import { endingOf } from '../picture-ending.ts';
import { PlanFrame } from './coordinates.ts';

export interface ReadFloorplan {
  readonly item: Item;
  readonly floor: ProjectFloor;
  readonly frame: PlanFrame;
}

export const bandsOf = BandSchema.options;
/** What Groma writes besides the standard's members; anybody may leave it out. */
export const ownOf = (item: Item | undefined): Item => itemOf(item, 'groma_fields') ?? {};

/** The id that Groma gave it, else one that follows from what it is. */
export const idOf = (item: Item, ...parts: readonly string[]): string => textOf(item, 'groma_id') ?? idFrom(...parts);

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    // A percent sign that is one.
    return uri;
  }
}

/** Pictures lie in the archive; addresses of the net are not followed. */
function pictureOf(members: Members, item: Item, frame: PlanFrame): ProjectPicture | undefined {
  const uri = textOf(item, 'map_uri') ?? '';
  const path = decoded(uri.replace(/^file:\/*/i, ''));
  const wanted = path.split('/').at(-1)?.toLowerCase();
  const name = [...members.keys()].find((each) => each === path || each.split('/').at(-1)?.toLowerCase() === wanted);
  const bytes = name === undefined || wanted === '' ? undefined : members.get(name);
  if (!bytes) return undefined;
  // Without a size in pixels any width will do: only the real one counts.
  const widthPx = frame.widthPx ?? 1_000;
  const metresPerPixel = frame.widthM === undefined ? undefined : frame.widthM / widthPx;
  const plain = (textOf(item, 'name') ?? 'plan').replaceAll(/[/\\\0]/g, ' ').slice(0, 100);
  return { fileName: `${plain}.${endingOf(bytes)}`, bytes, widthPx, metresPerPixel };
}

/** Height of a floor in metres, from the dimension in metres or feet. */
function heightOf(item: Item): number | undefined {
  for (const each of itemsOf(item, 'dimensions')) {
    const height = numberOf(each, 'height');
    const scale = each['unit'] === 'meters' ? 1 : each['unit'] === 'feet' ? 0.3048 : undefined;
    if (height !== undefined && scale !== undefined && height * scale > 0.1 && height * scale <= 100)
      return Math.round(height * scale * 1_000) / 1_000;
  }
  return undefined;
}

export function readFloorplans(members: Members, document: Item): ReadFloorplan[] {
  const taken = new Set<string>();
  return itemsOf(document, 'floorplans').flatMap((item, index) => {
    const name = (textOf(item, 'name') ?? '').trim().slice(0, 90) || `Floor ${index + 1}`;
    // Names are how everything else refers to a floorplan: a second one of a name cannot be meant.
    if (taken.has(name.toLowerCase())) return [];
    taken.add(name.toLowerCase());
    const frame = new PlanFrame(item);
    const own = ownOf(item);
    const floorId = FloorId.parse(
      FloorId.safeParse(item['groma_id']).data ?? idFrom(textOf(item, 'project_name') ?? '', 'floor', name),
    );
    const level = numberOf(own, 'level');
    const floor: ProjectFloor = {
      floorId,
      name,
      level: level !== undefined && Number.isInteger(level) ? level : undefined,
      heightM: heightOf(item),
      slabLossDb: BandLossSchema.safeParse(own['slabLossDb']).data,
      picture: pictureOf(members, item, frame),
    };
    return [{ item, floor, frame }];
  });
}

const usualColor = '#808080';
const colorOf = (item: Item): string => {
  const color = textOf(item, 'display_color');
  return color && /^#[\da-f]{6}$/i.test(color) ? color : usualColor;
};

const flat = (loss: number): BandLoss => ({ '2.4': loss, '5': loss, '6': loss });

/** The standard has one loss for all bands; ours by band counts for as long as it agrees at 5 GHz. */
function lossOf(own: unknown, said: number | undefined): BandLoss | undefined {
  const known = BandLossSchema.safeParse(own).data;
  if (known && (said === undefined || Math.abs(known['5'] - said) < 0.01)) return known;
  return said === undefined ? undefined : flat(Math.min(1_000, Math.max(0, Math.round(said * 100) / 100)));
}

function categoryOf(name: string): 'door' | 'window' | 'wall' {
  if (/door/i.test(name)) return 'door';
  return /window|glass/i.test(name) ? 'window' : 'wall';
}

/** A thickness that nobody has said: only the loss counts then. */
const usualThicknessM = 0.1;

/** Keys of the materials by their names. */
export function readMaterials(reader: ObjectReader, document: Item): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const item of itemsOf(document, 'wall_materials')) {
    const name = (textOf(item, 'name') ?? '').trim();
    const own = ownOf(item);
    const rf = itemOf(item, 'rf_properties');
    const thicknessM = numberOf(item, 'thickness_m');
    const perM = numberOf(rf, 'attenuation_per_m');
    const said =
      numberOf(rf, 'attenuation_flat') ??
      (perM === undefined || thicknessM === undefined ? undefined : perM * thicknessM);
    const key = (textOf(own, 'key') ?? name).slice(0, 100);
    const isPut = reader.put('wall materials', 'material', idOf(item, 'openintent material', name), {
      key,
      name,
      category: textOf(own, 'category') ?? categoryOf(name),
      color: colorOf(item),
      thicknessM: thicknessM !== undefined && thicknessM > 0 ? thicknessM : usualThicknessM,
      lossDb: lossOf(own['lossDb'], said),
      lowerM: numberOf(item, 'bottom_height') || undefined,
      upperM: numberOf(item, 'top_height'),
    });
    if (isPut) keys.set(name, key);
  }
  return keys;
}

export function readWalls(
  reader: ObjectReader,
  { item, floor, frame }: ReadFloorplan,
  keys: ReadonlyMap<string, string>,
): void {
  const segments = itemsOf(item, 'wall_segments').map((segment) => ({
    segment,
    ends: ['start_point', 'end_point'].map((name) => {
      const point = itemOf(segment, name);
      return { x: numberOf(point, 'x'), y: numberOf(point, 'y') };
    }),
  }));
  const unit = frame.unitOfWalls(segments.flatMap(({ ends }) => ends));
  for (const { segment, ends } of segments) {
    const [from, to] = ends.map(({ x, y }) => frame.place(x, y, unit));
    const type = (textOf(segment, 'wall_type') ?? '').trim();
    const material = keys.get(type) ?? (type.slice(0, 100) || 'drywall');
    const line = from && to ? [...from, ...to] : undefined;
    const id = idOf(segment, floor.floorId, 'wall', type, JSON.stringify(ends));
    reader.put('walls', 'wall', id, line && { floor: floor.floorId, line, material, origin: 'file' });
  }
}

/** `area` is a list of coordinates, each as anywhere else. */
function outlineOf(frame: PlanFrame, item: Item): Point[] | undefined {
  const points = itemsOf(itemOf(item, 'area'), 'coordinates').map((each) => frame.placeOf([each])?.place);
  if (!points.every((point) => point !== undefined)) return undefined;
  const [first, last] = [points[0], points.at(-1)];
  // The last point is the first one again; ours closes by itself.
  const isClosed = points.length > 3 && first && last && first[0] === last[0] && first[1] === last[1];
  return isClosed ? points.slice(0, -1) : points;
}

export function readAreas(reader: ObjectReader, { item, floor, frame }: ReadFloorplan, document: Item): void {
  const materials = new Map(itemsOf(document, 'area_materials').map((each) => [textOf(each, 'name'), each]));
  for (const area of itemsOf(item, 'attenuation_areas')) {
    const named = textOf(area, 'area_material');
    const material = itemOf(area, 'area_material') ?? materials.get(named);
    const outline = outlineOf(frame, area);
    const rf = itemOf(material, 'rf_properties');
    const lossDbPerM = lossOf(ownOf(material)['lossDbPerM'], numberOf(rf, 'attenuation_per_m'));
    const id = idOf(area, floor.floorId, 'area', JSON.stringify(outline));
    reader.put(
      'attenuation areas',
      'area',
      id,
      outline && {
        floor: floor.floorId,
        outline,
        name: textOf(ownOf(area), 'name') ?? textOf(material, 'name') ?? '',
        lossDbPerM,
        lowerM: numberOf(material, 'bottom_height') || undefined,
        upperM: numberOf(material, 'top_height'),
      },
    );
  }
  for (const area of itemsOf(item, 'coverage_areas')) {
    const outline = outlineOf(frame, area);
    const own = ownOf(area);
    const purpose = area['exclusion'] === true ? 'exclusion' : own['purpose'] === 'zone' ? 'zone' : 'requirement';
    const id = idOf(area, floor.floorId, 'zone', purpose, JSON.stringify(outline));
    reader.put(
      'coverage areas',
      'zone',
      id,
      outline && {
        floor: floor.floorId,
        outline,
        name: textOf(own, 'name') ?? '',
        purpose,
        requirement: textOf(own, 'requirement'),
      },
    );
  }
}

const geoOf = (marker: Item): readonly [number, number] | undefined => {
  const coordinate = itemOf(marker, 'coordinate');
  // The second spelling is that of the schema.
  const said =
    itemOf(coordinate, 'coordinate_lat_long') ??
    itemOf(coordinate, 'coodinate_lat_long') ??
    itemOf(marker, 'coordinate_latlong');
  const [lat, lon] = [numberOf(said, 'latitude'), numberOf(said, 'longitude')];
  return lat === undefined || lon === undefined ? undefined : [lat, lon];
};

const photosOf = (marker: Item, members: Members, noteId: ObjectId): Project['photos'] =>
  textsOf(ownOf(marker), 'photos').flatMap((name) => {
    const bytes = members.get(name);
    return bytes ? [{ noteId, name, bytes }] : [];
  });

/** A marker with a text is a note; one without is a point that floors, or the earth, are aligned by. */
export function readMarkers(
  reader: ObjectReader,
  { item, floor, frame }: ReadFloorplan,
  members: Members,
): Project['photos'] {
  return itemsOf(item, 'reference_markers').flatMap((marker, index) => {
    const all = [itemOf(marker, 'coordinate'), itemOf(marker, 'coordinate_xyz'), ...itemsOf(marker, 'coordinates_xyz')];
    const place = frame.placeOf(all.filter((each) => each !== undefined))?.place;
    const name = (textOf(marker, 'name') ?? '').trim() || `Marker ${index + 1}`;
    const text = textOf(marker, 'reference_text');
    const id = idOf(marker, floor.floorId, 'marker', name, text ?? '');
    const placed = place && { floor: floor.floorId, place };
    if (text !== undefined) {
      const isPut = reader.put('notes', 'note', id, placed && { ...placed, text, photos: [] });
      return isPut ? photosOf(marker, members, id as ObjectId) : [];
    }
    reader.put('reference markers', 'alignment', id, placed && { ...placed, name, geo: geoOf(marker) });
    return [];
  });
}
