// What every export format is given, and what it does with it.
import type { GeoReference } from '../../../../shared/geometry/geo-reference.ts';
import type { DatabaseEngine } from '../../../ports/database.ts';
import type { ReadingRow, ScanRow } from '../store.ts';

export interface ExportedScan {
  readonly scan: ScanRow;
  readonly readings: readonly ReadingRow[];
}

export interface ExportSource {
  /** Scans in the order of their row numbers, a page at a time; ends with the reason when the task is cancelled. */
  readonly pages: AsyncIterable<readonly ExportedScan[]>;
  /** Columns of the imported files that Groma does not know. Looks at every reading: for formats that need them before the first row. */
  noteNames(): Promise<readonly string[]>;
  /** Where on earth the floors lie, by their row numbers; undefined where one of them does not know. */
  readonly earth: ReadonlyMap<number, GeoReference> | undefined;
  readonly engine: DatabaseEngine;
}

/** Fills a new file. */
export type ExportFormat = (file: string, source: ExportSource) => Promise<void>;

/** Longitude and latitude of a scan, degrees (WGS 84); undefined for one without a place and for a plan without a geo reference. */
export function lonLatOf({ earth }: Pick<ExportSource, 'earth'>, scan: ScanRow): [number, number] | undefined {
  const reference = earth?.get(scan.floor);
  if (!reference || scan.x_m === null || scan.y_m === null) return undefined;
  const [latDeg, lonDeg] = reference.toGeo([scan.x_m, scan.y_m]);
  return [lonDeg, latDeg];
}

export const notesOf = (reading: ReadingRow): Record<string, string> | undefined =>
  reading.notes === null ? undefined : JSON.parse(reading.notes);
