// Walls: out of a drawing's segments, and out of files in metres.
import type { SkippedRow } from '../../../shared/contract/common.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { maxCoordinateM } from '../../../shared/model/units.ts';
import { readTable } from '../../files/csv-table.ts';
import { guessMaterial, type Segment } from './formats/opened-plan.ts';

export interface NewWall {
  readonly x1M: number;
  readonly y1M: number;
  readonly x2M: number;
  readonly y2M: number;
  readonly material: string;
  readonly layer?: string;
}

/** Shorter pieces are hatching and corners, not walls. */
const minWallM = 0.05;
const round = (value: number): number => Math.round(value * 1000) / 1000;

/** Segments in plan pixels into walls in metres; doubles (either way round) are kept once. */
export function wallsFromSegments(
  segments: readonly Segment[],
  scale: { metresPerPixel: number; originXM: number; originYM: number },
  materials: ReadonlyMap<string, string | undefined>,
): NewWall[] {
  const seen = new Set<string>();
  return segments.flatMap((segment) => {
    const x = (px: number) => round(scale.originXM + px * scale.metresPerPixel);
    const y = (px: number) => round(scale.originYM + px * scale.metresPerPixel);
    const [x1M, y1M, x2M, y2M] = [x(segment.x1), y(segment.y1), x(segment.x2), y(segment.y2)];
    const ends = [`${x1M},${y1M}`, `${x2M},${y2M}`].sort().join(' ');
    // Lines that run off the drawing have no place that the rest of the program takes.
    if (![x1M, y1M, x2M, y2M].every((value) => Math.abs(value) <= maxCoordinateM)) return [];
    if (Math.hypot(x2M - x1M, y2M - y1M) < minWallM || seen.has(ends)) return [];
    seen.add(ends);
    return [
      {
        x1M,
        y1M,
        x2M,
        y2M,
        material: materials.get(segment.layer) ?? guessMaterial(segment.layer),
        layer: segment.layer,
      },
    ];
  });
}

const columns = ['x1_m', 'y1_m', 'x2_m', 'y2_m'] as const;

function wallOf(coordinates: readonly unknown[], material: unknown): NewWall | string {
  const values = coordinates.map((value) =>
    typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value),
  );
  const [x1M = Number.NaN, y1M = Number.NaN, x2M = Number.NaN, y2M = Number.NaN] = values;
  if (![x1M, y1M, x2M, y2M].every((value) => Number.isFinite(value) && Math.abs(value) <= maxCoordinateM))
    return 'a coordinate is not a usable number';
  if (Math.hypot(x2M - x1M, y2M - y1M) < minWallM) return 'shorter than 5 cm';
  const name = typeof material === 'string' ? material.trim().slice(0, 100) : '';
  return { x1M, y1M, x2M, y2M, material: name || 'drywall' };
}

function fromCsv(text: string, name: string): { walls: NewWall[]; skipped: SkippedRow[] } {
  const table = readTable(text, name, columns);
  const { walls, skipped } = sort(
    table.rows.map(({ record, line }) => ({
      line,
      wall: wallOf(
        columns.map((column) => record[column] ?? ''),
        record['material'],
      ),
    })),
  );
  return { walls, skipped: [...table.skipped, ...skipped].sort((a, b) => a.line - b.line) };
}

function sort(rows: readonly { line: number; wall: NewWall | string }[]): { walls: NewWall[]; skipped: SkippedRow[] } {
  return {
    walls: rows.flatMap(({ wall }) => (typeof wall === 'string' ? [] : [wall])),
    skipped: rows.flatMap(({ line, wall }) => (typeof wall === 'string' ? [{ line, reason: wall }] : [])),
  };
}

interface GeoFeature {
  readonly geometry?: { readonly type?: unknown; readonly coordinates?: unknown };
  readonly properties?: Record<string, unknown> | null;
}

/** GeoJSON lines whose coordinates are metres on the plan; `line` of a skipped one is the feature's number. */
function fromGeoJson(text: string, name: string): { walls: NewWall[]; skipped: SkippedRow[] } {
  let root: { features?: unknown };
  try {
    root = JSON.parse(text) as { features?: unknown };
  } catch (error) {
    throw new AppError('no_usable_rows', { file: name, detail: 'it is not JSON' }, { cause: error });
  }
  if (!Array.isArray(root.features))
    throw new AppError('no_usable_rows', { file: name, detail: 'it is no FeatureCollection' });
  return sort(
    (root.features as (GeoFeature | null)[]).flatMap((feature, index) => {
      const lines = linesOf(feature?.geometry);
      if (lines.length === 0) return [{ line: index + 1, wall: 'not a line' }];
      return lines.flatMap((points) =>
        points.slice(1).map((point, at) => ({
          line: index + 1,
          wall: wallOf([...(points[at] ?? []).slice(0, 2), ...point.slice(0, 2)], feature?.properties?.['material']),
        })),
      );
    }),
  );
}

function linesOf(geometry: GeoFeature['geometry']): unknown[][][] {
  const isPoints = (value: unknown): value is unknown[][] => Array.isArray(value) && value.every(Array.isArray);
  const { type, coordinates } = geometry ?? {};
  if (type === 'LineString' && isPoints(coordinates)) return [coordinates];
  if ((type === 'MultiLineString' || type === 'Polygon') && Array.isArray(coordinates) && coordinates.every(isPoints))
    return coordinates as unknown[][][];
  return [];
}

/** @throws AppError `no_usable_rows` */
export function readWalls(text: string, name: string): { walls: NewWall[]; skipped: SkippedRow[] } {
  const result = text.trimStart().startsWith('{') ? fromGeoJson(text, name) : fromCsv(text, name);
  if (result.walls.length === 0)
    throw new AppError('no_usable_rows', { file: name, detail: result.skipped[0]?.reason ?? 'it is empty' });
  return result;
}
