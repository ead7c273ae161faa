// An open site as the domains see it.
import type { SiteChange } from '../../shared/contract/site.ts';
import type { FloorId, SiteId } from '../../shared/model/ids.ts';
import type { Database } from './database.ts';
import type { Design } from './design.ts';
import type { TaskStarter } from './tasks.ts';

/** A floor's row: `number` is its key inside this file, `floorId` its name everywhere. */
export interface Floor {
  readonly number: number;
  readonly floorId: FloorId;
  readonly name: string;
  readonly level: number;
}

export interface SiteSession {
  readonly siteId: SiteId;
  readonly file: string;
  readonly readOnly: boolean;
  /** Of the practice world that the site was made in: simulated sources may record into it, and only into it. */
  readonly practiceSeed: number | undefined;
  readonly database: Database;
  /** Walls, access points, zones, floors: what people draw and place. */
  readonly design: Design;
  readonly tasks: TaskStarter;
  /** @throws AppError `site_read_only` with the reason's next step; `site_gone` when the file is no longer where it was */
  requireWritable(): void;
  /** @throws AppError `floor_not_found`, naming the floors there are */
  findFloor(floor: string): Floor;
  /** The floor of that name, added where there is none. Call inside a transaction. */
  findOrAddFloor(floor: string, level?: number): Floor;
  listFloors(): Floor[];
  /** Tells every window; call after the commit. */
  changed(change: SiteChange): void;
}

export interface Sites {
  /** @throws AppError `site_not_open` */
  get(siteId: SiteId): SiteSession;
}
