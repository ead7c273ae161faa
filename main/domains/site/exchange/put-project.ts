// A project that was read into the site. Every part can be put in again: what is there stays as it is.
import { createHash } from 'node:crypto';
import { isAppError } from '../../../../shared/errors/app-error.ts';
import type { FloorId, ObjectId } from '../../../../shared/model/ids.ts';
import type { ObjectChange } from '../../../ports/design.ts';
import type { Project, ProjectFloor, ProjectPlans } from '../../../ports/exchange.ts';
import type { Floor, SiteSession } from '../../../ports/sites.ts';

import { type KeptProject, nothingTakenIn, type TakenIn } from './taken-in.ts';

export type FloorMap = ReadonlyMap<FloorId, Floor>;

/** The floor of that id, else of that name, else a new one. Call inside a transaction. */
export function putFloor(site: SiteSession, wanted: ProjectFloor): Floor {
  const known = findFloor(site, wanted);
  if (known) return known;
  const { floorId, name, heightM, slabLossDb } = wanted;
  const level = wanted.level ?? (site.listFloors().at(-1)?.level ?? -1) + 1;
  const set = {
    name,
    level,
    deleted: false,
    ...(heightM === undefined ? {} : { heightM }),
    ...(slabLossDb === undefined ? {} : { slabLossDb }),
  };
  site.design.edit({
    title: `Floor ${name} of a project`,
    changes: [{ objectId: floorId as string as ObjectId, kind: 'floor', set }],
  });
  const added = findFloor(site, wanted);
  if (!added) throw new Error('a floor that was added is not there');
  return added;
}

function findFloor(site: Pick<SiteSession, 'listFloors'>, { floorId, name }: ProjectFloor): Floor | undefined {
  const floors = site.listFloors();
  return (
    floors.find((each) => each.floorId === floorId) ??
    floors.find((each) => each.name.toLowerCase() === name.toLowerCase())
  );
}

/** A picture that Groma cannot draw is said, and its floor stays without. */
export async function putPicture(
  { plans, site, signal }: { plans: ProjectPlans; site: SiteSession; signal: AbortSignal },
  floor: Floor,
  { picture }: ProjectFloor,
): Promise<readonly string[]> {
  if (!picture || plans.hasPlan(site, floor)) return [];
  try {
    return await plans.putPicture(site, floor, picture, signal);
  } catch (error) {
    if (isAppError(error) && error.code.startsWith('plan_'))
      return [`Floor ${floor.name} has no picture: ${error.message}`];
    throw error;
  }
}

/** Floors of the project may be others of the site. Without one the object has nowhere to be. */
function onOurFloor(change: ObjectChange, floors: FloorMap): ObjectChange | undefined {
  const { floor } = change.set as { floor?: FloorId };
  if (floor === undefined) return change;
  const ours = floors.get(floor);
  return ours && ({ ...change, set: { ...change.set, floor: ours.floorId } } as ObjectChange);
}

/** Objects that the site has, or had, stay as people left them. Returns how many were added, by kind, and how many were there. */
export function putObjects(
  site: SiteSession,
  project: Project,
  { floors, photos }: { floors: FloorMap; photos: ReadonlyMap<ObjectId, readonly string[]> },
): { readonly added: Readonly<Record<string, number>>; readonly there: number } {
  const known = site.database.prepare('SELECT 1 FROM objects WHERE id = ?');
  const named = new Set(
    site.design.list({ kinds: ['alignment'] }).map(({ fields }) => `${fields.floor} ${fields.name}`),
  );
  const isNamed = ({ kind, set }: ObjectChange) => kind === 'alignment' && named.has(`${set.floor} ${set.name}`);
  const fresh = project.objects
    .filter(({ objectId }) => !known.get(objectId))
    .flatMap((change) => onOurFloor(withPhotos(change, photos), floors) ?? []);
  const changes = fresh.filter((change) => !isNamed(change));
  if (changes.length > 0) site.design.edit({ title: `Project ${project.name}`, changes });
  const added: Record<string, number> = {};
  for (const { kind } of changes) added[kind] = (added[kind] ?? 0) + 1;
  return { added, there: project.objects.length - changes.length };
}

function withPhotos(change: ObjectChange, photos: ReadonlyMap<ObjectId, readonly string[]>): ObjectChange {
  const own = photos.get(change.objectId);
  return change.kind === 'note' && own ? { ...change, set: { ...change.set, photos: [...own] } } : change;
}

/** Where what the site noted is kept, beside the members themselves. */
const takenInName = 'groma/taken-in.json';

/** The newest file of a project takes the place of an older one's members. Call inside a transaction. */
export function keepMembers({ database }: SiteSession, { projectId, members }: Project, takenIn: TakenIn): void {
  // A building model is the architect's: what is not taken from it is kept by nobody here.
  if (members.length === 0) return;
  database.prepare('DELETE FROM project_members WHERE project = ?').run(projectId);
  const insert = database.prepare('INSERT INTO project_members (project, name, bytes) VALUES (?, ?, ?)');
  for (const { name, bytes } of members) insert.run(projectId, name, bytes);
  insert.run(projectId, takenInName, new TextEncoder().encode(JSON.stringify(takenIn)));
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function takenInOf(
  project: Project,
  floors: FloorMap,
  photos: ReadonlyMap<ObjectId, readonly string[]>,
): TakenIn {
  const pictures = project.floors.flatMap(({ floorId, picture }) =>
    picture ? [[floorId, sha256(picture.bytes)] as const] : [],
  );
  const others = [...floors].filter(([ofFile, { floorId }]) => floorId !== ofFile);
  return {
    pictures: Object.fromEntries(pictures),
    photos: Object.fromEntries(photos),
    floors: Object.fromEntries(others.map(([ofFile, { floorId }]) => [ofFile, floorId])),
  };
}

/**
 * The project that was taken in last; there may be others, which stay where they are.
 * @param marker a member that only projects of the format have
 */
export function keptProject({ database }: SiteSession, marker: string): KeptProject | undefined {
  const last = database
    .prepare('SELECT project FROM project_members WHERE name = ? ORDER BY rowid DESC LIMIT 1')
    .get<{ project: string }>(marker);
  if (!last) return undefined;
  const rows = database
    .prepare('SELECT name, bytes FROM project_members WHERE project = ?')
    .all<{ name: string; bytes: Uint8Array<ArrayBuffer> }>(last.project);
  const noted = rows.find(({ name }) => name === takenInName);
  return {
    members: new Map(rows.filter((row) => row !== noted).map(({ name, bytes }) => [name, bytes])),
    takenIn: noted ? (JSON.parse(new TextDecoder().decode(noted.bytes)) as TakenIn) : nothingTakenIn,
  };
}
