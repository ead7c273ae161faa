// `netsh wlan show networks mode=bssid`, in any language of Windows: read by the shape of its values, never by its labels, and never by
// the number of a line (newer systems put lines in between).
import type { Band } from '../../../../shared/model/design.ts';
import { bandIn, type HeardNetwork, linesOf, macPattern, mhzOfChannel } from './listing.ts';

const ssidLine = /^SSID\s+\d+\s*:\s?(.*)$/;
const bssidLine = new RegExp(String.raw`^\s*\S.*?\d+\s*:\s*(${macPattern})\s*$`);

interface Draft {
  readonly bssid: string;
  readonly ssid: string;
  percent?: number;
  band?: Band;
  channel?: number;
  hasPhy: boolean;
}

/** Windows maps -100 … -50 dBm to 0 … 100, and cuts off at both (WLAN_ASSOCIATION_ATTRIBUTES.wlanSignalQuality). */
const dbmOfPercent = (percent: number): number => percent / 2 - 100;

function readLine(draft: Draft, line: string): void {
  const value = line.slice(line.indexOf(':') + 1).trim();
  const percent = /^(\d{1,3})\s*%/.exec(value)?.[1];
  if (percent !== undefined && draft.percent === undefined) draft.percent = Number(percent);
  else if (/^802\.11/.test(value)) draft.hasPhy = true;
  else if (draft.hasPhy && draft.channel === undefined) {
    const band = bandIn(value);
    if (band) draft.band = band;
    else if (/^\d{1,3}$/.test(value)) draft.channel = Number(value);
  }
}

function toNetwork({ bssid, ssid, percent, band, channel }: Draft): HeardNetwork {
  return {
    bssid,
    ssid,
    rssiDbm: percent === undefined || percent > 100 ? undefined : dbmOfPercent(percent),
    quality: 'percent',
    freqMhz: channel === undefined ? undefined : mhzOfChannel(channel, band),
  };
}

export function readNetsh(text: string): HeardNetwork[] {
  const found: Draft[] = [];
  let ssid = '';
  let current: Draft | undefined;
  for (const line of linesOf(text)) {
    const name = ssidLine.exec(line)?.[1];
    const bssid = bssidLine.exec(line)?.[1];
    if (name !== undefined) [ssid, current] = [name.trim(), undefined];
    else if (bssid !== undefined) {
      current = { bssid: bssid.toLowerCase(), ssid, hasPhy: false };
      found.push(current);
    } else if (current && line.includes(':')) readLine(current, line);
  }
  return found.map(toNetwork);
}
