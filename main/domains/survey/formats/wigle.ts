// WiGLE CSV 1.4 and 1.6: a pre-header, then rows by column name. Its places are latitudes and longitudes: a plan that does not know where on
// earth it lies gets the readings without a place; where they were stays in their notes.

import { centreMhz } from '../../../../shared/rf/channels.ts';
import type { PlaceM } from '../../../../shared/survey/walk-path.ts';
import type { CsvLayout } from '../../../files/csv-layout.ts';
import type { SourceFile } from '../../../ports/files.ts';
import { type ReaderItem, readFrequency, readKey, readRssi, readTime } from '../scan.ts';
import { type CsvRow, readRows } from './csv-rows.ts';
import { ScanGrouper } from './group.ts';
import type { PlanPlaceOf } from './kismet.ts';

const kinds: Readonly<Record<string, 'wifi' | 'ble'>> = { wifi: 'wifi', ble: 'ble', bt: 'ble' };

/** Centre of a Wi-Fi channel, MHz; 1.4 gives no frequency. */
function channelMhz(text: string | undefined): number | undefined {
  const channel = Number(text);
  if (!Number.isInteger(channel) || channel < 1) return undefined;
  if (channel <= 14) return centreMhz('2.4', channel);
  return channel >= 36 && channel <= 177 ? centreMhz('5', channel) : undefined;
}

function notesOf(row: CsvRow): string {
  const columns = {
    lat: 'currentlatitude',
    lon: 'currentlongitude',
    altitude_m: 'altitudemeters',
    accuracy_m: 'accuracymeters',
    auth: 'authmode',
  };
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(columns).flatMap(([name, column]) => (row.get(column) ? [[name, row.get(column)]] : [])),
    ),
  );
}

/** Undefined where the row tells no place, or a wrong one. */
function placeIn(row: CsvRow, placeOf: PlanPlaceOf | undefined): PlaceM | undefined {
  const [latText, lonText] = [row.get('currentlatitude')?.trim(), row.get('currentlongitude')?.trim()];
  if (!latText || !lonText) return undefined;
  const [latDeg, lonDeg] = [Number(latText), Number(lonText)];
  const isPlace = Math.abs(latDeg) <= 90 && Math.abs(lonDeg) <= 180 && (latDeg !== 0 || lonDeg !== 0);
  return isPlace ? placeOf?.(latDeg, lonDeg) : undefined;
}

/** @param placeOf where the floor's plan is known on earth */
export function readWigle(
  file: SourceFile,
  preHeader: string,
  layout: CsvLayout,
  placeOf?: PlanPlaceOf,
): AsyncGenerator<ReaderItem> {
  const device = /(?:^|,)model=([^,]*)/.exec(preHeader)?.[1]?.trim() || undefined;
  const grouper = new ScanGrouper();
  return readRows(
    file,
    { ...layout, linesBefore: 1 },
    {
      *row(row) {
        const kind = kinds[(row.get('type') ?? '').trim().toLowerCase()];
        const key = readKey(row.get('mac'));
        const rssiDbm = readRssi(row.get('rssi'));
        const timeMs = readTime(row.get('firstseen') ?? '');
        const problem = !kind
          ? `type "${row.get('type') ?? ''}" is neither Wi-Fi nor Bluetooth`
          : !key
            ? 'no MAC'
            : rssiDbm === undefined
              ? 'no usable RSSI'
              : timeMs === undefined
                ? 'no usable time'
                : undefined;
        if (problem || !kind || !key || rssiDbm === undefined || timeMs === undefined) {
          yield { skipped: { line: row.line, reason: problem ?? 'unreadable' } };
          return;
        }
        const freqMhz =
          readFrequency(row.get('frequency')) ?? (kind === 'wifi' ? channelMhz(row.get('channel')) : undefined);
        const place = placeIn(row, placeOf);
        const scan = { timeMs, label: undefined, floor: undefined, device, xM: place?.xM, yM: place?.yM };
        yield* grouper.add(scan, {
          key,
          kind,
          name: row.get('ssid')?.trim() ?? '',
          rssiDbm,
          freqMhz,
          offsetMs: 0,
          notes: notesOf(row),
        });
      },
      end: () => grouper.end(),
    },
  );
}
