// A download over HTTP: how long until something comes, and how fast the rest.
import type { ActiveOutcome, ActiveTest } from '../../../shared/contract/active-test.ts';
import { failure } from './outcome.ts';

type HttpTest = Extract<ActiveTest, { kind: 'http' }>;

/** More tells nothing more, and costs people's data. */
const maxBytes = 200_000_000;

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  const { code, message: detail } = (cause ?? {}) as NodeJS.ErrnoException;
  return [detail ?? message, code].filter(Boolean).join(' ');
}

/** @throws the signal's reason on abort */
export async function runHttp({ target, seconds }: HttpTest, signal: AbortSignal): Promise<ActiveOutcome> {
  const limit = AbortSignal.timeout(seconds * 1_000);
  const started = performance.now();
  let bytes = 0;
  let firstMs: number | undefined;
  let status = 0;
  const measured = (): ActiveOutcome => {
    const transferMs = performance.now() - started - (firstMs ?? 0);
    const throughput =
      bytes > 0 && transferMs > 0 ? { throughputMbps: Math.round((bytes * 8) / transferMs) / 1_000 } : {};
    return { state: 'measured', status, firstByteMs: Math.round((firstMs ?? 0) * 10) / 10, bytes, ...throughput };
  };
  try {
    const response = await fetch(target, {
      signal: AbortSignal.any([signal, limit]),
      headers: { 'cache-control': 'no-cache' },
    });
    firstMs = performance.now() - started;
    status = response.status;
    for await (const piece of response.body ?? []) {
      bytes += piece.length;
      if (bytes >= maxBytes) break;
    }
    return measured();
  } catch (error) {
    signal.throwIfAborted();
    // A download that is longer than the test is measured as far as it came.
    if (limit.aborted) return firstMs === undefined || bytes === 0 ? failure('timed out') : measured();
    return failure(reasonOf(error));
  }
}
