// Surveys of OpenIntent 2.1 (`survey_paths`) as walks: their points become marks, their scan events scans.
import { MarkId, WalkId } from '../../../../../shared/model/ids.ts';
import { maxRssiDbm, minRssiDbm } from '../../../../../shared/model/units.ts';
import type { ProjectScan, ProjectWalk } from '../../../../ports/exchange.ts';
import { type Item, itemOf, itemsOf, numberOf, textOf } from '../archive.ts';
import { idFrom, type ObjectReader } from '../object-reader.ts';
import { idOf, type ReadFloorplan } from './read-floorplans.ts';

type Mark = Omit<ProjectWalk['marks'][number], 'markId'>;

const msOf = (item: Item, name: string): number | undefined => {
  const us = numberOf(item, name);
  return us === undefined ? undefined : Math.round(us / 1_000);
};

/** A path from START to END is a leg; a stop stands at one place until its END. */
function pathMarks({ frame }: ReadFloorplan, path: Item, startedMs: number): Mark[] {
  const isStop = textOf(path, 'path_type') === 'STOP_AND_GO';
  let isOpen = false;
  return itemsOf(path, 'path_points').flatMap((point): Mark[] => {
    const offsetMs = msOf(point, 'time_offset_us');
    const found = frame.placeOf([itemOf(point, 'coordinate')].filter((each) => each !== undefined));
    if (offsetMs === undefined || !found) return [];
    const indicator = textOf(point, 'path_indicator');
    const isFirst = !isOpen || indicator === 'START';
    isOpen = indicator !== 'END';
    const timeMs = startedMs + offsetMs;
    const [xM, yM] = found.place;
    if (isStop) return [isFirst ? { timeMs, kind: 'stop', xM, yM } : { timeMs, kind: 'leave' }];
    return [{ timeMs, kind: isFirst ? 'start' : 'turn', xM, yM }];
  });
}

interface Event {
  readonly scan: ProjectScan;
  readonly mark: Mark | undefined;
}

function eventOf(
  { frame }: ReadFloorplan,
  event: Item,
  startedMs: number,
  devices: ReadonlyMap<string, string>,
): Event | undefined {
  const startedOffsetMs = msOf(event, 'started_offset_us');
  if (startedOffsetMs === undefined) return undefined;
  const timeMs = startedMs + startedOffsetMs;
  const radios = itemsOf(event, 'wifi_observations').flatMap((each) => {
    const [key, rssiDbm] = [textOf(each, 'bssid')?.toLowerCase(), numberOf(each, 'rssi_dbm')];
    if (!key || rssiDbm === undefined || rssiDbm < minRssiDbm || rssiDbm > maxRssiDbm) return [];
    const offsetMs = Math.max(0, (msOf(each, 'observed_offset_us') ?? startedOffsetMs) - startedOffsetMs);
    const name = (textOf(each, 'ssid') ?? '').slice(0, 200);
    return [{ key, kind: 'wifi' as const, name, rssiDbm, freqMhz: numberOf(each, 'frequency_mhz'), offsetMs }];
  });
  const adapter = textOf(event, 'adapter_identifier');
  const device = devices.get(adapter ?? '') ?? adapter ?? [...devices.values()][0] ?? 'adapter';
  const found = frame.placeOf([itemOf(event, 'coordinate')].filter((each) => each !== undefined));
  const mark = found && ({ timeMs, kind: 'stop', xM: found.place[0], yM: found.place[1] } as const);
  return { scan: { timeMs, device: device.slice(0, 200), radios }, mark };
}

/** Names of the adapters by their identifiers. */
function devicesOf(path: Item): ReadonlyMap<string, string> {
  const device = itemOf(path, 'survey_device');
  return new Map(
    itemsOf(device, 'wifi_adapters').map((adapter) => {
      const id = textOf(adapter, 'identifier') ?? '';
      const words = [textOf(adapter, 'manufacturer'), textOf(adapter, 'model')].filter((each) => each);
      return [id, words.length > 0 ? words.join(' ') : id];
    }),
  );
}

function readPath(reader: ObjectReader, floorplan: ReadFloorplan, path: Item): ProjectWalk | undefined {
  const { floor } = floorplan;
  const startedMs = Date.parse(textOf(path, 'start_time') ?? '');
  const name = textOf(path, 'name') ?? textOf(path, 'id') ?? '';
  const events = itemsOf(path, 'scan_events');
  if (!Number.isFinite(startedMs) || events.length === 0) {
    reader.say(`Survey ${name} left out: it has no start time, or no scan events (a capture beside it is not read).`);
    return undefined;
  }
  const devices = devicesOf(path);
  const read = events.flatMap((event) => eventOf(floorplan, event, startedMs, devices) ?? []);
  const fromPath = pathMarks(floorplan, path, startedMs);
  // Places of the scans themselves count where there is no way between them.
  const isOnPath = textOf(path, 'position_interpolation') !== 'NONE' && fromPath.length > 0;
  const marks = isOnPath ? fromPath : read.flatMap(({ mark }) => mark ?? []);
  const walkId = WalkId.parse(
    WalkId.safeParse(path['groma_id']).data ?? idOf(path, floor.floorId, 'survey', textOf(path, 'id') ?? name),
  );
  return {
    walkId,
    floorId: floor.floorId,
    mode: marks.every(({ kind }) => kind === 'stop' || kind === 'leave') ? 'stop' : 'continuous',
    startedMs,
    person: '',
    marks: marks.map((mark, index) => ({ ...mark, markId: MarkId.parse(idFrom(walkId, String(index))) })),
    scans: read.map(({ scan }) => scan),
  };
}

export const readPaths = (reader: ObjectReader, floorplan: ReadFloorplan): ProjectWalk[] =>
  itemsOf(floorplan.item, 'survey_paths').flatMap((path) => readPath(reader, floorplan, path) ?? []);
