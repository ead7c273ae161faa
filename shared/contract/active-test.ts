// Survey's procedures of active tests: what the network carries at a place, measured against a server.
import * as z from 'zod';
import { TestId } from '../model/ids.ts';
import { FloorRef, inSite, Metres, Place, TaskStarted } from './common.ts';
import { command, query } from './define.ts';

/** A name or an address; nothing that a program could take for an option. */
const Host = z
  .string()
  .trim()
  .regex(/^[A-Za-z\d[][A-Za-z\d.:%_\-[\]]{0,252}$/, 'a name or an address, no more');

export const ActiveTest = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('iperf3'),
    target: Host,
    port: z.int().min(1).max(65_535).default(5201),
    protocol: z.enum(['tcp', 'udp']).default('tcp'),
    /** Seen from here: `down` is what this machine receives. */
    direction: z.enum(['up', 'down']).default('down'),
    seconds: z.number().min(1).max(300).default(5),
    /** Of UDP: what is sent. */
    rateMbps: z.number().positive().max(100_000).default(50),
  }),
  z.strictObject({ kind: z.literal('ping'), target: Host, seconds: z.number().min(1).max(300).default(5) }),
  z.strictObject({
    kind: z.literal('http'),
    target: z.url({ protocol: /^https?$/ }).max(2_000),
    seconds: z.number().min(1).max(300).default(30),
  }),
]);
export type ActiveTest = z.infer<typeof ActiveTest>;

/** What was measured; each only where the test tells it. */
export const Measured = z.strictObject({
  /** What arrived, Mb/s. */
  throughputMbps: z.number().optional(),
  /** Mean round trip, ms. */
  rttMs: z.number().optional(),
  rttMaxMs: z.number().optional(),
  jitterMs: z.number().optional(),
  lossPercent: z.number().optional(),
  /** TCP segments sent again. */
  retransmits: z.number().optional(),
  /** HTTP status. */
  status: z.int().optional(),
  /** From the request to the first byte of the answer, ms. */
  firstByteMs: z.number().optional(),
  bytes: z.number().optional(),
});
export type Measured = z.infer<typeof Measured>;

export const ActiveOutcome = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('measured'), ...Measured.shape }),
  z.strictObject({
    state: z.literal('failed'),
    reason: z.enum(['refused', 'unreachable', 'unknownHost', 'timedOut', 'busy', 'other']),
    /** As the program said it. */
    detail: z.string(),
  }),
]);
export type ActiveOutcome = z.infer<typeof ActiveOutcome>;

export const ActiveResult = z.strictObject({
  testId: TestId,
  timeMs: z.number(),
  xM: Metres.optional(),
  yM: Metres.optional(),
  test: ActiveTest,
  outcome: ActiveOutcome,
});
export type ActiveResult = z.infer<typeof ActiveResult>;

export const activeTestContract = {
  runActiveTest: command({
    summary: 'Test the network at a place: throughput with iperf3, round trips with ping, a download over HTTP.',
    input: z.strictObject({
      ...inSite,
      floor: FloorRef,
      at: Place.optional().describe('x,y in metres: where this machine stands'),
      kind: z.enum(['iperf3', 'ping', 'http']),
      target: z.string().min(1).max(2_000).describe('name or address of the server; for http a URL'),
      port: z.int().min(1).max(65_535).optional().describe('of an iperf3 server, else 5201'),
      protocol: z.enum(['tcp', 'udp']).optional().describe('of iperf3, else tcp'),
      direction: z.enum(['up', 'down']).optional().describe('of iperf3, else down: what this machine receives'),
      seconds: z.number().min(1).max(300).optional().describe('how long at most; else 5, for http 30'),
      rateMbps: z.number().positive().max(100_000).optional().describe('what is sent over UDP, else 50'),
    }),
    output: TaskStarted,
    errors: ['site_not_open', 'site_read_only', 'floor_not_found', 'test_not_valid', 'tool_missing', 'disk_full'],
  }),
  listActiveTests: query({
    summary: 'Active tests of a floor, the newest first.',
    input: z.strictObject({ ...inSite, floor: FloorRef }),
    output: z.strictObject({ tests: z.array(ActiveResult) }),
    errors: ['site_not_open', 'floor_not_found'],
  }),
};
