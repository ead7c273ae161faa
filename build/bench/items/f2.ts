// F2: one frame of a pan over a plan with 2,000 access points, 5,000 walls and a heatmap, in the built app; and in the same browser,
// in turns, plain canvas 2D drawing as much of it: one Path2D for each kind of wall, one sprite stamped for each access point, one picture.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { runTask } from '../../../main/core/practice-sites.ts';
import { openTestSite } from '../../../main/core/testing/test-site.ts';
import type { ObjectEdit } from '../../../shared/contract/design.ts';
import type { FloorId, ObjectId } from '../../../shared/model/ids.ts';
import { gromaCsvLines } from '../../../shared/survey/groma-csv.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { end, startBrowser, startShell } from '../built-app.ts';
import { floorHeightM, floorWidthM, mulberry32, surveyedFloor } from '../inputs.ts';
import { type BenchItem, median } from '../item.ts';

const siteName = 'F2';
const floorName = '1F';
const counts = { accessPoints: 2_000, walls: 5_000 };
const frames = 60;
const rounds = 3;
const viewport = { width: 1280, height: 800 };
const waitMs = 60_000;
const materials = ['drywall', 'brick', 'glass'];

const plan = `<svg xmlns="http://www.w3.org/2000/svg" width="${floorWidthM * 10}" height="${floorHeightM * 10}">
<path d="M5 5h990v590H5z" fill="none" stroke="black" stroke-width="4"/></svg>`;

/** Walls of 2 to 12 m and access points, seed 14. */
function drawing() {
  const random = mulberry32(14);
  const walls = Array.from({ length: counts.walls }, (_each, index) => {
    const [x, y, lengthM] = [random() * floorWidthM, random() * floorHeightM, 2 + random() * 10];
    const isLevel = random() < 0.5;
    const end = isLevel ? [Math.min(floorWidthM, x + lengthM), y] : [x, Math.min(floorHeightM, y + lengthM)];
    return { line: [x, y, ...end], material: index % materials.length };
  });
  const accessPoints = Array.from({ length: counts.accessPoints }, () => [
    random() * floorWidthM,
    random() * floorHeightM,
  ]);
  return { walls, accessPoints };
}

function edits(floor: FloorId): ObjectEdit[] {
  const { walls, accessPoints } = drawing();
  const id = (kind: string, index: number) =>
    `${kind}000000-0000-7000-8000-${index.toString(16).padStart(12, '0')}` as ObjectId;
  return [
    ...walls.map(({ line, material }, index): ObjectEdit => {
      const set = { floor, line, material: materials[material], origin: 'drawn' };
      return { objectId: id('0a', index), kind: 'wall', set };
    }),
    ...accessPoints.map((place, index): ObjectEdit => {
      const set = { floor, place, name: `AP ${index + 1}`, mounting: 'ceiling', radios: [] };
      return { objectId: id('0b', index), kind: 'ap', set };
    }),
  ];
}

async function prepare(): Promise<{ home: string; remove: () => Promise<void> }> {
  const site = await openTestSite(siteName);
  const { client, folder, siteId } = site;
  const [planFile, readingsFile] = [join(folder, 'plan.svg'), join(folder, 'readings.csv')];
  writeFileSync(planFile, plan);
  const { xM, yM, valuesDbm } = surveyedFloor(2_000);
  const scans = Array.from(xM, (x, place) => ({
    timeMs: Date.UTC(2026, 0, 5, 8) + place * 1_000,
    label: String(place),
    xM: x,
    yM: yM[place] ?? 0,
    device: 'bench',
    radios: [{ key: '02:00:00:00:00:01', kind: 'wifi' as const, rssiDbm: valuesDbm[0]?.[place] ?? -90 }],
  }));
  writeFileSync(readingsFile, [...gromaCsvLines(scans, floorName)].join(''));
  const imported = { siteId, floor: floorName };
  await runTask(client, siteId, 'floorplan.importPlan', {
    ...imported,
    source: { path: planFile },
    widthM: floorWidthM,
  });
  await runTask(client, siteId, 'survey.importReadings', { ...imported, source: { path: readingsFile } });
  const floor = (await client.call('site.getInfo', { siteId })).floors[0]?.floorId;
  if (!floor) throw new Error('the site has no floor');
  await client.call('floorplan.editObjects', { siteId, title: 'Draw', changes: edits(floor) });
  await client.call('site.closeSite', { siteId });
  return { home: join(folder, 'home'), remove: site.close };
}

/** Times of frames that move the plan by a few pixels each: the pointer's event, and drawing until the pixels can be read, ms. */
async function panApp(page: Page): Promise<number[]> {
  return page.evaluate(async (count) => {
    const area = document.querySelector('.plan-area canvas')?.parentElement?.parentElement;
    if (!area) throw new Error('there is no plan');
    const canvases = [...area.querySelectorAll('canvas')];
    const box = area.getBoundingClientRect();
    const point = (type: string, x: number, y: number) =>
      area.dispatchEvent(
        new PointerEvent(type, { pointerId: 1, button: 1, clientX: box.left + x, clientY: box.top + y, bubbles: true }),
      );
    // There is no real pointer to be captured.
    area.setPointerCapture = () => undefined;
    const [x, y] = [box.width / 2, box.height / 2];
    const times: number[] = [];
    point('pointerdown', x, y);
    for (let frame = 0; frame < count; frame++) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      const angle = (frame / count) * 2 * Math.PI;
      await new Promise<void>((resolve) => {
        let started = 0;
        // In one frame, in this order: the clock starts, the stage draws, the pixels are asked for.
        requestAnimationFrame(() => {
          started = performance.now();
        });
        const before = performance.now();
        point('pointermove', x + 80 * Math.sin(angle), y + 60 * (1 - Math.cos(angle)));
        const handledMs = performance.now() - before;
        requestAnimationFrame(() => {
          for (const canvas of canvases) canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
          times.push(handledMs + performance.now() - started);
          resolve();
        });
      });
    }
    point('pointerup', x, y);
    return times;
  }, frames);
}

