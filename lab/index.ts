// The practice world: a two-storey office, its radios, a finished survey, and a walker for live readings.
import type { MakePracticeWorld, PracticeFloor } from '../main/ports/practice-world.ts';
import { drawPdf } from './drawing/pdf.ts';
import { drawSvg } from './drawing/svg.ts';
import { buildingHeightM, buildingWidthM, type Layout, layouts } from './office/layout.ts';
import { wallPieces } from './office/walls.ts';
import { RadioField } from './radio/field.ts';
import { transmitters } from './radio/transmitters.ts';
import { uniform } from './random.ts';
import { practiceSource } from './walker/practice-source.ts';
import { routes } from './walker/routes.ts';
import { heardAt, walkScans } from './walker/walk.ts';

/** Monday morning of the finished survey. */
const surveyStartMs = Date.UTC(2026, 2, 2, 8, 0, 0);
const device = 'Practice laptop';

export const makePracticeWorld: MakePracticeWorld = (seed) => {
  const walls = new Map(layouts.map((layout) => [layout.level, wallPieces(layout)]));
  const radios = transmitters(layouts, seed);
  const world = { field: new RadioField(walls, radios, seed), radios };
  const scans = (layout: Layout, walkSeed: number, startMs: number) =>
    walkScans(routes[layout.level] ?? [], world, { level: layout.level, seed: walkSeed, startMs, device });

  const floors = layouts.map(
    (layout): PracticeFloor => ({
      name: layout.name,
      level: layout.level,
      widthM: buildingWidthM,
      heightM: buildingHeightM,
      planSvg: drawSvg(layout),
      planPdf: drawPdf(layout),
      walls: walls.get(layout.level) ?? [],
      radios: radios.filter((radio) => radio.level === layout.level),
      survey: [...scans(layout, seed, surveyStartMs + layout.level * 3_600_000)],
    }),
  );
  // A live walk is another day: other fading and sway than in the finished survey, each time anew.
  const live = practiceSource((level) => {
    const layout = layouts.find((each) => each.level === level);
    if (!layout) return undefined;
    const random = uniform((seed ^ Date.now()) >>> 0);
    return {
      walk: (startMs) => scans(layout, (seed ^ startMs) >>> 0, startMs),
      route: routes[level] ?? [],
      listen: (place, timeMs) => ({ timeMs, device, radios: heardAt(world, { ...place, level }, random) }),
    };
  });
  return { name: 'Harbour Office (practice)', seed, floors, sources: [live] };
};
