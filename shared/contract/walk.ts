// Survey's procedures of live recording: sources, walks, marks.
import * as z from 'zod';
import { FloorId, MarkId, SiteId, TaskId, WalkId } from '../model/ids.ts';
import { RadioKind } from '../model/radio.ts';
import { FileSource, FloorRef, inSite, Metres, Place, TaskStarted } from './common.ts';
import { command, query, stream } from './define.ts';

/** Whether a source could start now; every state but `ready` comes with what is wrong and the next step. */
export const PreflightState = z.enum([
  'ready',
  'noAdapter',
  'poweredOff',
  'noPermission',
  'noService',
  'toolMissing',
  'portBusy',
  'portMissing',
  'unsupportedOs',
  'unknown',
]);
export const Preflight = z.strictObject({
  state: PreflightState,
  /** One sentence: what is wrong. */
  problem: z.string().optional(),
  /** One sentence: the next step. */
  action: z.string().optional(),
});
export type Preflight = z.infer<typeof Preflight>;

export const SourceInfo = z.strictObject({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  ...Preflight.shape,
  /** Walks by itself and knows where it is. */
  knowsPlace: z.boolean(),
});
export type SourceInfo = z.infer<typeof SourceInfo>;

/**
 * `guided`: the source knows its place. `stop`: the person stands at each mark. `continuous`: the person marks the turns and walks in between.
 * `gps`: a receiver marks the way outdoors. `fixed`: a receiver that hangs at one place.
 */
export const WalkMode = z.enum(['guided', 'stop', 'continuous', 'gps', 'fixed']);
export type WalkMode = z.infer<typeof WalkMode>;

export const MarkKind = z.enum(['start', 'turn', 'stop', 'leave', 'pause', 'resume']);

export const WalkMark = z.strictObject({
  markId: MarkId,
  timeMs: z.number(),
  kind: MarkKind,
  xM: z.number().optional(),
  yM: z.number().optional(),
});
export type WalkMark = z.infer<typeof WalkMark>;

export const WalkTrack = z.strictObject({
  walkId: WalkId,
  mode: WalkMode,
  startedMs: z.number(),
  person: z.string(),
  scans: z.int(),
  /** Scans that no mark gives a place. */
  withoutPlace: z.int(),
  /** Those that count, in the order of their time. */
  marks: z.array(WalkMark),
});
export type WalkTrack = z.infer<typeof WalkTrack>;

export const WalkState = z.enum([
  /** For the first mark. */
  'waiting',
  'recording',
  'paused',
  /** A leg was taken back: for the person to be at its beginning again. */
  'returning',
  /** Nothing more can be written. */
  'diskFull',
  'finished',
]);
export type WalkState = z.infer<typeof WalkState>;

export const WalkSource = z.strictObject({
  id: z.string(),
  name: z.string(),
  state: z.enum(['starting', 'running', 'lost', 'ended']),
  readingsPerSecond: z.number(),
  dropped: z.int(),
  /** Why it is lost, with the next step. */
  problem: z.string().optional(),
});

export const HeardNow = z.strictObject({
  key: z.string(),
  name: z.string(),
  kind: RadioKind,
  rssiDbm: z.number(),
  freqMhz: z.number().optional(),
});

export const WalkUpdate = z.strictObject({
  floorId: FloorId,
  /** Of the site file; absent for a source that knows its own place. */
  walkId: WalkId.optional(),
  mode: WalkMode,
  state: WalkState,
  /** Where the source says it is; absent while it does not know. */
  xM: z.number().optional(),
  yM: z.number().optional(),
  /** Time recorded, without the pauses. */
  elapsedMs: z.number(),
  /** Saved: what these say survives whatever happens. */
  readings: z.int(),
  scans: z.int(),
  readingsPerSecond: z.number(),
  /** Lost on the way, all sources together. */
  dropped: z.int(),
  /** Another number whenever a mark was made or taken back: `listWalks` tells them. */
  marks: z.int(),
  /** Of the stop where the person stands: how long, of how long it should be (0: until the next mark). */
  stop: z.strictObject({ elapsedMs: z.number(), dwellMs: z.number() }).optional(),
  sources: z.array(WalkSource),
  /** Different radios heard in this walk. */
  radios: z.int(),
  personalDevices: z.int(),
  /** Free on the disk of the site, bytes; absent where the system does not say. */
  freeBytes: z.number().optional(),
  strongest: z.array(HeardNow),
});
export type WalkUpdate = z.infer<typeof WalkUpdate>;

