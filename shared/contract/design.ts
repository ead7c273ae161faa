// Floorplan's procedures of design objects: all that people draw and place on plans.
import * as z from 'zod';
import { OperationId } from '../design/clock.ts';
import { DesignKind, type DesignObject } from '../model/design.ts';
import { ObjectId } from '../model/ids.ts';
import { FloorRef, inSite } from './common.ts';
import { command, query } from './define.ts';

/** Objects travel as the core checked them; a window does not check thousands of them again. */
const Objects = z.array(z.custom<DesignObject>((value) => typeof value === 'object' && value !== null));

/** New values by field, null takes one away, `deleted` the object itself. The core checks the whole object that this leads to. */
export const ObjectEdit = z.strictObject({
  objectId: ObjectId,
  kind: DesignKind,
  set: z.record(z.string(), z.unknown()),
});
export type ObjectEdit = z.infer<typeof ObjectEdit>;

export const designContract = {
  listObjects: query({
    summary:
      'What is drawn and placed: of a floor (with what belongs to all floors) or of the site; or what has changed since a revision.',
    input: z.strictObject({
      ...inSite,
      floor: FloorRef.optional(),
      since: z.int().nonnegative().default(0).describe('revision of an earlier answer; 0 for all'),
    }),
    output: z.strictObject({ revision: z.int(), objects: Objects, removed: z.array(ObjectId) }),
    errors: ['site_not_open', 'floor_not_found'],
  }),
  editObjects: command({
    summary: 'Draw, place, change or remove objects: one operation, which can be undone by another one.',
    input: z.strictObject({
      ...inSite,
      title: z.string().trim().min(1).max(200),
      changes: z.array(ObjectEdit).min(1).max(50_000),
    }),
    output: z.strictObject({ operation: OperationId, revision: z.int(), objects: Objects, removed: z.array(ObjectId) }),
    errors: ['site_not_open', 'site_read_only', 'object_not_found', 'object_not_valid', 'disk_full'],
  }),
};