/** The same pan over the same objects, drawn by nothing but canvas 2D, on a canvas of the app's size and view. */
async function panPlain(page: Page, size: { width: number; height: number }): Promise<number[]> {
  const input = { ...drawing(), ...size, count: frames, widthM: floorWidthM, heightM: floorHeightM };
  return page.evaluate(async ({ walls, accessPoints, width, height, count, widthM, heightM }) => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    document.body.replaceChildren(canvas);
    const context = canvas.getContext('2d');
    const heat = new OffscreenCanvas(400, 240);
    const sprite = new OffscreenCanvas(26, 26);
    const [onHeat, onSprite] = [heat.getContext('2d'), sprite.getContext('2d')];
    if (!context || !onHeat || !onSprite) throw new Error('there is no canvas');
    for (let column = 0; column < 400; column++) {
      onHeat.fillStyle = `hsl(${column % 360} 60% 50%)`;
      onHeat.fillRect(column, 0, 1, 240);
    }
    onSprite.arc(13, 13, 9, 0, 2 * Math.PI);
    onSprite.fill();
    const paths = ['#555', '#777', '#999'].map((color, material) => {
      const path = new Path2D();
      for (const wall of walls) {
        const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = wall.line;
        if (wall.material !== material) continue;
        path.moveTo(x1, y1);
        path.lineTo(x2, y2);
      }
      return { color, path };
    });
    const scale = Math.min((width - 96) / widthM, (height - 96) / heightM);
    const times: number[] = [];
    for (let frame = 0; frame < count; frame++) {
      const angle = (frame / count) * 2 * Math.PI;
      const x = (width - widthM * scale) / 2 + 80 * Math.sin(angle);
      const y = (height - heightM * scale) / 2 + 60 * (1 - Math.cos(angle));
      await new Promise<void>((resolve) => {
        requestAnimationFrame(() => {
          const started = performance.now();
          context.fillStyle = '#fff';
          context.fillRect(0, 0, width, height);
          context.drawImage(heat, x, y, widthM * scale, heightM * scale);
          context.save();
          context.translate(x, y);
          context.scale(scale, scale);
          context.lineWidth = 2 / scale;
          for (const { color, path } of paths) {
            context.strokeStyle = color;
            context.stroke(path);
          }
          context.restore();
          for (const [xM = 0, yM = 0] of accessPoints)
            context.drawImage(sprite, x + xM * scale - 13, y + yM * scale - 13);
          context.getImageData(0, 0, 1, 1);
          times.push(performance.now() - started);
          resolve();
        });
      });
    }
    return times;
  }, input);
}

async function openPlan(page: Page, url: string): Promise<{ width: number; height: number }> {
  await page.goto(url);
  await page.getByRole('button', { name: new RegExp(`^${siteName}`) }).click();
  await page.locator('.plan-area[data-heat=shown]').waitFor({ timeout: waitMs });
  await page.waitForTimeout(1_000);
  const box = await page.locator('.plan-area canvas').first().boundingBox();
  return { width: Math.round(box?.width ?? 0), height: Math.round(box?.height ?? 0) };
}

/** Everything drawn is chosen and counted, and let go of again: the proof that the app shows the whole plan. */
async function shownObjects(page: Page): Promise<number> {
  await page.keyboard.press('Control+a');
  const chosen = page.getByRole('region', { name: 'Chosen objects' });
  const text = await chosen.getByRole('heading').innerText();
  await page.keyboard.press('Escape');
  await chosen.waitFor({ state: 'hidden' });
  return [...text.matchAll(/[\d,]+(?= )/g)].reduce((sum, [count]) => sum + Number(count.replaceAll(',', '')), 0);
}

/** Canvases drawn by the processor, as where there is no graphics card: with one emulated in software both take many times as long. */
const software = ['--disable-accelerated-2d-canvas'];

export const panItem: BenchItem = {
  id: 'F2',
  expected: counts.walls + counts.accessPoints,
  run: async () => {
    const { home, remove } = await prepare();
    const shell = startShell(home);
    const found = await findChromium();
    const [browser, url] = await Promise.all([startBrowser(found, software), shell.url]);
    try {
      const [app, plain] = [await browser.newPage({ viewport }), await browser.newPage({ viewport })];
      app.setDefaultTimeout(waitMs);
      const size = await openPlan(app, url);
      const check = await shownObjects(app);
      const [appTimes, plainTimes]: [number[], number[]] = [[], []];
      for (let round = 0; round <= rounds; round++) {
        const both = [];
        for (const [page, pan] of [
          [app, panApp],
          [plain, (each: Page) => panPlain(each, size)],
        ] as const) {
          await page.bringToFront();
          both.push(await pan(page));
        }
        // The first round warms up.
        if (round === 0) continue;
        appTimes.push(...(both[0] ?? []));
        plainTimes.push(...(both[1] ?? []));
      }
      const [ms, plainMs] = [median(appTimes), median(plainTimes)];
      return {
        ms,
        rate: Number((1_000 / ms).toFixed(1)),
        unit: 'frames/s',
        check,
        n: counts.walls + counts.accessPoints,
        p95Ms: Number((appTimes.toSorted((a, b) => a - b)[Math.floor(appTimes.length * 0.95)] ?? 0).toFixed(2)),
        plainMs,
        ratio: Number((ms / plainMs).toFixed(2)),
        browser: found.from,
      };
    } finally {
      await browser.close();
      await end(shell.child);
      await remove();
    }
  },
};
