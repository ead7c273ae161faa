// Surveys out of projects of other programs: walks like our own, so that their marks can be looked at and their places follow from them.
import { WalkPath } from '../../../shared/survey/walk-path.ts';
import type { ProjectScan, ProjectSurveys, ProjectWalk } from '../../ports/exchange.ts';
import type { Floor, SiteSession } from '../../ports/sites.ts';
import { ScanAppender } from './append.ts';
import { looseIds, readWalks } from './outgoing-walks.ts';
import type { NewScan } from './scan.ts';
import { hasWalk, listMarks, placeScans, putWalk, type WalkRow } from './walk/walk-store.ts';

const newScan = (walk: WalkRow, { timeMs, device, radios }: ProjectScan): NewScan => ({
  timeMs,
  label: undefined,
  floor: undefined,
  xM: undefined,
  yM: undefined,
  device,
  walk,
  readings: radios.map(({ key, kind, name, rssiDbm, freqMhz, offsetMs }) => ({
    key,
    kind,
    name,
    rssiDbm,
    freqMhz,
    offsetMs: offsetMs ?? 0,
    notes: undefined,
  })),
});

function put(site: SiteSession, floor: Floor, walk: ProjectWalk) {
  const { database } = site;
  return database.transaction(() => {
    // A walk goes in whole; what is here may have been corrected since. Scans of no walk that went out from here are here still.
    if (hasWalk(database, walk.walkId) || looseIds(site, floor).has(walk.walkId)) return { scans: 0, readings: 0 };
    const row = putWalk(database, floor, walk);
    const appended = new ScanAppender(database).append(walk.scans.map((scan) => ({ floor, scan: newScan(row, scan) })));
    const path = new WalkPath(listMarks(database, row.number));
    placeScans(database, row.number, { path, fromMs: 0, toMs: Number.MAX_SAFE_INTEGER });
    return { scans: appended.scans, readings: appended.readings };
  });
}

export const projectSurveys: ProjectSurveys = { putWalk: put, readWalks };
