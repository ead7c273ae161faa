// Floorplans into OpenIntent: picture and scale, materials and walls, areas, markers. Every place in metres of a picture becomes pixels of it.
import type { DesignKind, DesignObjectOf, Point } from '../../../../../shared/model/design.ts';
import type { OutgoingFloor, OutgoingProject } from '../../../../ports/exchange.ts';
import type { Item } from '../archive.ts';

const feetPerMetre = 1 / 0.3048;
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
const endings = { PNG: 'png', JPEG: 'jpg', SVG: 'svg' } as const;

/** Kinds on one floor. */
export function onFloor<K extends DesignKind>(
  { objects }: OutgoingProject,
  kind: K,
  { floorId }: OutgoingFloor,
): DesignObjectOf<K>[] {
  const own = objects.filter(
    (object) => object.kind === kind && 'floor' in object.fields && object.fields.floor === floorId,
  );
  return own as unknown as DesignObjectOf<K>[];
}

/** Undefined fields are left out; nothing at all gives no member. */
export function own(fields: Item): Item {
  const said = Object.entries(fields).filter(([, value]) => value !== undefined);
  return said.length === 0 ? {} : { groma_fields: Object.fromEntries(said) };
}

/** Pixels and metres of a floor whose picture has a scale, y up. */
export class FloorUnits {
  readonly metresPerPixel: number;
  readonly #lengthM: number;

  constructor({ picture }: OutgoingFloor, metresPerPixel: number) {
    this.metresPerPixel = metresPerPixel;
    this.#lengthM = picture.heightPx * metresPerPixel;
  }

