// Shapes that several domains' procedures share.
import * as z from 'zod';
import { SiteId, TaskId, UploadId } from '../model/ids.ts';

/** Every procedure that works inside an open site names it. */
export const inSite = { siteId: SiteId };

/** A floor, by its id or its name (names are unique within a site, compared without case). */
export const FloorRef = z.string().trim().min(1).max(100).describe('name or id of the floor');

/** A path of this computer. A zero character ends a path for the system, and would name another file than it seems to. */
export const FilePath = z
  .string()
  .min(1)
  .max(4096)
  .refine((path) => !path.includes('\0'), 'must not hold a zero character');

/** Where the bytes of an import come from: a path on this computer, or a finished upload. Exactly one. */
export const FileSource = z.union([z.strictObject({ path: FilePath }), z.strictObject({ uploadId: UploadId })]);
export type FileSource = z.infer<typeof FileSource>;

/** A row that was left out, and why. `line` counts from 1 as in a text editor. */
export const SkippedRow = z.strictObject({ line: z.int().nonnegative(), reason: z.string() });
export type SkippedRow = z.infer<typeof SkippedRow>;

/** A command that starts a task answers at once with its id; the task's result comes with its last state. */
export const TaskStarted = z.strictObject({ taskId: TaskId });

const instanceOf = <T>(type: abstract new (...args: never) => T, name: string) =>
  z.custom<T>((value) => value instanceof type, { error: `expected ${name}` });

/** Binary fields travel as raw frames, never as JSON. */
export const Bytes = instanceOf<Uint8Array<ArrayBuffer>>(Uint8Array as never, 'Uint8Array');
export const Float32Column = instanceOf<Float32Array<ArrayBuffer>>(Float32Array as never, 'Float32Array');
export const Float64Column = instanceOf<Float64Array<ArrayBuffer>>(Float64Array as never, 'Float64Array');
export const Int32Column = instanceOf<Int32Array<ArrayBuffer>>(Int32Array as never, 'Int32Array');

export const Finite = z.number().refine(Number.isFinite, 'must be a finite number');
export const Metres = Finite.min(-100_000).max(100_000);
export const Place = z.tuple([Metres, Metres]);
