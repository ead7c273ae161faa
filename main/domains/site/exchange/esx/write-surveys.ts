// Walks into an .esx project as surveys: those that the kept project has stay as they are, the others are written with their tracks.
import type { FloorId } from '../../../../../shared/model/ids.ts';
import { channelOf } from '../../../../../shared/rf/channels.ts';
import type { OutgoingTrack, OutgoingWalk } from '../../../../ports/exchange.ts';
import { type Item, isItem, itemsOf, textOf } from '../archive.ts';
import { idFrom } from '../object-reader.ts';
import { routeOf } from '../route.ts';
import type { EsxWriter } from './esx-writer.ts';
import { type TrackReading, type TrackScan, writeTrack } from './track.ts';
import { putMeasurement } from './write-access-points.ts';

const nsPerMs = 1e6;
/** What readings of a stop say in place of their time. */
const stopTimeMs = 1;
const usualTrackFields = { primary: true, secondary: false };

function scansOf({ scans, readings }: OutgoingTrack, isStopAndGo: boolean): TrackScan[] {
  const all = scans.map((_scan, scanning) => ({ scanning, readings: [] as TrackReading[] }));
  readings.scan.forEach((scan, at) => {
    const freqMhz = readings.freqMhz[at] ?? Number.NaN;
    all[scan]?.readings.push({
      timeMs: isStopAndGo ? stopTimeMs : (readings.timeMs[at] ?? 0),
      measurement: readings.radio[at] ?? 0,
      rssiDbm: readings.rssiDbm[at] ?? 0,
      freqMhz: Number.isNaN(freqMhz) ? undefined : freqMhz,
    });
  });
  return all;
}

interface SurveyRun {
  readonly writer: EsxWriter;
  readonly measurements: Map<string, string>;
}

function putTrack(
  { writer, measurements }: SurveyRun,
  walk: OutgoingWalk,
  track: OutgoingTrack,
  isStop: boolean,
): Item {
  const { lists } = writer;
  const adapter = lists.of('wifiAdapterInformations').find((each) => each['name'] === track.device);
  const adapterId = textOf(adapter, 'id') ?? idFrom('adapter', track.device);
  if (!adapter) lists.put('wifiAdapterInformations', { id: adapterId, name: track.device, mac: '', vendor: '' });
  const binaryFileId = idFrom(walk.walkId, 'track', track.device);
  lists.putMember(`track-${binaryFileId}.bin`, writeTrack(scansOf(track, isStop)));
  return {
    ...usualTrackFields,
    wifiAdapterInformationId: adapterId,
    binaryFileId,
    scannings: track.scans.map(({ fromMs, toMs }) => ({ startTime: fromMs * nsPerMs, endTime: toMs * nsPerMs })),
    accessPointMeasurementIds: track.radios.map(({ key, name, freqMhz }) => {
      const channel = freqMhz === undefined ? undefined : channelOf(freqMhz);
      const heard = { bssid: key, ssid: name, centreMhz: freqMhz, ...(channel === undefined ? {} : { channel }) };
      return putMeasurement(writer, measurements, heard);
    }),
  };
}

function routePoints(writer: EsxWriter, walk: OutgoingWalk): { isStopAndGo: boolean; points: Item[][] } {
  const { isStopAndGo, legs } = routeOf(walk.marks, walk.endMs);
  const points = legs.map((leg) =>
    leg.map(({ timeMs, xM, yM }) => ({
      time: (timeMs - walk.startedMs) * nsPerMs,
      location: writer.pixels(walk.floorId, [xM, yM]),
    })),
  );
  return { isStopAndGo, points };
}

function putSurvey(run: SurveyRun, walk: OutgoingWalk): void {
  const { lists } = run.writer;
  const { walkId, floorId, startedMs, endMs, name } = walk;
  const { isStopAndGo, points } = routePoints(run.writer, walk);
  const startTime = new Date(startedMs).toISOString();
  lists.document(`survey-${walkId}.json`)['surveys'] = [
    {
      id: walkId,
      name,
      startTime,
      duration: (endMs - startedMs) * nsPerMs,
      floorPlanId: floorId,
      routeType: isStopAndGo ? 'STOP_AND_GO' : 'CONTINUOUS',
      noteIds: [],
      routePoints: points,
      wifiTracks: walk.tracks.map((track) => putTrack(run, walk, track, isStopAndGo)),
      pingSessions: [],
      throughputSessions: [],
      spectrumSessions: [],
      associationIntervals: [],
      history: { createdAt: startTime, createdBy: '', modifiedAt: startTime, modifiedBy: '' },
      status: 'CREATED',
    },
  ];
  lists.put('surveyLookups', { id: idFrom(walkId, 'lookup'), surveyId: walkId, floorPlanId: floorId });
}

function dropTracks(writer: EsxWriter, survey: Item): void {
  for (const track of itemsOf(survey, 'wifiTracks'))
    writer.lists.dropMember(`track-${textOf(track, 'binaryFileId')}.bin`);
}

/** Surveys of the kept project that the site still has; the others go. */
function keptSurveys(writer: EsxWriter, here: ReadonlySet<string>): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const [name, document] of writer.lists.documents(/^survey-.*\.json$/)) {
    const surveys = itemsOf(document, 'surveys');
    const stay = surveys.filter((survey) => here.has(textOf(survey, 'id') ?? ''));
    for (const survey of stay) kept.add(textOf(survey, 'id') ?? '');
    for (const survey of surveys) if (!stay.includes(survey)) dropTracks(writer, survey);
    if (stay.length === 0 && surveys.every(isItem)) writer.lists.dropMember(name);
    else document['surveys'] = [...stay];
  }
  writer.lists.drop('surveyLookups', (lookup) => !here.has(textOf(lookup, 'surveyId') ?? ''));
  return kept;
}

/** @param removed ids of the kept project's surveys that people have removed from the site */
export function writeSurveys(writer: EsxWriter, measurements: Map<string, string>): void {
  const { walks } = writer.source.project;
  const scaled = ({ floorId }: { floorId: FloorId }) => writer.source.metresPerPixel.has(floorId);
  const kept = keptSurveys(writer, new Set(walks.map(({ walkId }) => walkId as string)));
  for (const walk of walks) if (!kept.has(walk.walkId) && scaled(walk)) putSurvey({ writer, measurements }, walk);
}
