// The binary track of a survey, big-endian: what was heard in each scan. Its layout is known from one public writer only (docs/esx.md),
// so a mark that nobody has described ends the reading of that track: nothing is guessed.

export interface TrackReading {
  /** Since the survey's start; 1 in stop-and-go surveys. */
  readonly timeMs: number;
  /** Into the track's list of measurements. */
  readonly measurement: number;
  readonly rssiDbm: number;
  readonly freqMhz: number | undefined;
}
export interface TrackScan {
  /** Into the track's list of scannings. */
  readonly scanning: number;
  readonly readings: readonly TrackReading[];
}

const mark = {
  file: [2, 1],
  scan: 0,
  reading: 1,
  time: 2,
  measurement: 4,
  rssi: 5,
  freq: 0x11,
  readingEnd: 9,
  scanEnd: 0x10,
} as const;

class TrackError extends Error {}

class Cursor {
  readonly #view: DataView;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.at >= this.#view.byteLength;
  }

  take<Kind extends 'getUint8' | 'getInt8' | 'getUint16' | 'getInt32'>(kind: Kind, size: number): number {
    if (this.at + size > this.#view.byteLength) throw new TrackError('it ends in the middle of a scan');
    this.at += size;
    return this.#view[kind](this.at - size);
  }
}

function readReading(cursor: Cursor): TrackReading {
  let timeMs = 0;
  let measurement: number | undefined;
  let rssiDbm: number | undefined;
  let freqMhz: number | undefined;
  for (;;) {
    const tag = cursor.take('getUint8', 1);
    if (tag === mark.time) timeMs = cursor.take('getInt32', 4);
    else if (tag === mark.measurement) measurement = cursor.take('getUint16', 2);
    else if (tag === mark.rssi) rssiDbm = cursor.take('getInt8', 1);
    else if (tag === mark.freq) freqMhz = cursor.take('getInt32', 4);
    else if (tag === mark.readingEnd) break;
    else throw new TrackError(`mark ${tag} at byte ${cursor.at - 1} is not known`);
  }
  if (measurement === undefined || rssiDbm === undefined)
    throw new TrackError(`a reading without a value at byte ${cursor.at}`);
  return { timeMs, measurement, rssiDbm, freqMhz };
}

function readScan(cursor: Cursor): TrackScan {
  const scanning = cursor.take('getInt32', 4);
  const readings: TrackReading[] = [];
  for (;;) {
    const tag = cursor.take('getUint8', 1);
    if (tag === mark.reading) readings.push(readReading(cursor));
    else if (tag === mark.scanEnd) return { scanning, readings };
    else throw new TrackError(`mark ${tag} at byte ${cursor.at - 1} is not known`);
  }
}

/** The scans up to where it stopped making sense, and why it did. Never throws. */
export function readTrack(bytes: Uint8Array): { readonly scans: readonly TrackScan[]; readonly problem?: string } {
  const cursor = new Cursor(bytes);
  const scans: TrackScan[] = [];
  try {
    for (const wanted of mark.file)
      if (cursor.take('getUint8', 1) !== wanted) throw new TrackError('it does not begin like a track');
    while (!cursor.isAtEnd) {
      const tag = cursor.take('getUint8', 1);
      if (tag !== mark.scan) throw new TrackError(`mark ${tag} at byte ${cursor.at - 1} is not known`);
      scans.push(readScan(cursor));
    }
    return { scans };
  } catch (error) {
    if (error instanceof TrackError) return { scans, problem: error.message };
    throw error;
  }
}

export function writeTrack(scans: readonly TrackScan[]): Uint8Array<ArrayBuffer> {
  const readingBytes = 1 + 5 + 3 + 2 + 5 + 1;
  const size = scans.reduce<number>((sum, { readings }) => sum + 6 + readings.length * readingBytes, mark.file.length);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const put = (tag: number) => view.setUint8(at++, tag);
  const putInt32 = (value: number) => {
    view.setInt32(at, value);
    at += 4;
  };
  for (const each of mark.file) put(each);
  for (const { scanning, readings } of scans) {
    put(mark.scan);
    putInt32(scanning);
    for (const { timeMs, measurement, rssiDbm, freqMhz } of readings) {
      put(mark.reading);
      put(mark.time);
      putInt32(timeMs);
      put(mark.measurement);
      view.setUint16(at, measurement);
      at += 2;
      put(mark.rssi);
      view.setInt8(at++, Math.max(-128, Math.min(127, Math.round(rssiDbm))));
      if (freqMhz !== undefined) {
        put(mark.freq);
        putInt32(Math.round(freqMhz));
      }
      put(mark.readingEnd);
    }
    put(mark.scanEnd);
  }
  return bytes.slice(0, at);
}
