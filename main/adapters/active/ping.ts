// Round trips with the system's ping. Windows prints in its own language: what is read stands in every language.
import type { ActiveOutcome, ActiveTest } from '../../../shared/contract/active-test.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { runTool } from '../run-tool.ts';
import { failure, rounded } from './outcome.ts';

type PingTest = Extract<ActiveTest, { kind: 'ping' }>;

/** What people other than the administrator may ask for on Linux and macOS. */
const intervalS = 0.2;
const graceMs = 10_000;

/** A round trip stands once in a line of an answer; lines that sum up have none like it, or three. */
function rttOf(line: string): number | undefined {
  const found = [...line.matchAll(/[=<]\s*(\d+(?:[.,]\d+)?)\s*ms\b/gi)];
  const [, text = ''] = found[0] ?? [];
  return found.length === 1 ? Number(text.replace(',', '.')) : undefined;
}

/**
 * @param text of ping on Linux, macOS or Windows
 * @param sent how many were sent
 */
export function readPing(text: string, sent: number): ActiveOutcome {
  const rtts = text
    .split(/\r?\n/)
    .flatMap((line) => rttOf(line) ?? [])
    .slice(0, sent);
  const lossPercent = rounded((1 - rtts.length / sent) * 100);
  if (rtts.length === 0) return { state: 'measured', lossPercent };
  const steps = rtts.slice(1).map((rtt, index) => Math.abs(rtt - (rtts[index] ?? rtt)));
  const mean = (values: readonly number[]) => rounded(values.reduce((sum, each) => sum + each, 0) / values.length);
  return {
    state: 'measured',
    lossPercent,
    rttMs: mean(rtts),
    rttMaxMs: Math.max(...rtts),
    ...(steps.length === 0 ? {} : { jitterMs: mean(steps) }),
  };
}

/** @throws AppError `tool_missing` */
export async function runPing({ target, seconds }: PingTest, signal: AbortSignal): Promise<ActiveOutcome> {
  const isWindows = process.platform === 'win32';
  const sent = isWindows ? Math.ceil(seconds) : Math.ceil(seconds / intervalS);
  const words = isWindows ? ['-n', String(sent), target] : ['-n', '-i', String(intervalS), '-c', String(sent), target];
  const result = await runTool('ping', words, { signal, timeoutMs: seconds * 1_000 + graceMs });
  if (result.kind === 'missing') throw new AppError('tool_missing', { tool: 'ping' });
  // Status 1 means that no answer came, which is a measurement; anything else says what is wrong.
  const isSilence = result.kind === 'failed' && result.code === 1 && /\d+\s*%/.test(result.text);
  return result.kind === 'text' || isSilence ? readPing(result.text, sent) : failure(result.text);
}
