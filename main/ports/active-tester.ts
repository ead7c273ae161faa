// Who runs an active test: programs of the system, and HTTP of our own.
import type { ActiveOutcome, ActiveTest } from '../../shared/contract/active-test.ts';

export interface ActiveTester {
  /**
   * A server that does not answer is an outcome.
   * @throws AppError `tool_missing`; the signal's reason on abort
   */
  run(test: ActiveTest, signal: AbortSignal): Promise<ActiveOutcome>;
}
