// A work item of `npm run bench`: prints one JSON line.
export interface BenchResult {
  /** Median of the runs, ms. */
  readonly ms: number;
  readonly rate: number;
  readonly unit: string;
  /** The check value: proves that the work was done, and the right work. */
  readonly check: number | string;
  /** Size of the work. */
  readonly n: number;
  readonly [more: string]: number | string;
}

export interface BenchItem {
  readonly id: string;
  /** The check value that the right work gives; another one fails the bench. */
  readonly expected?: number | string;
  run(): Promise<BenchResult>;
}

export function median(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Number((sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(2));
}

export async function medianMs(work: () => unknown, { runs = 5, warmUps = 1 } = {}): Promise<number> {
  for (let run = 0; run < warmUps; run++) await work();
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return median(times);
}
