// A site as an .esx project; docs/esx.md says what goes out. What a kept project has, and nobody has changed, goes out as it came.

import type { DesignObject } from '../../../../../shared/model/design.ts';
import type { FloorId, ObjectId } from '../../../../../shared/model/ids.ts';
import type { ObjectChange } from '../../../../ports/design.ts';
import type { OutgoingProject, OutgoingWalk } from '../../../../ports/exchange.ts';
import { isItem, textOf } from '../archive.ts';
import type { KeptProject, TakenIn } from '../taken-in.ts';
import { DesignReader } from './design-reader.ts';
import { EditLists } from './edit-lists.ts';
import { EsxWriter } from './esx-writer.ts';
import { Lists } from './lists.ts';
import { readDesign } from './read-design.ts';
import { readFloors } from './read-floors.ts';
import { measurementIds, writeAccessPoints } from './write-access-points.ts';
import { writeDrawing } from './write-drawing.ts';
import { writeFloors } from './write-floors.ts';
import { writeSurveys } from './write-surveys.ts';

/** What public projects of this generation carry. */
const schemaVersion = '1.9.0';
const archiveVersion = '2.0';
/** Lists that a project has, also where they hold nothing. */
const lists =
  `accessPointMeasurements accessPoints antennaTypes applicationProfiles areas attenuationAreaTypes attenuationAreas buildingFloors
  buildings deviceProfiles exclusionAreas floorPlans floorTypes images interferers measuredRadios networkCapacitySettings notes pictureNotes
  projectHistorys referencePoints requirements simulatedRadios surveyLookups tagKeys usageProfiles wallPoints wallSegments wallTypes
  wifiAdapterInformations`.split(/\s+/);

function writeHead(edit: EditLists, { siteId, name }: OutgoingProject): boolean {
  const document = edit.document('project.json');
  const known = isItem(document['project']) ? document['project'] : undefined;
  const fresh = {
    name,
    title: name,
    customer: '',
    location: '',
    responsiblePerson: '',
    noteIds: [],
    projectAncestors: [],
    tags: [],
  };
  document['project'] = known ?? { id: siteId, ...fresh, schemaVersion, status: 'CREATED' };
  if (!edit.hasMember('version')) edit.putMember('version', new TextEncoder().encode(archiveVersion));
  for (const list of lists) edit.of(list);
  const [major = 0, minor = 0] = (textOf(known, 'schemaVersion') ?? schemaVersion).split('.').map(Number);
  return major < 1 || (major === 1 && minor < 8);
}

/** Floors that the project has under another id go by that. */
function withFileIds(project: OutgoingProject, { floors }: TakenIn): OutgoingProject {
  const ids = new Map(Object.entries(floors).map(([ofFile, ours]) => [ours, ofFile as FloorId]));
  const idOf = (floor: FloorId): FloorId => ids.get(floor) ?? floor;
  const moved = <T extends { readonly floorId: FloorId }>(each: T): T => ({ ...each, floorId: idOf(each.floorId) });
  const movedObject = (object: DesignObject): DesignObject =>
    'floor' in object.fields
      ? ({ ...object, fields: { ...object.fields, floor: idOf(object.fields.floor) } } as DesignObject)
      : object;
  return {
    ...project,
    floors: project.floors.map(moved),
    objects: project.objects.map(movedObject),
    walks: project.walks.map((walk): OutgoingWalk => moved(walk)),
  };
}

/** Photos are other files in the site than they were in the project. */
const withPhotos =
  ({ photos }: TakenIn) =>
  (change: ObjectChange): ObjectChange =>
    change.kind === 'note' && photos[change.objectId as ObjectId]
      ? { ...change, set: { ...change.set, photos: [...(photos[change.objectId] ?? [])] } }
      : change;

/** @throws AppError `project_damaged` where a kept member is */
export function writeEsx(
  outgoing: OutgoingProject,
  { members, takenIn }: KeptProject,
): { readonly members: ReadonlyMap<string, Uint8Array<ArrayBuffer>>; readonly remarks: readonly string[] } {
  const remarks: string[] = [];
  const say = (remark: string) => void remarks.push(remark);
  const project = withFileIds(outgoing, takenIn);
  const edit = new EditLists(members, project.name);
  const isOld = writeHead(edit, project);
  const metresPerPixel = writeFloors(edit, project.floors, { pictures: takenIn.pictures, say });
  const now = new Lists(edit.members(), project.name);
  const reader = new DesignReader(now, readFloors(now));
  readDesign(reader);
  const read = reader.objects.map(withPhotos(takenIn));
  const { radioIds } = reader;
  const writer = new EsxWriter({ lists: edit, project, read, radioIds, metresPerPixel, isOld, say });
  const measurements = measurementIds(writer);
  writeDrawing(writer);
  writeAccessPoints(writer, measurements);
  writeSurveys(writer, measurements);
  return { members: edit.members(), remarks };
}