export const WalkResult = z.strictObject({
  readings: z.int(),
  scans: z.int(),
  /** Scans that were made but not taken in time. */
  dropped: z.int(),
});
export type WalkResult = z.infer<typeof WalkResult>;

const inWalk = { ...inSite, taskId: TaskId };

export const walkContract = {
  listSources: query({
    summary:
      'Sources of live readings, of this computer or of the practice site, each with whether it could start now and the next step where it could not.',
    input: z.strictObject({ siteId: SiteId.optional() }),
    output: z.strictObject({ sources: z.array(SourceInfo) }),
    errors: ['site_not_open'],
  }),
  startWalk: command({
    summary: 'Record readings: a walk with marks, a fixed place, or a source that knows where it is.',
    input: z.strictObject({
      ...inSite,
      floor: FloorRef,
      source: z
        .union([z.string().min(1).max(2_000), z.array(z.string().min(1).max(200)).min(1).max(16)])
        .describe('id of a source; several with commas between'),
      mode: WalkMode.optional().describe('else by what else is said'),
      at: Place.optional().describe('x,y in metres of a fixed place'),
      path: FileSource.optional().describe('CSV of seconds,x_m,y_m: where the receiver is when, from the start on'),
      seconds: z.number().positive().max(86_400).optional().describe('end after this time'),
      dwellS: z.number().min(0).max(3_600).default(10).describe('how long to stand at a stop; 0: until the next mark'),
      speed: z.number().positive().max(100).default(1).describe('of a simulated source'),
    }),
    output: TaskStarted,
    errors: [
      'site_not_open',
      'site_read_only',
      'floor_not_found',
      'source_not_found',
      'source_busy',
      'source_not_ready',
      'source_without_floor',
      'plan_without_georeference',
      'file_not_found',
      'file_not_readable',
      'file_too_large',
      'upload_not_found',
      'no_usable_rows',
    ],
  }),
  markWalk: command({
    summary: 'I am here: a mark of a walk that is recorded.',
    input: z.strictObject({
      ...inWalk,
      xM: Metres,
      yM: Metres,
      agoMs: z.number().min(0).max(60_000).default(0).describe('how long ago it was said, for a slow connection'),
    }),
    output: z.strictObject({ markId: MarkId }),
    errors: ['site_not_open', 'task_not_found', 'walk_needs_no_mark'],
  }),
  controlWalk: command({
    summary: 'Pause or go on, take the last mark or the last leg back, leave a stop, or finish.',
    input: z.strictObject({
      ...inWalk,
      action: z.enum(['pause', 'resume', 'undoMark', 'undoLeg', 'leave', 'finish']),
    }),
    output: z.strictObject({}),
    errors: ['site_not_open', 'task_not_found', 'walk_nothing_to_undo'],
  }),
  listWalks: query({
    summary: 'The walks of a floor with their marks.',
    input: z.strictObject({ ...inSite, floor: FloorRef }),
    output: z.strictObject({ walks: z.array(WalkTrack) }),
    errors: ['site_not_open', 'floor_not_found'],
  }),
  watchWalk: stream({
    summary: 'A running walk: where, how much, the strongest radios. At most 20 a second.',
    input: z.strictObject(inWalk),
    event: WalkUpdate,
    errors: ['site_not_open', 'task_not_found'],
  }),
};
