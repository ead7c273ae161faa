// Says beside the list why a test was skipped; Playwright's own list only marks it.
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

// biome-ignore lint/style/noDefaultExport: Playwright loads a reporter by its default export
export default class SkipReasons implements Reporter {
  printsToStdio(): boolean {
    return false;
  }

  onTestEnd(test: TestCase, { status, annotations }: TestResult): void {
    if (status !== 'skipped') return;
    const reason = [...annotations, ...test.annotations].find(({ type }) => type === 'skip')?.description;
    if (reason) process.stdout.write(`       ${reason}\n`);
  }
}
