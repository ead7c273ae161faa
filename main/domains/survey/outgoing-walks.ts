// Surveys for projects of other programs: walks with the tracks of what each receiver heard, column by column.
import { createHash } from 'node:crypto';
import { objectIdOf } from '../../../shared/design/object-id.ts';
import { WalkId } from '../../../shared/model/ids.ts';
import type { PathMark } from '../../../shared/survey/walk-path.ts';
import type { LeftOfSurveys, OutgoingTrack, OutgoingWalk } from '../../ports/exchange.ts';
import type { Floor, SiteSession } from '../../ports/sites.ts';
import type { ExportedScan } from './export/format.ts';
import { exportPages } from './store.ts';
import { listWalks, walkNumbers } from './walk/walk-store.ts';

const pageScans = 500;
/** What a reading's radio is counted with. */
const maxRadios = 0xffff;
/** Of a receiver that no file has named. */
const unnamed = 'unknown receiver';
const msPerDay = 86_400_000;

interface GatheredScan {
  readonly timeMs: number;
  readonly toMs: number;
  readonly place: { readonly xM: number; readonly yM: number } | undefined;
  readonly readings: readonly { radio: number; offsetMs: number; rssiDbm: number; freqMhz: number }[];
}

/** What one receiver heard on one walk. */
class TrackBuilder {
  readonly device: string;
  readonly scans: GatheredScan[] = [];
  readonly #radios = new Map<string, { index: number; key: string; name: string; freqMhz: number | undefined }>();

  constructor(device: string) {
    this.device = device;
  }

  /** Returns the readings of Bluetooth, which nobody else has a place for. */
  add({ scan, readings }: ExportedScan): number {
    const wifi = readings.filter((each) => each.kind === 'wifi');
    const kept = wifi.flatMap((each) => {
      const radio = this.#radio(each.key, each.name, each.freq_mhz ?? undefined);
      if (radio === undefined) return [];
      return [{ radio, offsetMs: each.offset_ms, rssiDbm: each.rssi_dbm, freqMhz: each.freq_mhz ?? Number.NaN }];
    });
    const place = scan.x_m === null || scan.y_m === null ? undefined : { xM: scan.x_m, yM: scan.y_m };
    const toMs = kept.reduce((latest, { offsetMs }) => Math.max(latest, scan.time_ms + offsetMs), scan.time_ms);
    // One that heard only Bluetooth is none here; one that heard nothing at all says that there was nothing.
    if (kept.length > 0 || readings.length === 0)
      this.scans.push({ timeMs: scan.time_ms, toMs, place, readings: kept });
    return readings.length - wifi.length;
  }

  #radio(key: string, name: string, freqMhz: number | undefined): number | undefined {
    const known = this.#radios.get(key);
    if (known) return known.index;
    const index = this.#radios.size;
    if (index > maxRadios) return undefined;
    this.#radios.set(key, { index, key, name, freqMhz });
    return index;
  }

  /** @param startedMs what times are counted from */
  build(startedMs: number): OutgoingTrack {
    const scans = this.scans.toSorted((a, b) => a.timeMs - b.timeMs);
    const all = scans.flatMap((scan, index) => scan.readings.map((reading) => ({ ...reading, index, scan })));
    return {
      device: this.device,
      scans: scans.map(({ timeMs, toMs }) => ({ fromMs: timeMs - startedMs, toMs: toMs - startedMs })),
      radios: [...this.#radios.values()].map(({ key, name, freqMhz }) => ({ key, name, freqMhz })),
      readings: {
        scan: Int32Array.from(all, ({ index }) => index),
        radio: Uint16Array.from(all, ({ radio }) => radio),
        timeMs: Int32Array.from(all, ({ scan, offsetMs }) => scan.timeMs + offsetMs - startedMs),
        rssiDbm: Float64Array.from(all, ({ rssiDbm }) => rssiDbm),
        freqMhz: Float64Array.from(all, ({ freqMhz }) => freqMhz),
      },
    };
  }
}

/** Id of the scans of no walk that one receiver made on one day: the same whenever they go out. */
const looseId = (...parts: readonly string[]): WalkId =>
  WalkId.parse(
    objectIdOf(
      createHash('sha256')
        .update(['scans', ...parts].join('\n'))
        .digest(),
    ),
  );

