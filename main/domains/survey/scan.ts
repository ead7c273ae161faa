// A scan on its way into the site, and its identity.
import { createHash } from 'node:crypto';
import type { SkippedRow } from '../../../shared/contract/common.ts';
import type { WalkId } from '../../../shared/model/ids.ts';
import type { RadioKind } from '../../../shared/model/radio.ts';
import { maxCoordinateM, maxRssiDbm, minRssiDbm } from '../../../shared/model/units.ts';
import { stampUuid7 } from './uuid.ts';

export interface NewReading {
  readonly key: string;
  readonly kind: RadioKind;
  /** SSID or a beacon's name as heard; empty where unknown. */
  readonly name: string;
  readonly rssiDbm: number;
  readonly freqMhz: number | undefined;
  /** Measured this long after the scan's time, ms. */
  readonly offsetMs: number;
  /** Columns that Groma does not know, as JSON. */
  readonly notes: string | undefined;
}

export interface NewScan {
  readonly timeMs: number;
  readonly label: string | undefined;
  /** As the file names it; undefined = the floor that was asked for. */
  readonly floor: string | undefined;
  readonly xM: number | undefined;
  readonly yM: number | undefined;
  readonly device: string | undefined;
  /** Of the file, where it begins; for what is said of it. */
  readonly line?: number;
  /** Recorded in this walk: its place follows from the walk's marks. */
  readonly walk?: { readonly number: number; readonly walkId: WalkId };
  readonly readings: readonly NewReading[];
}

/**
 * A scan begins with its earliest reading, in whatever order they come and by whatever door: two files of it, or a walk and what
 * was exported of it, come to one identity.
 */
export function fromEarliest(scan: NewScan): NewScan {
  const { readings } = scan;
  const leastMs = readings.reduce((least, { offsetMs }) => Math.min(least, offsetMs), readings[0]?.offsetMs ?? 0);
  if (leastMs === 0) return scan;
  return {
    ...scan,
    timeMs: scan.timeMs + leastMs,
    readings: readings.map((reading) => ({ ...reading, offsetMs: reading.offsetMs - leastMs })),
  };
}

/** What a reader gives: scans in the file's order, and rows that it could not use. */
export type ReaderItem = { readonly scan: NewScan } | { readonly skipped: SkippedRow };

/** A scan of a walk is itself wherever it turns out to have been made. */
export function identityOf(floorId: string, scan: NewScan): Uint8Array<ArrayBuffer> {
  const place = scan.walk ? ['walk', scan.walk.walkId] : [scan.xM ?? '', scan.yM ?? ''];
  const identity = JSON.stringify([floorId, scan.timeMs, scan.label ?? '', ...place, scan.device ?? '']);
  const uuid = new Uint8Array(createHash('sha256').update(identity).digest().subarray(0, 16));
  return stampUuid7(uuid, Math.max(0, scan.timeMs));
}

const uuidPattern = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

/** The identity that a label is, where it tells the scan's own time: a session's name in another program's file does not. */
function identityIn(label: string | undefined, timeMs: number): Uint8Array<ArrayBuffer> | undefined {
  if (label === undefined || !uuidPattern.test(label)) return undefined;
  const bytes = new Uint8Array(Buffer.from(label.replaceAll('-', ''), 'hex'));
  const view = new DataView(bytes.buffer);
  return view.getUint32(0) * 0x10000 + view.getUint16(4) === timeMs ? bytes : undefined;
}

/**
 * UUIDv7 (RFC 9562) whose random part is a digest of what makes the scan this scan: the same file imported twice, or by two
 * people, gives the same identities, so that putting surveys together is a union of sets. A scan without a label is exported
 * under its identity: coming back with it, it is the same scan.
 */
export const scanUuid = (floorId: string, scan: NewScan): Uint8Array<ArrayBuffer> =>
  identityIn(scan.label, scan.timeMs) ?? identityOf(floorId, scan);

const earliestMs = Date.UTC(1990, 0, 1);
const latestMs = Date.UTC(2100, 0, 1);

/** ISO 8601, or a Unix time in s, ms, µs or ns, told apart by its size. Undefined where it is none. */
export function readTime(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d{4}-\d\d-\d\d/.test(trimmed)) {
    // A date and time without a zone (WiGLE) is taken as UTC, like all times of a site file.
    const hasZone = /(z|[+-]\d\d:?\d\d)$/i.test(trimmed);
    const ms = Date.parse(hasZone ? trimmed : `${trimmed.replace(' ', 'T')}${trimmed.length > 10 ? 'Z' : ''}`);
    return ms >= earliestMs && ms < latestMs ? ms : undefined;
  }
  const value = Number(trimmed);
  if (trimmed === '' || !Number.isFinite(value)) return undefined;
  const ms = [value * 1000, value, value / 1e3, value / 1e6].find((each) => each >= earliestMs && each < latestMs);
  return ms === undefined ? undefined : Math.round(ms);
}

export function readRssi(text: string | undefined): number | undefined {
  const value = Number(text);
  if (text === undefined || text.trim() === '' || !Number.isFinite(value)) return undefined;
  return value >= minRssiDbm && value <= maxRssiDbm ? value : undefined;
}

/** Empty: unknown (undefined). @throws RangeError for a text that is no usable coordinate */
export function readCoordinate(text: string | undefined, metresPerUnit = 1): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const value = Number(text) * metresPerUnit;
  if (!Number.isFinite(value) || Math.abs(value) > maxCoordinateM)
    throw new RangeError(`${text} is not a usable coordinate`);
  return roundedM(value);
}

/** Tenths of a millimetre: more is noise, and two programs must come to the same identity. */
export const roundedM = (valueM: number): number => Math.round(valueM * 1e4) / 1e4;

export function readFrequency(text: string | undefined): number | undefined {
  const value = Number(text);
  return text !== undefined && text.trim() !== '' && Number.isFinite(value) && value > 0 && value < 1e6
    ? value
    : undefined;
}

/** BSSIDs and beacon identities are compared in lower case. */
export function readKey(text: string | undefined): string | undefined {
  const key = (text ?? '').trim().toLowerCase();
  return key === '' || key.length > 200 ? undefined : key;
}
