// Wi-Fi channels and their centre frequencies (IEEE 802.11-2020 annex E; 6 GHz by 802.11ax).
import type { Band } from '../model/design.ts';

/** Band of a frequency, MHz; undefined outside of Wi-Fi's bands. */
export function bandOf(freqMhz: number): Band | undefined {
  if (freqMhz >= 2400 && freqMhz < 2500) return '2.4';
  if (freqMhz >= 4900 && freqMhz < 5925) return '5';
  return freqMhz >= 5925 && freqMhz < 7150 ? '6' : undefined;
}

/** Number of the 20 MHz channel (or of a wider one's centre) at a frequency, MHz. */
export function channelOf(freqMhz: number): number | undefined {
  const band = bandOf(freqMhz);
  if (band === undefined) return undefined;
  if (freqMhz === 2484) return 14;
  if (freqMhz === 5935) return 2;
  const base = band === '2.4' ? 2407 : band === '5' ? 5000 : 5950;
  const channel = Math.round((freqMhz - base) / 5);
  return channel > 0 ? channel : undefined;
}

/** Centre of a channel of a band, MHz: a channel's number alone is ambiguous (1 is 2.4 or 6 GHz). */
export function centreMhz(band: Band, channel: number): number {
  if (band === '2.4') return channel === 14 ? 2484 : 2407 + 5 * channel;
  if (band === '5') return 5000 + 5 * channel;
  return channel === 2 ? 5935 : 5950 + 5 * channel;
}

/** First channels of the blocks that wider channels are made of (802.11-2020 annex E; 6 GHz by 802.11ax). */
const blockStarts: Readonly<Record<Exclude<Band, '2.4'>, readonly number[]>> = { '5': [149, 100, 36], '6': [1] };

/**
 * Centres of the 20 MHz channels that a wider one is made of, MHz: the primary one first, then the others upwards.
 * @param channel the primary channel; one outside of the usual blocks stands alone
 */
export function narrowCentresMhz(band: Band, channel: number, widthMhz: number): number[] {
  const count = widthMhz / 20;
  const primary = centreMhz(band, channel);
  if (count <= 1) return [primary];
  if (band === '2.4') return [primary, centreMhz(band, channel <= 9 ? channel + 4 : channel - 4)];
  const start = blockStarts[band].find((first) => first <= channel);
  if (start === undefined || (channel - start) % 4 !== 0) return [primary];
  const first = Math.floor((channel - start) / 4 / count) * count;
  const all = Array.from({ length: count }, (_each, index) => centreMhz(band, start + (first + index) * 4));
  return [primary, ...all.filter((centre) => centre !== primary)];
}
