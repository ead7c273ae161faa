// An .esx file as a project; docs/esx.md says what is read, from which members, and what is only kept.
import { AppError } from '../../../../../shared/errors/app-error.ts';
import type { Project } from '../../../../ports/exchange.ts';
import { itemOf, jsonOf, type Members, textOf } from '../archive.ts';
import { DesignReader } from './design-reader.ts';
import { Lists } from './lists.ts';
import { ownTags } from './read-access-points.ts';
import { readDesign } from './read-design.ts';
import { readFloors } from './read-floors.ts';
import { readSurveys } from './read-surveys.ts';

/** Whose content is in the site afterwards, or which only say how it is to be looked at. */
const knownMembers = new Set(
  `project projectHistorys projectHistory projectConfiguration floorPlans images buildings buildingFloors floorTypes referencePoints
  wallPoints wallSegments wallTypes attenuationAreaTypes attenuationAreas areas exclusionAreas requirements accessPoints simulatedRadios
  antennaTypes accessPointMeasurements measuredRadios surveyLookups notes pictureNotes wifiAdapterInformations`.split(
    /\s+/,
  ),
);

/** The tags that Groma itself has written are fields of its access points. */
function areOwnTags(lists: Lists): boolean {
  const own: readonly string[] = Object.values(ownTags);
  return lists.of('tagKeys').every((tag) => own.includes(textOf(tag, 'key') ?? ''));
}

function isEmptyList(lists: Lists, name: string): boolean {
  const value = jsonOf(lists.members, name, lists.file);
  return Object.values(value ?? {}).every((each) => Array.isArray(each) && each.length === 0);
}

/** Members that hold something and that Groma only keeps. */
function unknownMembers(lists: Lists): string[] {
  return [...lists.members.keys()]
    .filter((name) => name.endsWith('.json') && !name.startsWith('survey-'))
    .filter((name) => !knownMembers.has(name.slice(0, -'.json'.length)) && !isEmptyList(lists, name))
    .filter((name) => name !== 'tagKeys.json' || !areOwnTags(lists))
    .sort();
}

export const isEsx = (members: Members): boolean => members.has('project.json') && members.has('floorPlans.json');

/** @throws AppError `project_unknown_format`, `project_damaged` */
export function readEsx(members: Members, file: string): Project {
  const lists = new Lists(members, file);
  const head = itemOf(jsonOf(members, 'project.json', file), 'project');
  if (!head || !isEsx(members)) throw new AppError('project_unknown_format', { file });
  const floors = readFloors(lists);
  const reader = new DesignReader(lists, floors);
  const { photos } = readDesign(reader);
  const walks = readSurveys(reader);
  for (const { name, metresPerPixel } of floors)
    if (metresPerPixel === undefined)
      reader.say(`Floor ${name} has no scale: what is drawn on it is left out. Set its scale, then import again.`);
  const unknown = unknownMembers(lists);
  if (unknown.length > 0) reader.say(`Kept and not shown: ${unknown.join(', ')}.`);
  const pictures = new Set(floors.flatMap(({ picture }) => picture?.bytes ?? []));
  return {
    projectId: textOf(head, 'id') ?? file,
    format: 'esx',
    name: textOf(head, 'title') || textOf(head, 'name') || file,
    floors: floors.map(({ metresPerPixel: _scale, ...floor }) => floor),
    objects: reader.objects,
    photos: photos.flatMap(({ noteId, imageId }) => {
      const photo = members.get(`image-${imageId}`);
      return photo ? [{ noteId, name: `image-${imageId}`, bytes: photo }] : [];
    }),
    walks,
    members: [...members].filter(([, each]) => !pictures.has(each)).map(([name, each]) => ({ name, bytes: each })),
    remarks: reader.remarks(),
  };
}
