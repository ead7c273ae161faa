// `iwlist X scan`: for systems that have nothing newer.
import { type HeardNetwork, linesOf, macPattern, mhzOfChannel, usableDbm } from './listing.ts';

const cell = new RegExp(String.raw`Cell \d+ - Address: (${macPattern})`);
type Draft = { -readonly [K in keyof HeardNetwork]: HeardNetwork[K] };

function readLine(bss: Draft, line: string): void {
  const ghz = /^\s*Frequency:\s*([\d.]+) GHz/.exec(line)?.[1];
  const channel = /^\s*Channel:\s*(\d+)/.exec(line)?.[1];
  const dbm = /Signal level[=:]\s*(-?\d+) dBm/.exec(line)?.[1];
  const share = /Signal level[=:]\s*(\d+)\/100/.exec(line)?.[1];
  const ssid = /^\s*ESSID:"(.*)"\s*$/.exec(line)?.[1];
  const ageMs = /Last beacon: (\d+)ms ago/.exec(line)?.[1];
  if (ghz !== undefined) bss.freqMhz = Math.round(Number(ghz) * 1000);
  else if (channel !== undefined) bss.freqMhz ??= mhzOfChannel(Number(channel));
  if (dbm !== undefined) bss.rssiDbm = usableDbm(dbm);
  // Drivers that give no dBm give their own percentage, without saying of what.
  else if (share !== undefined) [bss.rssiDbm, bss.quality] = [Number(share) / 2 - 100, 'percent'];
  if (ssid !== undefined) bss.ssid = ssid;
  if (ageMs !== undefined) bss.ageMs = Number(ageMs);
}

export function readIwlist(text: string): HeardNetwork[] {
  const found: Draft[] = [];
  for (const line of linesOf(text)) {
    const bssid = cell.exec(line)?.[1];
    if (bssid !== undefined)
      found.push({ bssid: bssid.toLowerCase(), ssid: '', rssiDbm: undefined, quality: 'measured', freqMhz: undefined });
    const last = found.at(-1);
    if (last) readLine(last, line);
  }
  return found;
}
