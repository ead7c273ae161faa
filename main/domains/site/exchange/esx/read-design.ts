// What is drawn and placed in an .esx project, as design objects under the file's own ids.
import type { FieldsOf, Point } from '../../../../../shared/model/design.ts';
import type { ObjectId } from '../../../../../shared/model/ids.ts';
import { type Item, isItem, itemOf, itemsOf, numberOf, textOf, textsOf } from '../archive.ts';
import { idFrom } from '../object-reader.ts';
import type { DesignReader } from './design-reader.ts';
import { readAccessPoints } from './read-access-points.ts';
import { bandLossOf } from './read-floors.ts';

const colorOf = (item: Item): string => {
  const color = textOf(item, 'color');
  return color && /^#[\da-f]{6}$/i.test(color) ? color : '#808080';
};
/** From the floor up is what a material without a lower edge does. */
const edges = (item: Item) => ({
  lowerM: numberOf(item, 'lowerEdge') || undefined,
  upperM: numberOf(item, 'upperEdge'),
});

function categoryOf(name: string): FieldsOf<'material'>['category'] {
  if (/door/i.test(name)) return 'door';
  return /window|glass/i.test(name) ? 'window' : 'wall';
}

/** Keys of the materials by the ids of their types: a key that two types share is told apart by the id. */
function readMaterials(reader: DesignReader): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  for (const type of reader.lists.of('wallTypes')) {
    const id = String(type['id']);
    const name = textOf(type, 'name') ?? textOf(type, 'key') ?? id;
    const wanted = (textOf(type, 'key') ?? name).trim().slice(0, 100);
    const key = wanted === '' || taken.has(wanted.toLowerCase()) ? id : wanted;
    const thicknessM = numberOf(type, 'thickness') ?? 0;
    const lossDb = bandLossOf(type, thicknessM);
    const fields = { key, name, category: categoryOf(name), color: colorOf(type), thicknessM, lossDb, ...edges(type) };
    if (!reader.put('wall types', 'material', id, fields)) continue;
    taken.add(key.toLowerCase());
    keys.set(id, key);
  }
  return keys;
}

/** Both schema generations: a list of two points, or two members. */
const endsOf = (segment: Item): readonly (string | undefined)[] => {
  const listed = textsOf(segment, 'wallPoints');
  return listed.length === 2 ? listed : [textOf(segment, 'point1Id'), textOf(segment, 'point2Id')];
};

function readWalls(reader: DesignReader, materials: ReadonlyMap<string, string>): void {
  const points = reader.lists.byId('wallPoints');
  for (const segment of reader.lists.of('wallSegments')) {
    const ends = endsOf(segment).map((id) => itemOf(points.get(id ?? ''), 'location'));
    const floorPlanId = textOf(ends[0], 'floorPlanId');
    const [from, to] = ends.map((end) => reader.placeOn(textOf(end, 'floorPlanId'), itemOf(end, 'coord')));
    const isOnOne = floorPlanId === textOf(ends[1], 'floorPlanId');
    const fields = from &&
      to &&
      isOnOne && {
        floor: floorPlanId,
        line: [...from, ...to],
        material: materials.get(textOf(segment, 'wallTypeId') ?? '') ?? 'drywall',
        origin: 'file',
      };
    reader.put('walls', 'wall', String(segment['id']), fields || undefined);
  }
}

function outlineOf(reader: DesignReader, area: Item): Point[] | undefined {
  const points = itemsOf(area, 'area').map((coord) => reader.placeOn(textOf(area, 'floorPlanId'), coord));
  return points.every((point) => point !== undefined) ? points : undefined;
}

function readAreas(reader: DesignReader): void {
  const { lists } = reader;
  const requirements = lists.byId('requirements');
  const put = (what: string, purpose: 'requirement' | 'exclusion', area: Item) => {
    const requirement = textOf(requirements.get(textOf(area, 'requirementId') ?? ''), 'name');
    const outline = outlineOf(reader, area);
    const fields = outline && {
      floor: textOf(area, 'floorPlanId'),
      outline,
      name: textOf(area, 'name') ?? '',
      purpose: purpose === 'requirement' && !textOf(area, 'requirementId') ? 'zone' : purpose,
      requirement,
    };
    reader.put(what, 'zone', String(area['id']), fields);
  };
  for (const area of lists.of('areas')) put('areas', 'requirement', area);
  for (const area of lists.of('exclusionAreas')) put('exclusion areas', 'exclusion', area);
  const types = lists.byId('attenuationAreaTypes');
  for (const area of lists.of('attenuationAreas')) {
    const type = types.get(textOf(area, 'attenuationAreaTypeId') ?? textOf(area, 'typeId') ?? '');
    const outline = outlineOf(reader, area);
    // Their factor is dB per metre of the way through them.
    const lossDbPerM = bandLossOf(type, 1);
    const name = textOf(area, 'name') ?? textOf(type, 'name') ?? '';
    const fields = outline && type && { floor: textOf(area, 'floorPlanId'), outline, name, lossDbPerM, ...edges(type) };
    reader.put('attenuation areas', 'area', String(area['id']), fields);
  }
}

function readAlignment(reader: DesignReader): void {
  reader.lists.of('referencePoints').forEach((point, index) => {
    const id = String(point['id']);
    const name = (textOf(point, 'name') ?? '').trim() || `Point ${index + 1}`;
    for (const projection of itemsOf(point, 'projections')) {
      const floor = textOf(projection, 'floorPlanId');
      const place = reader.placeOn(floor, itemOf(projection, 'coord'));
      reader.put('alignment points', 'alignment', idFrom(id, floor ?? ''), place && { floor, place, name });
    }
  });
}

export interface NotePhoto {
  readonly noteId: ObjectId;
  readonly imageId: string;
}

/** Notes with a place; their pictures follow as photos. */
function readNotes(reader: DesignReader): NotePhoto[] {
  const notes = reader.lists.byId('notes');
  return reader.lists.of('pictureNotes').flatMap((pinned) => {
    const location = itemOf(pinned, 'location');
    const floor = textOf(location, 'floorPlanId');
    const place = reader.placeOn(floor, itemOf(location, 'coord'));
    const own = textsOf(pinned, 'noteIds')
      .map((noteId) => notes.get(noteId))
      .filter((note) => note !== undefined);
    const text = own
      .map((note) => textOf(note, 'text') ?? '')
      .filter((each) => each !== '')
      .join('\n\n');
    const id = String(pinned['id']);
    if (!reader.put('notes', 'note', id, place && { floor, place, text, photos: [] })) return [];
    return own.flatMap((note) => textsOf(note, 'imageIds').map((imageId) => ({ noteId: id as ObjectId, imageId })));
  });
}

export function readDesign(reader: DesignReader): { readonly photos: readonly NotePhoto[] } {
  readWalls(reader, readMaterials(reader));
  readAreas(reader);
  readAlignment(reader);
  readAccessPoints(reader);
  const isReferenced = ({ gpsReferencePoints: points }: Item) => Array.isArray(points) && points.some(isItem);
  if (reader.lists.of('floorPlans').some(isReferenced))
    reader.say('GPS reference points are kept and not used: no public description of them was found.');
  return { photos: readNotes(reader) };
}
