// Walls as design objects: out of plans and files, and moved with the plan that they were read from.
import { randomUUID } from 'node:crypto';
import type { Plan, Wall } from '../../../shared/contract/floorplan.ts';
import type { DesignObjectOf, Line } from '../../../shared/model/design.ts';
import { ObjectId, WallId } from '../../../shared/model/ids.ts';
import { maxCoordinateM } from '../../../shared/model/units.ts';
import type { ObjectChange } from '../../ports/design.ts';
import type { Floor, SiteSession } from '../../ports/sites.ts';
import type { NewWall } from './walls.ts';

type WallObject = DesignObjectOf<'wall'>;

const wallsOf = (site: SiteSession, floor: Floor): WallObject[] =>
  site.design.list({ kinds: ['wall'], floorId: floor.floorId });

export function listWalls(site: SiteSession, floor: Floor): Wall[] {
  return wallsOf(site, floor).map(({ objectId, fields: { line, material, origin, layer } }) => ({
    wallId: WallId.parse(objectId),
    x1M: line[0],
    y1M: line[1],
    x2M: line[2],
    y2M: line[3],
    material,
    origin,
    ...(layer === undefined ? {} : { layer }),
  }));
}

const lineOf = (wall: NewWall): Line => [wall.x1M, wall.y1M, wall.x2M, wall.y2M];

const newWall = (floor: Floor, wall: NewWall, origin: Wall['origin']): ObjectChange => ({
  objectId: ObjectId.parse(randomUUID()),
  kind: 'wall',
  set: {
    floor: floor.floorId,
    line: lineOf(wall),
    material: wall.material,
    origin,
    ...(wall.layer === undefined ? {} : { layer: wall.layer }),
  },
});

/** The walls of the plan that was there go, those of the new one come. Call inside a transaction. */
export function replacePlanWalls(site: SiteSession, floor: Floor, walls: readonly NewWall[], planName: string): void {
  const old = wallsOf(site, floor).filter(({ fields }) => fields.origin === 'plan');
  const changes = [
    ...old.map(({ objectId, kind }) => ({ objectId, kind, set: { deleted: true } })),
    ...walls.map((wall) => newWall(floor, wall, 'plan')),
  ];
  if (changes.length > 0) site.design.edit({ title: `Walls of the plan ${planName}`, changes });
}

type PlanPlace = Pick<Plan, 'metresPerPixel' | 'originXM' | 'originYM'>;

/** Keeps the walls that were read from the plan on its lines. Call inside a transaction. */
export function followPlan(site: SiteSession, floor: Floor, before: PlanPlace, after: PlanPlace): void {
  const factor = before.metresPerPixel === undefined ? 1 : (after.metresPerPixel ?? 1) / before.metresPerPixel;
  const isMoved = before.originXM !== after.originXM || before.originYM !== after.originYM;
  if (factor === 1 && !isMoved) return;
  const limited = (value: number) => Math.min(maxCoordinateM, Math.max(-maxCoordinateM, value));
  const x = (value: number) => limited(after.originXM + (value - before.originXM) * factor);
  const y = (value: number) => limited(after.originYM + (value - before.originYM) * factor);
  const changes = wallsOf(site, floor)
    .filter(({ fields }) => fields.origin === 'plan')
    .map(({ objectId, kind, fields: { line } }) => ({
      objectId,
      kind,
      set: { line: [x(line[0]), y(line[1]), x(line[2]), y(line[3])] satisfies Line },
    }));
  if (changes.length > 0) site.design.edit({ title: 'Walls follow their plan', changes });
}

/** Both ends to the millimetre, whichever comes first. */
function endsOf([x1, y1, x2, y2]: Line): string {
  const end = (x: number, y: number) => `${Math.round(x * 1000)},${Math.round(y * 1000)}`;
  return [end(x1, y1), end(x2, y2)].sort().join(' ');
}

/** Walls of a file: the same file again adds nothing, a corrected one corrects the materials. */
export function putWalls(
  site: SiteSession,
  floor: Floor,
  walls: readonly NewWall[],
): { added: number; updated: number } {
  const known = new Map(wallsOf(site, floor).map((wall) => [endsOf(wall.fields.line), wall]));
  const wanted = new Map(walls.map((wall) => [endsOf(lineOf(wall)), wall]));
  const added: ObjectChange[] = [];
  const updated: ObjectChange[] = [];
  for (const [ends, wall] of wanted) {
    const there = known.get(ends);
    if (!there) added.push(newWall(floor, wall, 'file'));
    else if (there.fields.material !== wall.material)
      updated.push({ objectId: there.objectId, kind: 'wall', set: { material: wall.material } });
  }
  const changes = [...added, ...updated];
  if (changes.length > 0) site.design.edit({ title: `${changes.length} walls from a file`, changes });
  return { added: added.length, updated: updated.length };
}
