// Surveys of an .esx project as walks: their routes become marks, their tracks scans.
import { MarkId, WalkId } from '../../../../../shared/model/ids.ts';
import { maxRssiDbm, minRssiDbm } from '../../../../../shared/model/units.ts';
import type { ProjectScan, ProjectWalk } from '../../../../ports/exchange.ts';
import { type Item, itemOf, itemsOf, jsonOf, numberOf, textOf, textsOf } from '../archive.ts';
import { idFrom } from '../object-reader.ts';
import type { DesignReader } from './design-reader.ts';
import { narrowChannelsOf } from './radios.ts';
import { readTrack, type TrackScan } from './track.ts';

const nsPerMs = 1e6;
type Mark = ProjectWalk['marks'][number];

interface SurveyRun {
  readonly reader: DesignReader;
  readonly survey: Item;
  readonly startedMs: number;
}

function scanOf(run: SurveyRun, track: Item, scan: TrackScan, device: string): ProjectScan {
  const { reader, startedMs } = run;
  const measurements = reader.lists.byId('accessPointMeasurements');
  const ids = textsOf(track, 'accessPointMeasurementIds');
  const scanning = itemsOf(track, 'scannings')[scan.scanning];
  const earliest = Math.min(...scan.readings.map(({ timeMs }) => timeMs));
  const fromMs = Math.round(
    (numberOf(scanning, 'startTime') ?? (Number.isFinite(earliest) ? earliest * nsPerMs : 0)) / nsPerMs,
  );
  const toMs = Math.max(fromMs, Math.round((numberOf(scanning, 'endTime') ?? 0) / nsPerMs));
  const radios = scan.readings.flatMap(({ measurement, timeMs, rssiDbm, freqMhz }) => {
    const heard = measurements.get(ids[measurement] ?? '');
    const key = textOf(heard, 'mac')?.toLowerCase();
    if (!heard || !key || rssiDbm < minRssiDbm || rssiDbm > maxRssiDbm) return [];
    // A stop-and-go survey says 1 for all of them: then the scan's own time is the better one.
    const offsetMs = timeMs >= fromMs && timeMs <= toMs ? timeMs - fromMs : 0;
    const freq = freqMhz ?? narrowChannelsOf(heard, undefined)[0];
    return [
      {
        key,
        kind: 'wifi' as const,
        name: (textOf(heard, 'ssid') ?? '').slice(0, 200),
        rssiDbm,
        freqMhz: freq,
        offsetMs,
      },
    ];
  });
  return { timeMs: startedMs + fromMs, device, radios };
}

function scansOf(run: SurveyRun): ProjectScan[] {
  const { reader, survey } = run;
  const adapters = reader.lists.byId('wifiAdapterInformations');
  const named = new Map<string, number>();
  return itemsOf(survey, 'wifiTracks').flatMap((track) => {
    const bytes = reader.lists.members.get(`track-${textOf(track, 'binaryFileId')}.bin`);
    if (!bytes) {
      reader.say(`Survey ${textOf(survey, 'name')}: the file has no track of it.`);
      return [];
    }
    const adapter = textOf(adapters.get(textOf(track, 'wifiAdapterInformationId') ?? ''), 'name') ?? 'adapter';
    const number = (named.get(adapter) ?? 0) + 1;
    named.set(adapter, number);
    const { scans, problem } = readTrack(bytes);
    if (problem !== undefined)
      reader.say(`Survey ${textOf(survey, 'name')}: its track was read to its scan ${scans.length}, then ${problem}.`);
    const device = number === 1 ? adapter : `${adapter} #${number}`;
    return scans.map((scan) => scanOf(run, track, scan, device.slice(0, 200)));
  });
}

/** Marks of one leg. Where the person stood, the stop is as long as what was measured there. */
function legMarks(run: SurveyRun, leg: readonly Item[], isStop: boolean): Omit<Mark, 'markId'>[] {
  const { reader, survey, startedMs } = run;
  const points = leg.flatMap((point) => {
    const place = reader.placeOn(textOf(survey, 'floorPlanId'), itemOf(point, 'location'));
    const time = numberOf(point, 'time');
    return place && time !== undefined
      ? [{ timeMs: startedMs + Math.round(time / nsPerMs), xM: place[0], yM: place[1] }]
      : [];
  });
  if (!isStop) return points.map((point, index) => ({ ...point, kind: index === 0 ? 'start' : 'turn' }));
  return points.map((point, index) => {
    const before = points[index - 1];
    const isSame = before && before.xM === point.xM && before.yM === point.yM;
    return isSame ? { timeMs: point.timeMs, kind: 'leave' } : { ...point, kind: 'stop' };
  });
}

function readSurvey(reader: DesignReader, survey: Item): ProjectWalk | undefined {
  const walkId = WalkId.safeParse(textOf(survey, 'id')).data;
  const floor = reader.floorOf(textOf(survey, 'floorPlanId'));
  const startedMs = Date.parse(textOf(survey, 'startTime') ?? '');
  if (!walkId || !floor || !Number.isFinite(startedMs)) {
    reader.say(`Survey ${textOf(survey, 'name') ?? ''} left out: it does not say when it began, or on which floor.`);
    return undefined;
  }
  const run = { reader, survey, startedMs };
  const isStop = textOf(survey, 'routeType') === 'STOP_AND_GO';
  const legs = Array.isArray(survey['routePoints']) ? (survey['routePoints'] as unknown[]) : [];
  const marks = legs.flatMap((leg) => legMarks(run, itemsOf({ leg }, 'leg'), isStop));
  for (const kind of ['pingSessions', 'throughputSessions', 'spectrumSessions'])
    if (itemsOf(survey, kind).length > 0) reader.say(`${kind} of the surveys are kept in the file and not shown.`);
  return {
    walkId,
    floorId: floor.floorId,
    mode: isStop ? 'stop' : 'continuous',
    startedMs,
    person: (textOf(itemOf(survey, 'history'), 'createdBy') ?? '').slice(0, 200),
    marks: marks.map((mark, index) => ({ ...mark, markId: MarkId.parse(idFrom(walkId, String(index))) })),
    scans: scansOf(run),
  };
}

export function readSurveys(reader: DesignReader): ProjectWalk[] {
  const { members, file } = reader.lists;
  const names = [...members.keys()].filter((name) => /^survey-.*\.json$/.test(name)).sort();
  return names
    .flatMap((name) => itemsOf(jsonOf(members, name, file), 'surveys'))
    .filter((survey) => survey['status'] !== 'DELETED')
    .flatMap((survey) => readSurvey(reader, survey) ?? []);
}
