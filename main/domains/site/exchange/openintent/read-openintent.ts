// An OpenIntent project as ours; docs/openintent.md says what is read, and what is only kept.
import { AppError } from '../../../../../shared/errors/app-error.ts';
import type { Project } from '../../../../ports/exchange.ts';
import { type Item, itemsOf, jsonOf, type Members, textOf } from '../archive.ts';
import { ObjectReader } from '../object-reader.ts';
import { readBeacons, readDevices } from './read-devices.ts';
import { readAreas, readFloorplans, readMarkers, readMaterials, readWalls } from './read-floorplans.ts';
import { readPaths } from './read-paths.ts';

export const documentName = 'openintent.json';

/** What others call the file: the first JSON in which there are floorplans. */
function findDocument(members: Members, file: string): Item | undefined {
  const names = [...members.keys()].filter((name) => /(^|\/)[^/]+\.json$/i.test(name) && !name.startsWith('__MACOSX'));
  const ordered = names.toSorted((a, b) => Number(b.endsWith(documentName)) - Number(a.endsWith(documentName)));
  return ordered
    .map((name) => jsonOf(members, name, file))
    .find((document) => document && itemsOf(document, 'floorplans').some((each) => Array.isArray(each['dimensions'])));
}

export const isOpenIntent = (members: Members, file: string): boolean => findDocument(members, file) !== undefined;

/** Lists that Groma has no use for: equipment that is not Wi-Fi, and openings between storeys. */
const onlyKept = ['holes_in_floor', 'closets'];

/** @throws AppError `project_unknown_format`, `project_damaged` */
export function readOpenIntent(members: Members, file: string): Project {
  const document = findDocument(members, file);
  if (!document) throw new AppError('project_unknown_format', { file });
  const reader = new ObjectReader();
  const floorplans = readFloorplans(members, document);
  const keys = readMaterials(reader, document);
  const photos: Project['photos'][number][] = [];
  for (const floorplan of floorplans) {
    readWalls(reader, floorplan, keys);
    readAreas(reader, floorplan, document);
    photos.push(...readMarkers(reader, floorplan, members));
    readBeacons(reader, floorplan);
    const { name, picture } = floorplan.floor;
    if (floorplan.frame.widthM === undefined)
      reader.say(`Floor ${name} has no size in metres or feet: what is drawn on it is left out.`);
    if (!picture) reader.say(`Floor ${name} has no picture in the file.`);
  }
  readDevices(reader, document, floorplans);
  const kept = onlyKept.filter((name) => floorplans.some(({ item }) => itemsOf(item, name).length > 0));
  if (itemsOf(document, 'switches').length > 0) kept.push('switches');
  if (kept.length > 0) reader.say(`Kept and not shown: ${kept.join(', ')}.`);
  const walks = floorplans.flatMap((floorplan) => readPaths(reader, floorplan));
  const name = textOf(itemsOf(document, 'floorplans')[0], 'project_name') || file.replace(/\.[^.]*$/, '');
  return {
    projectId: textOf(document, 'groma_id') ?? `openintent ${name}`,
    format: 'openintent',
    name,
    floors: floorplans.map(({ floor }) => floor),
    objects: reader.objects,
    photos,
    walks,
    members: [{ name: documentName, bytes: new TextEncoder().encode(JSON.stringify(document)) }],
    remarks: reader.remarks(),
  };
}
