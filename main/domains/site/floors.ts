// Floors as people make, name and remove them: operations like everything that is drawn.
import { randomUUID } from 'node:crypto';
import type { ParsedInputOf } from '../../../shared/contract/contract.ts';
import { FloorId, ObjectId } from '../../../shared/model/ids.ts';
import type { Floor, SiteSession } from '../../ports/sites.ts';
import { findFloor, listFloors } from './store.ts';

/** Null takes a value away. */
export type FloorChange = Omit<ParsedInputOf<'site.updateFloor'>, 'siteId' | 'floor'>;

type Session = Pick<SiteSession, 'database' | 'design'>;

/** Above the highest one unless a level is given. Call inside a transaction. */
export function addFloor({ database, design }: Session, name: string, level: number | undefined): Floor {
  const floorId = FloorId.parse(randomUUID());
  const highest = listFloors(database).at(-1)?.level;
  const chosen = level ?? (highest === undefined ? 0 : highest + 1);
  const objectId = ObjectId.parse(floorId);
  design.edit({ title: `Floor ${name} added`, changes: [{ objectId, kind: 'floor', set: { name, level: chosen } }] });
  const floor = findFloor(database, floorId);
  if (!floor) throw new Error('a floor that was added is not there');
  return floor;
}

export function updateFloor({ design }: Session, floor: Floor, change: FloorChange): void {
  const set = {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.level === undefined ? {} : { level: change.level }),
    ...(change.heightM === undefined ? {} : { heightM: change.heightM ?? undefined }),
    ...(change.slabLossDb === undefined ? {} : { slabLossDb: change.slabLossDb ?? undefined }),
  };
  if (Object.keys(set).length === 0) return;
  design.edit({
    title: `Floor ${floor.name} changed`,
    changes: [{ objectId: ObjectId.parse(floor.floorId), kind: 'floor', set }],
  });
}

/** With its plan and all that is drawn on it; the radios stay known. Call inside a transaction. */
export function removeFloor({ design }: Session, floor: Floor): void {
  const removed = design.list({ floorId: floor.floorId }).map(({ objectId, kind }) => ({
    objectId,
    kind,
    set: { deleted: true },
  }));
  const itself = { objectId: ObjectId.parse(floor.floorId), kind: 'floor' as const, set: { deleted: true } };
  design.edit({ title: `Floor ${floor.name} removed`, changes: [...removed, itself] });
}
