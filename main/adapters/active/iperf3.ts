// Throughput with the system's iperf3. Its JSON is read whole, after the end; its layout differs by version.
import * as z from 'zod';
import type { ActiveOutcome, ActiveTest } from '../../../shared/contract/active-test.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { runTool } from '../run-tool.ts';
import { failure, rounded } from './outcome.ts';

type IperfTest = Extract<ActiveTest, { kind: 'iperf3' }>;

/** To connect and to hand over the results; older servers keep a client waiting longer than that only when they hang. */
const graceMs = 15_000;

const Sum = z.object({
  bits_per_second: z.number(),
  bytes: z.number().optional(),
  jitter_ms: z.number().optional(),
  lost_percent: z.number().optional(),
  retransmits: z.number().optional(),
});
const Report = z.object({
  error: z.string().optional(),
  end: z
    .object({
      sum: Sum.optional(),
      sum_sent: Sum.optional(),
      sum_received: Sum.optional(),
      streams: z
        .array(
          z.object({
            sender: z.object({ mean_rtt: z.number().optional(), max_rtt: z.number().optional() }).optional(),
          }),
        )
        .optional(),
    })
    .optional(),
});

/** @param text JSON of any version from 3.1 on. Undefined for a text that is none. */
export function readIperf(text: string): ActiveOutcome | undefined {
  const report = Report.safeParse(parse(text)).data;
  if (!report) return undefined;
  if (report.error) return failure(report.error.replace(/^error - /, ''));
  const { sum, sum_sent: sent, sum_received: received, streams } = report.end ?? {};
  const about = sum ?? received ?? sent;
  if (!about) return undefined;
  const lossPercent = sum?.lost_percent ?? received?.lost_percent;
  // Of UDP, old versions tell only what was sent: what arrived is that without what was lost.
  const arrived = received ?? (lossPercent === undefined ? sent : undefined);
  const bitsPerS = arrived?.bits_per_second ?? about.bits_per_second * (1 - (lossPercent ?? 0) / 100);
  const rtts = (streams ?? []).flatMap(({ sender }) => (sender?.mean_rtt ? [sender] : []));
  const jitterMs = sum?.jitter_ms ?? received?.jitter_ms;
  const bytes = arrived?.bytes ?? about.bytes;
  return {
    state: 'measured',
    throughputMbps: rounded(bitsPerS / 1e6),
    ...(rtts.length === 0
      ? {}
      : {
          rttMs: rounded(rtts.reduce((total, { mean_rtt = 0 }) => total + mean_rtt, 0) / rtts.length / 1_000),
          rttMaxMs: rounded(Math.max(...rtts.map(({ max_rtt = 0 }) => max_rtt)) / 1_000),
        }),
    ...(jitterMs === undefined ? {} : { jitterMs: rounded(jitterMs) }),
    ...(lossPercent === undefined ? {} : { lossPercent: rounded(lossPercent) }),
    ...(sent?.retransmits === undefined ? {} : { retransmits: sent.retransmits }),
    ...(bytes === undefined ? {} : { bytes }),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @throws AppError `tool_missing` */
export async function runIperf(test: IperfTest, signal: AbortSignal): Promise<ActiveOutcome> {
  const { target, port, protocol, direction, seconds, rateMbps } = test;
  const words = ['-c', target, '-p', String(port), '-t', String(Math.round(seconds)), '-J'];
  if (direction === 'down') words.push('-R');
  if (protocol === 'udp') words.push('-u', '-b', `${rateMbps}M`);
  const result = await runTool('iperf3', words, { signal, timeoutMs: seconds * 1_000 + graceMs });
  if (result.kind === 'missing') throw new AppError('tool_missing', { tool: 'iperf3' });
  // A failed run says why in its JSON, with a status that is not 0.
  return readIperf(result.text) ?? failure(result.kind === 'failed' ? result.text : 'no report');
}
