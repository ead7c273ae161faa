// NMEA 0183 of a receiver of satellites: GGA and RMC sentences of any talker, with their checksum.
import type { GeoFix } from '../../ports/reading-source.ts';

const maxLine = 200;
/** One standard deviation of a usual receiver for an HDOP of 1. */
const metresPerHdop = 3;

function degrees(text: string | undefined, half: string | undefined, isLat: boolean): number | undefined {
  const found = /^(\d{2,3})(\d{2}(?:\.\d+)?)$/.exec(text ?? '');
  const value = found ? Number(found[1]) + Number(found[2]) / 60 : Number.NaN;
  const signs: Readonly<Record<string, number>> = isLat ? { N: 1, S: -1 } : { E: 1, W: -1 };
  const sign = signs[half ?? ''];
  return sign === undefined || !(value <= (isLat ? 90 : 180)) ? undefined : sign * value;
}

function isWhole(sentence: string): boolean {
  const found = /^\$([^*]+)\*([\dA-Fa-f]{2})$/.exec(sentence);
  if (!found) return false;
  const sum = [...(found[1] ?? '')].reduce((xor, char) => xor ^ char.charCodeAt(0), 0);
  return sum === Number.parseInt(found[2] ?? '', 16);
}

/** A fix, or undefined for any other sentence, a broken one, or one without a fix. */
export function readSentence(line: string): GeoFix | undefined {
  const sentence = line.trim();
  if (sentence.length > maxLine || !isWhole(sentence)) return undefined;
  const fields = sentence.slice(1, -3).split(',');
  const type = fields[0]?.slice(2);
  const at = type === 'GGA' ? 2 : type === 'RMC' ? 3 : undefined;
  if (at === undefined) return undefined;
  const hasFix = type === 'GGA' ? Number(fields[6]) > 0 : fields[2] === 'A';
  const latDeg = degrees(fields[at], fields[at + 1], true);
  const lonDeg = degrees(fields[at + 2], fields[at + 3], false);
  if (!hasFix || latDeg === undefined || lonDeg === undefined) return undefined;
  const hdop = type === 'GGA' ? Number(fields[8] || Number.NaN) : Number.NaN;
  return { latDeg, lonDeg, ...(hdop > 0 ? { accuracyM: hdop * metresPerHdop } : {}) };
}

/** Fixes out of the bytes of a line. */
export class Nmea {
  #rest = '';

  add(bytes: Uint8Array): GeoFix[] {
    const lines = (this.#rest + Buffer.from(bytes).toString('latin1')).split(/\r?\n/);
    this.#rest = (lines.pop() ?? '').slice(-maxLine);
    // RMC and GGA of one second tell one place: the one with its accuracy.
    return lines
      .flatMap((line) => readSentence(line) ?? [])
      .filter(
        ({ accuracyM }, _at, all) => accuracyM !== undefined || all.every((each) => each.accuracyM === undefined),
      );
  }
}
