// A1: from starting Groma (the built browser shell) and a cold Chromium to a usable window with a site of 100,000 readings: the start
// screen (windowMs), the site's plan (ms), its map (mapMs); and the memory of the core's process then and at rest.
import type { ChildProcess } from 'node:child_process';
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { runTask } from '../../../main/core/practice-sites.ts';
import { openTestSite } from '../../../main/core/testing/test-site.ts';
import { gromaCsvLines } from '../../../shared/survey/groma-csv.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { end, startBrowser, startShell } from '../built-app.ts';
import { floorHeightM, floorWidthM } from '../inputs.ts';
import { type BenchItem, median } from '../item.ts';
import { radiosPerScan, surveyScans } from '../survey.ts';

const readings = 100_000;
const floorName = '1F';
const siteName = 'A1';
const runs = 5;
/** After this the core's idle workers are gone. */
const restMs = 35_000;
const waitMs = 60_000;

const plan = `<svg xmlns="http://www.w3.org/2000/svg" width="${floorWidthM * 10}" height="${floorHeightM * 10}">
<path d="M5 5h990v590H5z M500 5v400 M5 300h300" fill="none" stroke="black" stroke-width="4"/></svg>`;

/** A data folder whose list of recent sites holds one of 100,000 readings. */
async function prepare(): Promise<{ home: string; remove: () => Promise<void> }> {
  const site = await openTestSite(siteName);
  const { client, folder, siteId } = site;
  const planFile = join(folder, 'plan.svg');
  const readingsFile = join(folder, 'readings.csv');
  writeFileSync(planFile, plan);
  const scans = surveyScans(readings / radiosPerScan);
  await pipeline(Readable.from(gromaCsvLines(scans, floorName)), createWriteStream(readingsFile));
  const source = { path: planFile };
  await runTask(client, siteId, 'floorplan.importPlan', { siteId, source, floor: floorName, widthM: floorWidthM });
  await runTask(client, siteId, 'survey.importReadings', { siteId, source: { path: readingsFile }, floor: floorName });
  await client.call('site.closeSite', { siteId });
  return { home: join(folder, 'home'), remove: site.close };
}

/** Resident memory of a process, MB; NaN on systems without /proc. */
function residentMb(child: ChildProcess): number {
  if (process.platform !== 'linux') return Number.NaN;
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024);
}

interface Start {
  readonly windowMs: number;
  readonly planMs: number;
  readonly mapMs: number;
  readonly points: string;
  readonly coreMb: number;
  readonly restMb: number;
}

async function start(home: string, found: Awaited<ReturnType<typeof findChromium>>, rest: boolean): Promise<Start> {
  const began = performance.now();
  const shell = startShell(home);
  const [browser, url] = await Promise.all([startBrowser(found), shell.url]);
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const since = () => performance.now() - began;
    await page.goto(url);
    const site = page.getByRole('button', { name: new RegExp(`^${siteName}`) });
    await site.waitFor({ timeout: waitMs });
    const windowMs = since();
    await site.click();
    await page.getByTestId('plan-size').waitFor({ timeout: waitMs });
    const planMs = since();
    await page.locator('.plan-area[data-heat=shown]').waitFor({ timeout: waitMs });
    const mapMs = since();
    const points = await page.locator('#screen-status').innerText();
    const coreMb = residentMb(shell.child);
    if (rest) await sleep(restMs);
    return { windowMs, planMs, mapMs, points, coreMb, restMb: residentMb(shell.child) };
  } finally {
    await browser.close();
    await end(shell.child);
  }
}

export const startItem: BenchItem = {
  id: 'A1',
  expected: readings,
  run: async () => {
    const { home, remove } = await prepare();
    try {
      const found = await findChromium();
      await start(home, found, false);
      const starts: Start[] = [];
      for (let run = 0; run < runs; run++) starts.push(await start(home, found, run === runs - 1));
      const ms = median(starts.map(({ planMs }) => planMs));
      return {
        ms,
        rate: Number((1_000 / ms).toFixed(3)),
        unit: 'starts/s',
        check: Number(/([\d,]+) readings/.exec(starts[0]?.points ?? '')?.[1]?.replaceAll(',', '')),
        n: readings,
        windowMs: median(starts.map(({ windowMs }) => windowMs)),
        mapMs: median(starts.map(({ mapMs }) => mapMs)),
        coreMb: median(starts.map(({ coreMb }) => coreMb)),
        coreAtRestMb: starts.at(-1)?.restMb ?? Number.NaN,
        browser: found.from,
      };
    } finally {
      await remove();
    }
  },
};
