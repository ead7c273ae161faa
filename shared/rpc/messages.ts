// The whole wire: request, cancel, subscribe, unsubscribe / ready, failed, ok, error, event, end.
import * as z from 'zod';
import type { ErrorShape } from '../errors/app-error.ts';

const CallId = z.int().nonnegative();
const Name = z.string().max(100);
/** Longest deadline of a call: a day. */
export const maxDeadlineMs = 86_400_000;

/** What a client may send; anything else closes the channel. */
export const ClientMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('request'),
    id: CallId,
    name: Name,
    // JSON has no undefined: a call without an input is one with a bad input, not the end of the channel.
    input: z.unknown().optional(),
    /** The server gives the call up after this time. */
    deadlineMs: z.int().positive().max(maxDeadlineMs).optional(),
  }),
  z.strictObject({ type: z.literal('cancel'), id: CallId }),
  z.strictObject({ type: z.literal('subscribe'), id: CallId, name: Name, input: z.unknown().optional() }),
  z.strictObject({ type: z.literal('unsubscribe'), id: CallId }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

export type ServerMessage =
  /** The core has started: queued calls may go out. */
  | { readonly type: 'ready' }
  /** The core cannot start: every call is rejected with this. */
  | { readonly type: 'failed'; readonly error: ErrorShape }
  | { readonly type: 'ok'; readonly id: number; readonly output: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: ErrorShape }
  /** `seq` counts from 0 in each subscription; a missing number means that events were dropped. */
  | { readonly type: 'event'; readonly id: number; readonly seq: number; readonly data: unknown }
  /** The stream has come to its end; `seq` is the number of events there were. */
  | { readonly type: 'end'; readonly id: number; readonly seq: number };