  pixels([xM, yM]: readonly [number, number]): { x: number; y: number } {
    return { x: rounded(xM / this.metresPerPixel), y: rounded((this.#lengthM - yM) / this.metresPerPixel) };
  }

  /** Metres first: that is what others should believe. */
  coordinates(place: readonly [number, number], heightM?: number): Item[] {
    const [xM, yM] = [place[0], this.#lengthM - place[1]];
    const pixels = this.pixels(place);
    const z = (scale: number): Item => (heightM === undefined ? {} : { z: rounded(heightM * scale) });
    return [
      { coordinate_xyz: { x: rounded(xM), y: rounded(yM), ...z(1), unit: 'meters' } },
      { coordinate_xyz: { ...pixels, ...z(1 / this.metresPerPixel), unit: 'pixels' } },
      {
        coordinate_xyz: {
          x: rounded(xM * feetPerMetre),
          y: rounded(yM * feetPerMetre),
          ...z(feetPerMetre),
          unit: 'feet',
        },
      },
    ];
  }

  area(outline: readonly Point[]): Item {
    const [first] = outline;
    const closed = first ? [...outline, first] : outline;
    return { coordinates: closed.flatMap((point) => this.coordinates(point).slice(0, 1)) };
  }
}

/** The first dimension is in pixels: that is the unit others read the walls in. */
function dimensionsOf({ picture, heightM }: OutgoingFloor): Item[] {
  const { widthPx, heightPx, metresPerPixel } = picture;
  const pixels = { width: widthPx, length: heightPx, unit: 'pixels' };
  if (metresPerPixel === undefined) return [pixels];
  const [width, length] = [widthPx * metresPerPixel, heightPx * metresPerPixel];
  const height = (scale: number): Item => (heightM === undefined ? {} : { height: heightM * scale });
  return [
    { ...pixels, ...height(1 / metresPerPixel) },
    { width, length, ...height(1), unit: 'meters' },
    { width: width * feetPerMetre, length: length * feetPerMetre, ...height(feetPerMetre), unit: 'feet' },
  ];
}

/** Names of the materials, each once: walls refer to them by these. */
export function materialNames({ objects }: OutgoingProject): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const object of objects) {
    if (object.kind !== 'material') continue;
    const { key, name } = object.fields;
    const unique = taken.has(name) ? `${name} (${key})` : name;
    taken.add(unique);
    names.set(key.toLowerCase(), unique);
  }
  return names;
}

export function writeMaterials({ objects }: OutgoingProject, names: ReadonlyMap<string, string>): Item[] {
  return objects.flatMap((object) => {
    if (object.kind !== 'material') return [];
    const { key, category, color, thicknessM, lossDb, lowerM, upperM } = object.fields;
    return [
      {
        name: names.get(key.toLowerCase()),
        // The standard has one loss for all bands: that of the band most designs are judged by.
        rf_properties: { attenuation_flat: lossDb['5'], attenuation_per_m: rounded(lossDb['5'] / thicknessM) },
        thickness_m: thicknessM,
        display_color: color,
        ...(lowerM === undefined ? {} : { bottom_height: lowerM }),
        ...(upperM === undefined ? {} : { top_height: upperM }),
        groma_id: object.objectId,
        ...own({ key, category, lossDb }),
      },
    ];
  });
}

function areas(project: OutgoingProject, floor: OutgoingFloor, units: FloorUnits): Item {
  const attenuation = onFloor(project, 'area', floor).map(({ objectId, fields }) => ({
    area: units.area(fields.outline),
    area_material: {
      name: fields.name || 'Area',
      rf_properties: { attenuation_per_m: fields.lossDbPerM['5'] },
      ...(fields.lowerM === undefined ? {} : { bottom_height: fields.lowerM }),
      ...(fields.upperM === undefined ? {} : { top_height: fields.upperM }),
      ...own({ lossDbPerM: fields.lossDbPerM }),
    },
    groma_id: objectId,
    ...own({ name: fields.name }),
  }));
  const coverage = onFloor(project, 'zone', floor).map(({ objectId, fields }) => ({
    area: units.area(fields.outline),
    exclusion: fields.purpose === 'exclusion',
    groma_id: objectId,
    ...own({ name: fields.name, purpose: fields.purpose, requirement: fields.requirement }),
  }));
  return { attenuation_areas: attenuation, coverage_areas: coverage };
}

/** Name of a note's photo in the archive. */
export const photoName = ({ photos }: OutgoingProject, photo: string): string =>
  `images/photo-${photo}.${photos.get(photo)?.mediaType === 'image/png' ? 'png' : 'jpg'}`;

function markers(project: OutgoingProject, floor: OutgoingFloor, units: FloorUnits): Item[] {
  const alignment = onFloor(project, 'alignment', floor).map(({ objectId, fields }) => ({
    name: fields.name,
    coordinate: {
      ...units.coordinates(fields.place)[0],
      ...(fields.geo ? { coordinate_lat_long: { latitude: fields.geo[0], longitude: fields.geo[1] } } : {}),
    },
    groma_id: objectId,
  }));
  const notes = onFloor(project, 'note', floor).map(({ objectId, fields }, index) => ({
    name: `Note ${index + 1}`,
    reference_text: fields.text,
    coordinate: { ...units.coordinates(fields.place)[0] },
    groma_id: objectId,
    ...own({ photos: fields.photos.length > 0 ? fields.photos.map((photo) => photoName(project, photo)) : undefined }),
  }));
  return [...alignment, ...notes];
}

function beacons(project: OutgoingProject, floor: OutgoingFloor, units: FloorUnits): Item {
  const all = onFloor(project, 'beacon', floor).map(({ objectId, fields }) => ({
    name: fields.name,
    key: fields.key,
    ...(fields.powerDbm === undefined ? {} : { power_dbm: fields.powerDbm }),
    ...(fields.place ? { coordinate: units.coordinates(fields.place, fields.heightM)[0] } : {}),
    groma_id: objectId,
  }));
  return all.length === 0 ? {} : { groma_beacons: all };
}

function walls(
  project: OutgoingProject,
  floor: OutgoingFloor,
  { units, names }: { units: FloorUnits; names: ReadonlyMap<string, string> },
): Item[] {
  return onFloor(project, 'wall', floor).map(({ objectId, fields }) => {
    const [x1, y1, x2, y2] = fields.line;
    return {
      wall_type: names.get(fields.material.toLowerCase()) ?? fields.material,
      start_point: units.pixels([x1, y1]),
      end_point: units.pixels([x2, y2]),
      groma_id: objectId,
    };
  });
}

/** Name of a floor's picture in the archive. */
export const pictureName = ({ picture }: OutgoingFloor, index: number): string =>
  `images/floor-${index + 1}.${endings[picture.format]}`;

export function writeFloorplan(
  project: OutgoingProject,
  floor: OutgoingFloor,
  { names, index }: { names: ReadonlyMap<string, string>; index: number },
): { readonly item: Record<string, unknown>; readonly units: FloorUnits | undefined } {
  const { name, floorId, level, slabLossDb, picture } = floor;
  const item = {
    name,
    floor_id: String(level),
    project_name: project.name,
    map_uri: `file://${pictureName(floor, index)}`,
    rotation: 0,
    dimensions: dimensionsOf(floor),
    groma_id: floorId,
    ...own({ level, slabLossDb }),
  };
  if (picture.metresPerPixel === undefined) return { item, units: undefined };
  const units = new FloorUnits(floor, picture.metresPerPixel);
  const drawn = {
    wall_segments: walls(project, floor, { units, names }),
    ...areas(project, floor, units),
    reference_markers: markers(project, floor, units),
    ...beacons(project, floor, units),
  };
  return { item: { ...item, ...drawn }, units };
}
