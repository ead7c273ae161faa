// Branded identifiers: a floor's id cannot be handed where a radio's is wanted.
import * as z from 'zod';

export const SiteId = z.uuid().brand<'SiteId'>();
export type SiteId = z.infer<typeof SiteId>;

export const FloorId = z.uuid().brand<'FloorId'>();
export type FloorId = z.infer<typeof FloorId>;

export const PlanId = z.uuid().brand<'PlanId'>();
export type PlanId = z.infer<typeof PlanId>;

export const WallId = z.uuid().brand<'WallId'>();
export type WallId = z.infer<typeof WallId>;

/** A design object: wall, zone, AP, note, floor, ... */
export const ObjectId = z.uuid().brand<'ObjectId'>();
export type ObjectId = z.infer<typeof ObjectId>;

/** A scan is one observation at one place and time: every radio heard then. Its UUIDv7 makes merging a set union. */
export const ScanId = z.uuid().brand<'ScanId'>();
export type ScanId = z.infer<typeof ScanId>;

/** One recording of a person (or a fixed receiver) on one floor, with the marks that say where it was when. */
export const WalkId = z.uuid().brand<'WalkId'>();
export type WalkId = z.infer<typeof WalkId>;

export const MarkId = z.uuid().brand<'MarkId'>();
export type MarkId = z.infer<typeof MarkId>;

export const TestId = z.uuid().brand<'TestId'>();
export type TestId = z.infer<typeof TestId>;

export const TaskId = z.uuid().brand<'TaskId'>();
export type TaskId = z.infer<typeof TaskId>;

export const UploadId = z.uuid().brand<'UploadId'>();
export type UploadId = z.infer<typeof UploadId>;

/** A radio's row number within one site file; its lasting name is `RadioKey`. */
export const RadioId = z.int().positive().brand<'RadioId'>();
export type RadioId = z.infer<typeof RadioId>;
