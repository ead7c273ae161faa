// Groma CSV and GeoJSON, piece by piece.
import { gromaHeader, gromaScanRows } from '../../../../shared/survey/groma-csv.ts';
import { writePieces } from '../../../files/write-file.ts';
import { uuidText } from '../uuid.ts';
import { type ExportedScan, type ExportFormat, lonLatOf, notesOf } from './format.ts';

const csvRows = ({ scan, readings }: ExportedScan, noteNames: readonly string[]): string =>
  gromaScanRows(
    {
      timeMs: scan.time_ms,
      xM: scan.x_m ?? undefined,
      yM: scan.y_m ?? undefined,
      device: scan.device ?? undefined,
      radios: readings.map((reading) => ({
        key: reading.key,
        kind: reading.kind,
        name: reading.name,
        rssiDbm: reading.rssi_dbm,
        freqMhz: reading.freq_mhz ?? undefined,
        offsetMs: reading.offset_ms,
        notes: notesOf(reading),
      })),
    },
    { floor: scan.floor_name, label: scan.label ?? uuidText(scan.uuid), notes: noteNames },
  );

export const csv: ExportFormat = (file, source) =>
  writePieces(file, async (put) => {
    const noteNames = await source.noteNames();
    await put(gromaHeader(noteNames));
    for await (const page of source.pages) for (const each of page) await put(csvRows(each, noteNames));
  });

const planHead =
  '{"type":"FeatureCollection","coordinates":"metres from the top-left corner of the plan, x right, y down","features":[\n';
const earthHead = '{"type":"FeatureCollection","features":[\n';

/**
 * RFC 7946 where the plans know where on earth they lie. Else coordinates are metres on the plan, and `coordinates` in the file's head says
 * so. A scan without a place has no geometry.
 */
export const geojson: ExportFormat = (file, source) =>
  writePieces(file, async (put) => {
    await put(source.earth ? earthHead : planHead);
    let separator = '';
    for await (const page of source.pages)
      for (const { scan, readings } of page) {
        const isPlaced = scan.x_m !== null && scan.y_m !== null;
        const coordinates = source.earth ? lonLatOf(source, scan) : [scan.x_m, scan.y_m];
        const feature = {
          type: 'Feature',
          geometry: isPlaced ? { type: 'Point', coordinates } : null,
          properties: {
            scan: uuidText(scan.uuid),
            time: new Date(scan.time_ms).toISOString(),
            floor: scan.floor_name,
            x_m: scan.x_m ?? undefined,
            y_m: scan.y_m ?? undefined,
            device: scan.device ?? undefined,
            readings: readings.map((reading) => ({
              radio: reading.key,
              kind: reading.kind,
              name: reading.name || undefined,
              rssi_dbm: reading.rssi_dbm,
              freq_mhz: reading.freq_mhz ?? undefined,
              notes: notesOf(reading),
            })),
          },
        };
        await put(`${separator}${JSON.stringify(feature)}`);
        separator = ',\n';
      }
    await put('\n]}\n');
  });
