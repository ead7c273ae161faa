// What an operating system's listing of Wi-Fi networks says of each. Tools print for people, in their language, and change: every parser
// takes what it recognises and passes over the rest.
import type { Band } from '../../../../shared/model/design.ts';
import { maxRssiDbm, minRssiDbm } from '../../../../shared/model/units.ts';
import { bandOf, centreMhz } from '../../../../shared/rf/channels.ts';

export interface HeardNetwork {
  /** Lower case. Undefined where the system hides it (macOS without the right to locations). */
  readonly bssid: string | undefined;
  /** Empty for a hidden network, or where the system hides it. */
  readonly ssid: string;
  readonly rssiDbm: number | undefined;
  /** `percent`: worked out of a percentage, so it is a guess, and never finer than its steps. */
  readonly quality: 'measured' | 'percent';
  /** Centre of the primary channel. */
  readonly freqMhz: number | undefined;
  readonly widthMhz?: number | undefined;
  readonly noiseDbm?: number | undefined;
  /** Heard this long before the listing was made; undefined: not told. */
  readonly ageMs?: number | undefined;
}

/** Masked digits (`xx`) are part of the address: recordings that people share have them. */
export const macPattern = String.raw`(?:[\da-fA-FxX]{2}:){5}[\da-fA-FxX]{2}`;

/** Lines longer than this hold no listing, and no pattern is let loose on them. */
const maxLine = 4_096;
export const linesOf = (text: string): string[] => text.split(/\r?\n/).filter((line) => line.length <= maxLine);

/** A number in dBm that a receiver can have measured. 0 stands for "not known" in every tool. */
export function usableDbm(text: string | number | undefined): number | undefined {
  const value = Number(text);
  return text !== undefined && text !== '' && value >= minRssiDbm && value <= maxRssiDbm && value !== 0
    ? value
    : undefined;
}

/** @param band needed from channel 1 to 233 of 6 GHz; without, the number is of 2.4 or 5 GHz */
export function mhzOfChannel(channel: number, band?: Band): number | undefined {
  const where = band ?? (channel <= 14 ? '2.4' : '5');
  const mhz = Number.isInteger(channel) && channel > 0 && channel <= 233 ? centreMhz(where, channel) : undefined;
  return mhz !== undefined && bandOf(mhz) === where ? mhz : undefined;
}

/** "2.4 GHz", "5 GHz", "6GHz", with a comma where people write one. */
export function bandIn(text: string): Band | undefined {
  const found = /\b(2(?:[.,]4)?|5|6)\s*GHz/i.exec(text)?.[1]?.[0];
  return found === undefined ? undefined : found === '2' ? '2.4' : (found as Band);
}
