// What is drawn on the floors, into an .esx project: wall types and walls, areas, requirements, alignment points, notes.
import type { DesignObjectOf, Point } from '../../../../../shared/model/design.ts';
import type { FloorId } from '../../../../../shared/model/ids.ts';
import { type Item, itemsOf, textOf, textsOf } from '../archive.ts';
import { idFrom } from '../object-reader.ts';
import type { EsxWriter } from './esx-writer.ts';
import { propertiesOf } from './write-floors.ts';

function writeMaterials(writer: EsxWriter): void {
  const { lists } = writer;
  const gone = writer.gone('material');
  lists.drop('wallTypes', (type) => gone.has(textOf(type, 'id') ?? ''));
  for (const { objectId, fields } of writer.changed('material')) {
    const { key, name, color, thicknessM, lossDb, lowerM, upperM } = fields;
    const known = lists.find('wallTypes', objectId);
    lists.put('wallTypes', {
      id: objectId,
      key,
      name,
      color,
      thickness: thicknessM,
      lowerEdge: lowerM ?? 0,
      upperEdge: upperM,
      propagationProperties: propertiesOf(known, lossDb, thicknessM),
    });
  }
}

const pointsOf = (segment: Item): readonly string[] => [
  ...textsOf(segment, 'wallPoints'),
  ...(['point1Id', 'point2Id'] as const).flatMap((name) => textOf(segment, name) ?? []),
];

function writeWalls(writer: EsxWriter): void {
  const { lists, source } = writer;
  const gone = writer.gone('wall');
  const changed = writer.changed('wall');
  const rewritten = new Set([...gone, ...changed.map(({ objectId }) => objectId as string)]);
  const isRewritten = (segment: Item) => rewritten.has(textOf(segment, 'id') ?? '');
  const loose = new Set(lists.of('wallSegments').filter(isRewritten).flatMap(pointsOf));
  lists.drop('wallSegments', (segment) => gone.has(textOf(segment, 'id') ?? ''));
  const types = new Map(writer.all('material').map(({ objectId, fields }) => [fields.key.toLowerCase(), objectId]));
  for (const { objectId, fields } of changed) {
    const ends = writer.ends(fields.floor, fields.line).map((location) => {
      // Walls that meet share the point they meet in.
      const id = idFrom('wall point', location.floorPlanId, `${location.coord.x} ${location.coord.y}`);
      lists.put('wallPoints', { id, location });
      return id;
    });
    const shape = source.isOld ? { point1Id: ends[0], point2Id: ends[1] } : { wallPoints: ends };
    lists.put(
      'wallSegments',
      { id: objectId, ...shape, wallTypeId: types.get(fields.material.toLowerCase()) },
      source.isOld ? {} : { originType: 'WALL_TOOL' },
    );
  }
  const used = new Set(lists.of('wallSegments').flatMap(pointsOf));
  lists.drop('wallPoints', (point) => {
    const id = textOf(point, 'id') ?? '';
    return loose.has(id) && !used.has(id);
  });
}

const areaOf = (writer: EsxWriter, floor: FloorId, outline: readonly Point[]) =>
  outline.map((point) => writer.pixels(floor, point));

function writeAreas(writer: EsxWriter): void {
  const { lists } = writer;
  const gone = writer.gone('area');
  lists.drop('attenuationAreas', (area) => gone.has(textOf(area, 'id') ?? ''));
  for (const { objectId, fields } of writer.changed('area')) {
    const type = idFrom(objectId, 'type');
    lists.put('attenuationAreaTypes', {
      id: type,
      name: fields.name || 'Area',
      lowerEdge: fields.lowerM ?? 0,
      upperEdge: fields.upperM,
      // Their factor is dB per metre of the way through them.
      propagationProperties: propertiesOf(undefined, fields.lossDbPerM, 1),
    });
    lists.put('attenuationAreas', {
      id: objectId,
      floorPlanId: fields.floor,
      name: fields.name,
      attenuationAreaTypeId: type,
      typeId: undefined,
      area: areaOf(writer, fields.floor, fields.outline),
    });
  }
}

