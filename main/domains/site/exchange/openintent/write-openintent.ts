// A site as an OpenIntent project: one JSON document and the floors' pictures; docs/openintent.md says what goes out.
import type { OutgoingFloor, OutgoingProject } from '../../../../ports/exchange.ts';
import { type Item, isItem, itemsOf, jsonOf, textOf } from '../archive.ts';
import type { KeptProject } from '../taken-in.ts';
import { documentName } from './read-openintent.ts';
import { writeDevices } from './write-devices.ts';
import {
  type FloorUnits,
  materialNames,
  photoName,
  pictureName,
  writeFloorplan,
  writeMaterials,
} from './write-floorplans.ts';
import { writePath } from './write-paths.ts';

/** The one in which surveys have a place. */
const version = '2.1.0';

/** Members that a kept project has and Groma does not write: they go out as they came. */
function withKept(ours: Record<string, unknown>, kept: Item | undefined): Record<string, unknown> {
  return isItem(kept) ? { ...kept, ...ours } : ours;
}

export function writeOpenIntent(
  project: OutgoingProject,
  { members: kept }: KeptProject,
): { readonly members: ReadonlyMap<string, Uint8Array<ArrayBuffer>>; readonly remarks: readonly string[] } {
  const remarks: string[] = [];
  const before = jsonOf(kept, documentName, project.name);
  const plans = new Map(
    itemsOf(before, 'floorplans').map((each) => [(textOf(each, 'name') ?? '').toLowerCase(), each]),
  );
  const pictures = new Map<string, Uint8Array<ArrayBuffer>>();
  const names = materialNames(project);
  const unitsOf = new Map<OutgoingFloor, FloorUnits | undefined>();
  const floorplans = project.floors.map((floor, index) => {
    pictures.set(pictureName(floor, index), floor.picture.bytes);
    const { item, units } = writeFloorplan(project, floor, { names, index });
    unitsOf.set(floor, units);
    if (!units)
      remarks.push(
        `Floor ${floor.name} has no scale: what is drawn on it stays here. Set its scale, then export again.`,
      );
    const walks = project.walks.filter(({ floorId }) => floorId === floor.floorId);
    const paths = units ? { survey_paths: walks.map((walk) => writePath(walk, units)) } : {};
    return withKept({ ...item, ...paths }, plans.get(floor.name.toLowerCase()));
  });
  for (const [photo, { bytes }] of project.photos) pictures.set(photoName(project, photo), bytes);
  const document = withKept(
    {
      openintent_version: version,
      accesspoint_version: version,
      floorplan_version: version,
      floorplans,
      wall_materials: writeMaterials(project, names),
      accesspoints: writeDevices(project, unitsOf),
      groma_id: project.siteId,
    },
    before,
  );
  const members = new Map([[documentName, new TextEncoder().encode(JSON.stringify(document))], ...pictures]);
  return { members, remarks };
}
