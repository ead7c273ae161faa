// R1: a thousand readings a second, for ten minutes, through a recording as a walk makes it: contract, core, site file, every commit waiting for
// the disk. What was made, what is in the file and what was told to be dropped must agree; memory must not grow with time.
import { setTimeout as sleep } from 'node:timers/promises';
import { openTestSite } from '../../../main/core/testing/test-site.ts';
import { SteadySource } from '../../../main/domains/survey/testing/steady-source.ts';
import type { BenchItem, BenchResult } from '../item.ts';

const perSecond = 1_000;
const floor = '1F';
const inMegabytes = (bytes: number): number => Math.round(bytes / 1e6);

async function record(seconds: number): Promise<BenchResult> {
  const source = new SteadySource(perSecond);
  const sources = { list: async () => [source], close: () => undefined };
  const site = await openTestSite('R1', { sources });
  try {
    const { client, siteId } = site;
    await client.call('site.addFloor', { siteId, name: floor });
    const started = performance.now();
    const at: [number, number] = [1, 1];
    const { taskId } = await client.call('survey.startWalk', { siteId, floor, source: 'steady', at, seconds });
    const memory: number[] = [];
    const ended = client.call('tasks.awaitTask', { siteId, taskId });
    let isOver = false;
    void ended.finally(() => {
      isOver = true;
    });
    while (!isOver) {
      memory.push(process.memoryUsage().rss);
      await Promise.race([sleep(1_000), ended]);
    }
    const ms = performance.now() - started;
    const { readings, dropped } = (await ended).result as { readings: number; dropped: number };
    const { readings: inFile } = await client.call('site.getInfo', { siteId });
    const third = Math.floor(memory.length / 3);
    const mean = (values: readonly number[]) =>
      values.reduce((sum, each) => sum + each, 0) / Math.max(1, values.length);
    return {
      ms: Math.round(ms),
      rate: Math.round((inFile / ms) * 1_000),
      unit: 'readings/s',
      // Readings that nobody accounts for. Those of the moment between the last batch and the end were not yet made.
      check: source.made - inFile - dropped,
      n: source.made,
      dropped,
      saved: readings,
      rssMb: inMegabytes(mean(memory.slice(third, 2 * third))),
      rssEndMb: inMegabytes(mean(memory.slice(-third))),
      rssMaxMb: inMegabytes(Math.max(...memory)),
    };
  } finally {
    await site.close();
  }
}

/** A tenth of it: for every run of the bench. */
export const recordItem: BenchItem = { id: 'R1S', expected: 0, run: () => record(60) };
export const recordVariants: readonly BenchItem[] = [{ id: 'R1', expected: 0, run: () => record(600) }];
