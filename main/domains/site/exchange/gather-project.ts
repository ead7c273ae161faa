// What a site gives to other programs: its floors with their pictures, what is drawn on them, and its surveys.
import { createHash } from 'node:crypto';
import { objectIdOf } from '../../../../shared/design/object-id.ts';
import type { DesignObject, Line, Point } from '../../../../shared/model/design.ts';
import type { FloorId } from '../../../../shared/model/ids.ts';
import { Materials } from '../../../../shared/rf/materials.ts';
import type {
  OutgoingFloor,
  OutgoingProject,
  OutgoingWalk,
  ProjectPlans,
  ProjectSurveys,
} from '../../../ports/exchange.ts';
import type { SiteSession } from '../../../ports/sites.ts';
import { readSite } from '../store.ts';

export interface Gathering {
  readonly site: SiteSession;
  readonly plans: ProjectPlans;
  readonly surveys: ProjectSurveys;
  readonly signal: AbortSignal;
  /** Between pieces; throws when it was cancelled. */
  readonly turn: (phase: string, done: number, total: number) => Promise<void>;
  readonly say: (remark: string) => void;
}

async function gatherFloors({ site, plans, signal, turn, say }: Gathering): Promise<OutgoingFloor[]> {
  const floors: OutgoingFloor[] = [];
  const all = site.listFloors();
  const designs = new Map(
    site.design.list({ kinds: ['floor'] }).map(({ objectId, fields }) => [objectId as string, fields]),
  );
  for (const [index, floor] of all.entries()) {
    await turn(`Plan of ${floor.name}`, index, all.length);
    const picture = await plans.readPicture(site, floor, signal);
    if (!picture) {
      say(`Floor ${floor.name} has no plan and is left out.`);
      continue;
    }
    const { floorId, name, level } = floor;
    const { heightM, slabLossDb } = designs.get(floorId) ?? {};
    floors.push({ floorId, name, level, heightM, slabLossDb, picture });
  }
  return floors;
}

const shiftedPoint = ([x, y]: Point, [dx, dy]: Point): Point => [x - dx, y - dy];
const shiftedLine = ([x1, y1, x2, y2]: Line, [dx, dy]: Point): Line => [x1 - dx, y1 - dy, x2 - dx, y2 - dy];

/** From the floor's own axes to the top left of its picture. */
function onPicture(object: DesignObject, origins: ReadonlyMap<FloorId, Point>): DesignObject {
  const fields = object.fields as { floor?: FloorId; place?: Point; line?: Line; outline?: Point[] };
  const origin = fields.floor === undefined ? undefined : origins.get(fields.floor);
  if (!origin || (origin[0] === 0 && origin[1] === 0)) return object;
  const moved = {
    ...fields,
    ...(fields.place ? { place: shiftedPoint(fields.place, origin) } : {}),
    ...(fields.line ? { line: shiftedLine(fields.line, origin) } : {}),
    ...(fields.outline ? { outline: fields.outline.map((point) => shiftedPoint(point, origin)) } : {}),
  };
  return { ...object, fields: moved } as unknown as DesignObject;
}

/** Materials of the library that walls are made of, as if they were the site's own: other programs have other libraries. */
function usedMaterials(site: SiteSession): DesignObject[] {
  const own = site.design.list({ kinds: ['material'] });
  const materials = new Materials(own);
  const known = new Set(own.map(({ fields }) => fields.key.toLowerCase()));
  const used = new Map(
    site.design.list({ kinds: ['wall'] }).map(({ fields }) => [fields.material.toLowerCase(), fields.material]),
  );
  return [...used].flatMap(([key, name]) => {
    if (known.has(key)) return [];
    const objectId = objectIdOf(createHash('sha256').update(`material\n${key}`).digest());
    return [{ objectId, kind: 'material' as const, fields: { ...materials.of(name), key: name } }];
  });
}

async function gatherWalks(gathering: Gathering, origins: ReadonlyMap<FloorId, Point>): Promise<OutgoingWalk[]> {
  const { site, surveys, turn, say } = gathering;
  const walks: OutgoingWalk[] = [];
  const floors = site.listFloors().filter(({ floorId }) => origins.has(floorId));
  const left = { bleReadings: 0, withoutPlace: 0 };
  for (const [index, floor] of floors.entries()) {
    const [dx, dy] = origins.get(floor.floorId) ?? [0, 0];
    const read = await surveys.readWalks(site, floor, () => turn('Surveys', index, floors.length));
    left.bleReadings += read.bleReadings;
    left.withoutPlace += read.withoutPlace;
    const moved = read.walks.map((walk) => ({
      ...walk,
      marks: walk.marks.map((mark) =>
        mark.xM === undefined || mark.yM === undefined ? mark : { ...mark, xM: mark.xM - dx, yM: mark.yM - dy },
      ),
    }));
    walks.push(...moved);
  }
  if (left.bleReadings > 0) say(`Bluetooth readings stay here, the format has no place for them: ${left.bleReadings}.`);
  if (left.withoutPlace > 0) say(`Scans without a place stay here: ${left.withoutPlace}.`);
  return walks;
}

export async function gatherProject(gathering: Gathering): Promise<OutgoingProject> {
  const { site, plans } = gathering;
  const floors = await gatherFloors(gathering);
  const origins = new Map(floors.map(({ floorId, picture }) => [floorId, picture.originM]));
  const own = site.design.list({ kinds: ['wall', 'material', 'area', 'zone', 'ap', 'beacon', 'note', 'alignment'] });
  const objects = [...own, ...usedMaterials(site)].map((object) => onPicture(object, origins));
  const names = own.flatMap((object) => (object.kind === 'note' ? object.fields.photos : []));
  return {
    siteId: site.siteId,
    name: readSite(site.database).name,
    floors,
    objects,
    photos: new Map(names.map((photo) => [photo, plans.readPhoto(site, photo)])),
    walks: await gatherWalks(gathering, origins),
  };
}