/** Requirements go by their names. */
function requirementId(writer: EsxWriter, name: string): string {
  const known = writer.lists.of('requirements').find((each) => each['name'] === name && each['status'] !== 'DELETED');
  if (known) return textOf(known, 'id') ?? '';
  const id = idFrom('requirement', name);
  writer.lists.put('requirements', { id, key: id, name, noiseType: 'AUTOMATIC', isDefault: false, criteria: [] });
  return id;
}

function writeZones(writer: EsxWriter): void {
  const { lists } = writer;
  const gone = writer.gone('zone');
  const drop = (name: string, ids: ReadonlySet<string>) =>
    lists.drop(name, (area) => ids.has(textOf(area, 'id') ?? ''));
  for (const name of ['areas', 'exclusionAreas']) drop(name, gone);
  for (const { objectId, fields } of writer.changed('zone')) {
    const { floor, purpose, requirement, name } = fields;
    const common = { id: objectId, floorPlanId: floor, name, area: areaOf(writer, floor, fields.outline) };
    const isExcluded = purpose === 'exclusion';
    drop(isExcluded ? 'areas' : 'exclusionAreas', new Set([objectId]));
    if (isExcluded) lists.put('exclusionAreas', common);
    else
      lists.put(
        'areas',
        {
          ...common,
          requirementId: purpose === 'requirement' ? requirementId(writer, requirement ?? 'Requirement') : undefined,
        },
        { noteIds: [], capacityItems: [], color: '#2c3e50' },
      );
  }
}

/** Points of one name are the projections of one point. */
function writeAlignment(writer: EsxWriter): void {
  const { lists } = writer;
  const gone = writer.gone('alignment');
  const changed = writer.changed('alignment');
  const rewritten = new Set([...gone, ...changed.map(({ objectId }) => objectId as string)]);
  for (const point of lists.of('referencePoints')) {
    const id = textOf(point, 'id') ?? '';
    point['projections'] = itemsOf(point, 'projections').filter(
      (each) => !rewritten.has(idFrom(id, textOf(each, 'floorPlanId') ?? '')),
    );
  }
  for (const { fields } of changed) {
    const known = lists.of('referencePoints').find((each) => each['name'] === fields.name);
    const id = textOf(known, 'id') ?? idFrom('alignment', fields.name);
    const projections = [...itemsOf(known, 'projections'), writer.location(fields.floor, fields.place)];
    lists.put('referencePoints', { id, name: fields.name, projections });
  }
  lists.drop('referencePoints', (point) => itemsOf(point, 'projections').length === 0);
}

function putPhotos(writer: EsxWriter, { fields }: DesignObjectOf<'note'>): string[] {
  return fields.photos.flatMap((photo) => {
    const kept = writer.source.project.photos.get(photo);
    if (!kept) return [];
    const id = idFrom('photo', photo);
    const imageFormat = kept.mediaType === 'image/png' ? 'PNG' : 'JPEG';
    writer.lists.putMember(`image-${id}`, kept.bytes);
    writer.lists.put('images', { id, imageFormat });
    return [id];
  });
}

/** A note that was changed becomes one of its own, with the photos as the site keeps them. */
function writeNotes(writer: EsxWriter): void {
  const { lists } = writer;
  const gone = writer.gone('note');
  const isIn = (ids: ReadonlySet<string>) => (note: Item) => ids.has(textOf(note, 'id') ?? '');
  const drop = (ids: ReadonlySet<string>) => {
    const texts = new Set(
      lists
        .of('pictureNotes')
        .filter(isIn(ids))
        .flatMap((pin) => textsOf(pin, 'noteIds')),
    );
    lists.drop('notes', isIn(texts));
    lists.drop('pictureNotes', isIn(ids));
  };
  drop(gone);
  for (const note of writer.changed('note')) {
    drop(new Set([note.objectId]));
    const id = idFrom(note.objectId, 'text');
    lists.put('notes', { id, text: note.fields.text, imageIds: putPhotos(writer, note) });
    const location = writer.location(note.fields.floor, note.fields.place);
    lists.put('pictureNotes', { id: note.objectId, location, noteIds: [id] });
  }
}

export function writeDrawing(writer: EsxWriter): void {
  writeMaterials(writer);
  writeWalls(writer);
  writeAreas(writer);
  writeZones(writer);
  writeAlignment(writer);
  writeNotes(writer);
}