/** Ids that the scans of no walk have when they go out. */
export function looseIds({ database }: SiteSession, floor: Floor): ReadonlySet<WalkId> {
  const groups = database
    .prepare(
      `SELECT DISTINCT coalesce(v.name, '${unnamed}') AS device, s.time_ms / ${msPerDay} AS day
        FROM scans s LEFT JOIN devices v ON v.id = s.device WHERE s.floor = ? AND s.walk IS NULL`,
    )
    .all<{ device: string; day: number }>(floor.number);
  return new Set(groups.map(({ device, day }) => looseId(floor.floorId, device, dayOf(day * msPerDay))));
}

const dayOf = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 10);

/** Each place as a stop from its first scan to its last. Two places cannot be at one time: then the later scans begin a moment after. */
function stopsOf(scans: readonly GatheredScan[]): { marks: PathMark[]; scans: GatheredScan[] } {
  const marks: PathMark[] = [];
  const moved: GatheredScan[] = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const scan of scans.toSorted((a, b) => a.timeMs - b.timeMs)) {
    const stop = marks.findLast(({ kind }) => kind === 'stop');
    const isSame = stop && stop.xM === scan.place?.xM && stop.yM === scan.place?.yM;
    const timeMs = Math.max(scan.timeMs, isSame ? lastMs : lastMs + 2);
    if (!isSame) marks.push({ kind: 'stop', timeMs, ...scan.place }, { kind: 'leave', timeMs: timeMs + 1 });
    else marks.splice(-1, 1, { kind: 'leave', timeMs: timeMs + 1 });
    lastMs = timeMs;
    moved.push({ ...scan, timeMs, toMs: scan.toMs + timeMs - scan.timeMs });
  }
  return { marks, scans: moved };
}

class WalkBuilder {
  readonly head: { readonly walkId: WalkId; readonly name: string; readonly startedMs?: number };
  readonly marks: readonly PathMark[] | undefined;
  readonly tracks = new Map<string, TrackBuilder>();

  constructor(head: WalkBuilder['head'], marks?: readonly PathMark[]) {
    this.head = head;
    this.marks = marks;
  }

  track(device: string): TrackBuilder {
    const known = this.tracks.get(device);
    if (known) return known;
    const track = new TrackBuilder(device);
    this.tracks.set(device, track);
    return track;
  }

  /** Undefined where there is nothing to tell. */
  build({ floorId }: Floor): OutgoingWalk | undefined {
    const tracks = [...this.tracks.values()].filter(({ scans }) => scans.length > 0);
    let { marks } = this;
    if (!marks) {
      const [track] = tracks;
      if (!track) return undefined;
      const stops = stopsOf(track.scans);
      marks = stops.marks;
      track.scans.splice(0, track.scans.length, ...stops.scans);
    }
    const times = [...tracks.flatMap(({ scans }) => scans.flatMap(({ timeMs, toMs }) => [timeMs, toMs]))];
    const all = [...marks.map(({ timeMs }) => timeMs), ...times];
    if (all.length === 0) return undefined;
    const startedMs = all.reduce((least, each) => Math.min(least, each), this.head.startedMs ?? all[0] ?? 0);
    const endMs = all.reduce((most, each) => Math.max(most, each), startedMs);
    const built = tracks.map((track) => track.build(startedMs));
    return { ...this.head, floorId, startedMs, endMs, marks, tracks: built };
  }
}

/** Walks of a floor, and its scans of none, receiver by receiver and day by day. */
export async function readWalks(
  { database }: SiteSession,
  floor: Floor,
  turn: () => Promise<void>,
): Promise<LeftOfSurveys & { readonly walks: readonly OutgoingWalk[] }> {
  const numbers = walkNumbers(database, floor);
  const walks = new Map<string, WalkBuilder>();
  for (const [index, { walkId, startedMs, marks }] of listWalks(database, floor).entries())
    walks.set(walkId, new WalkBuilder({ walkId, name: `Walk ${index + 1}`, startedMs }, marks));
  const left = { bleReadings: 0, withoutPlace: 0 };
  for (const page of exportPages(database, floor.number, pageScans)) {
    for (const each of page) {
      const { walk, device, x_m, time_ms } = each.scan;
      if (walk === null && x_m === null) {
        left.withoutPlace++;
        continue;
      }
      const receiver = device ?? unnamed;
      const walkId =
        walk === null ? looseId(floor.floorId, receiver, dayOf(time_ms)) : (numbers.get(walk) ?? looseId(String(walk)));
      const builder = walks.get(walkId) ?? new WalkBuilder({ walkId, name: `${receiver} ${dayOf(time_ms)}` });
      walks.set(walkId, builder);
      left.bleReadings += builder.track(receiver).add(each);
    }
    await turn();
  }
  return { ...left, walks: [...walks.values()].flatMap((walk) => walk.build(floor) ?? []) };
}
