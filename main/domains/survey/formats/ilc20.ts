// Indoor Location Competition traces: tab separated, waypoints in metres, Wi-Fi and beacons heard on the way between them.
// Their y axis points up: on the published floor pictures the waypoints fall into the corridors only when y is counted from the lower
// edge. So the plan's height is needed to turn them into our metres.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { fileError } from '../../../files/file-error.ts';
import type { SourceFile } from '../../../ports/files.ts';
import { type NewReading, type NewScan, type ReaderItem, readFrequency, readKey, readRssi, readTime } from '../scan.ts';

interface Waypoint {
  readonly timeMs: number;
  readonly xM: number;
  readonly yM: number;
}
interface Heard {
  /** When it was measured, not when it was handed over. */
  readonly timeMs: number;
  readonly reading: NewReading;
}

/** Readings within this time are one scan: an adapter goes through its channels meanwhile. */
const scanMs = 500;
/** Before the first and after the last waypoint the person stands still for a moment. */
const standingMs = 2_000;
/** Traces are minutes long; a larger file is something else. */
const maxTraceBytes = 256 * 1024 * 1024;

type Row = { readonly waypoint: Waypoint } | { readonly heard: Heard } | { readonly problem: string } | undefined;

function readRow(fields: readonly string[]): Row {
  const [time = '', type = ''] = fields;
  const timeMs = readTime(time);
  if (type === 'TYPE_WAYPOINT') {
    const [xM, yM] = [Number(fields[2]), Number(fields[3])];
    return timeMs !== undefined && Number.isFinite(xM) && Number.isFinite(yM)
      ? { waypoint: { timeMs, xM, yM } }
      : { problem: 'the waypoint has no usable place' };
  }
  if (type === 'TYPE_WIFI') {
    const measuredMs = readTime(fields[6] ?? '') ?? timeMs;
    const [key, rssiDbm] = [readKey(fields[3]), readRssi(fields[4])];
    if (measuredMs === undefined || !key || rssiDbm === undefined)
      return { problem: 'the Wi-Fi row has no radio, signal or time' };
    return {
      heard: {
        timeMs: measuredMs,
        reading: {
          key,
          kind: 'wifi',
          name: fields[2] ?? '',
          rssiDbm,
          freqMhz: readFrequency(fields[5]),
          offsetMs: 0,
          notes: undefined,
        },
      },
    };
  }
  if (type === 'TYPE_BEACON') {
    const [uuid = '', major = '', minor = '', , rssi, , mac = ''] = fields.slice(2);
    const rssiDbm = readRssi(rssi);
    // Beacons fresh from the factory all carry 0/0: then only their address tells them apart.
    const key = readKey(major === '0' && minor === '0' ? `${uuid}/0/0/${mac}` : `${uuid}/${major}/${minor}`);
    if (timeMs === undefined || !key || uuid === '' || rssiDbm === undefined)
      return { problem: 'the beacon row has no identity, signal or time' };
    return {
      heard: {
        timeMs,
        reading: { key, kind: 'ble', name: '', rssiDbm, freqMhz: undefined, offsetMs: 0, notes: undefined },
      },
    };
  }
  return undefined;
}

function placeAt(waypoints: readonly Waypoint[], timeMs: number): { xM: number; yM: number } | undefined {
  const [first, last] = [waypoints[0], waypoints.at(-1)];
  if (!first || !last || timeMs < first.timeMs - standingMs || timeMs > last.timeMs + standingMs) return undefined;
  if (timeMs <= first.timeMs) return first;
  const next = waypoints.findIndex((waypoint) => waypoint.timeMs >= timeMs);
  const to = waypoints[next];
  const from = waypoints[next - 1];
  if (!to || !from) return last;
  const share = to.timeMs === from.timeMs ? 0 : (timeMs - from.timeMs) / (to.timeMs - from.timeMs);
  return { xM: from.xM + (to.xM - from.xM) * share, yM: from.yM + (to.yM - from.yM) * share };
}

async function readTrace(file: SourceFile) {
  if (file.sizeBytes > maxTraceBytes)
    throw new AppError('file_too_large', {
      file: file.name,
      megabytes: Math.ceil(file.sizeBytes / 1048576),
      limit: maxTraceBytes / 1048576,
    });
  const waypoints: Waypoint[] = [];
  const heard: Heard[] = [];
  const skipped: { line: number; reason: string }[] = [];
  let device: string | undefined;
  let line = 0;
  try {
    for await (const text of createInterface({
      input: createReadStream(file.path, 'utf8'),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      line++;
      if (text.startsWith('#')) {
        device ??= /Brand:([^\t]*)\tModel:([^\t]*)/.exec(text)?.slice(1, 3).join(' ').trim();
        continue;
      }
      const row = readRow(text.split('\t'));
      if (!row) continue;
      if ('waypoint' in row) waypoints.push(row.waypoint);
      else if ('heard' in row) heard.push(row.heard);
      else skipped.push({ line, reason: row.problem });
    }
  } catch (error) {
    throw fileError(error, file.name);
  }
  waypoints.sort((a, b) => a.timeMs - b.timeMs);
  heard.sort((a, b) => a.timeMs - b.timeMs);
  return { waypoints, heard, skipped, device };
}

/** @param planHeightM height of the floor's plan, to turn the trace's y axis down */
export async function* readIlc20(file: SourceFile, planHeightM: number): AsyncGenerator<ReaderItem> {
  const { waypoints, heard, skipped, device } = await readTrace(file);
  for (const each of skipped) yield { skipped: each };
  let index = 0;
  while (index < heard.length) {
    const first = heard[index];
    if (!first) break;
    const readings: NewReading[] = [];
    let lastMs = first.timeMs;
    for (; index < heard.length; index++) {
      const each = heard[index];
      if (!each || each.timeMs - first.timeMs > scanMs) break;
      lastMs = each.timeMs;
      readings.push({ ...each.reading, offsetMs: each.timeMs - first.timeMs });
    }
    const place = placeAt(waypoints, (first.timeMs + lastMs) / 2);
    const scan: NewScan = {
      timeMs: first.timeMs,
      label: undefined,
      floor: undefined,
      xM: place && Math.round(place.xM * 1e4) / 1e4,
      yM: place && Math.round((planHeightM - place.yM) * 1e4) / 1e4,
      device,
      readings,
    };
    yield { scan };
  }
}
