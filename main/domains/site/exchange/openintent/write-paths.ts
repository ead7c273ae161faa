// Walks into OpenIntent 2.1: the way as points in time, and every scan with what it heard.
import type { OutgoingTrack, OutgoingWalk } from '../../../../ports/exchange.ts';
import type { Item } from '../archive.ts';
import { routeOf } from '../route.ts';
import type { FloorUnits } from './write-floorplans.ts';

const usPerMs = 1_000;

function pathPoints(walk: OutgoingWalk, units: FloorUnits): { readonly isStopAndGo: boolean; readonly points: Item[] } {
  const { isStopAndGo, legs } = routeOf(walk.marks, walk.endMs);
  const points = legs.flatMap((leg) =>
    leg.map(({ timeMs, xM, yM }, index) => ({
      time_offset_us: (timeMs - walk.startedMs) * usPerMs,
      ...(index === 0 ? { path_indicator: 'START' } : index === leg.length - 1 ? { path_indicator: 'END' } : {}),
      coordinate: { ...units.coordinates([xM, yM])[0] },
    })),
  );
  return { isStopAndGo, points };
}

function scanEvents({ device, scans, radios, readings }: OutgoingTrack): Item[] {
  const heard = scans.map((): Item[] => []);
  readings.scan.forEach((scan, at) => {
    const radio = radios[readings.radio[at] ?? 0];
    const freqMhz = readings.freqMhz[at] ?? Number.NaN;
    heard[scan]?.push({
      observed_offset_us: (readings.timeMs[at] ?? 0) * usPerMs,
      bssid: radio?.key,
      ...(radio?.name ? { ssid: radio.name } : {}),
      rssi_dbm: readings.rssiDbm[at],
      ...(Number.isNaN(freqMhz) ? {} : { frequency_mhz: freqMhz }),
    });
  });
  return scans.map(({ fromMs, toMs }, index) => ({
    id: `${device}-${index + 1}`,
    adapter_identifier: device,
    started_offset_us: fromMs * usPerMs,
    duration_us: (toMs - fromMs) * usPerMs,
    result_status: 'COMPLETE',
    wifi_observations: heard[index],
  }));
}

export function writePath(walk: OutgoingWalk, units: FloorUnits): Item {
  const { isStopAndGo, points } = pathPoints(walk, units);
  return {
    id: walk.walkId,
    name: walk.name,
    start_time: new Date(walk.startedMs).toISOString(),
    end_time: new Date(walk.endMs).toISOString(),
    path_type: isStopAndGo ? 'STOP_AND_GO' : 'CONTINUOUS',
    position_interpolation: 'LINEAR_BY_TIME',
    survey_device: {
      software_name: 'Groma',
      wifi_adapters: walk.tracks.map(({ device }) => ({ identifier: device })),
    },
    path_points: points,
    scan_events: walk.tracks.flatMap(scanEvents),
    groma_id: walk.walkId,
  };
}
