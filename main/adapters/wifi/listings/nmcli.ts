// `nmcli -t dev wifi list`, with our fields or with its own. `:` and `\` inside a value are written with a `\` before them.
import { type HeardNetwork, linesOf, macPattern, mhzOfChannel } from './listing.ts';

/** Asked for in this order. */
export const nmcliFields = 'IN-USE,SSID,BSSID,CHAN,FREQ,RATE,SIGNAL,SECURITY';

export function splitTerse(line: string): string[] {
  const fields = [''];
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? '';
    if (char === ':') fields.push('');
    else {
      if (char === '\\') at++;
      fields[fields.length - 1] += line[at] ?? '';
    }
  }
  return fields;
}

/** NetworkManager maps -100 … -40 dBm to 0 … 100 (nm-wifi-utils). */
const dbmOfPercent = (percent: number): number => -100 + 0.6 * percent;

const isMac = new RegExp(`^${macPattern}$`);

function readFields(fields: readonly string[]): HeardNetwork | undefined {
  const at = fields.findIndex((field) => isMac.test(field));
  if (at < 0) return undefined;
  // Our own order has the SSID before the BSSID; the tool's own has it after.
  const isOurs = at === 2;
  const ssid = (isOurs ? fields[1] : fields[at + 1]) ?? '';
  const channel = Number(isOurs ? fields[3] : fields[at + 3]);
  const mhz = isOurs ? Number.parseFloat(fields[4] ?? '') : Number.NaN;
  const percent = Number((isOurs ? fields[6] : fields[at + 5]) || Number.NaN);
  return {
    bssid: (fields[at] ?? '').toLowerCase(),
    ssid,
    rssiDbm: percent >= 0 && percent <= 100 ? Math.round(dbmOfPercent(percent)) : undefined,
    quality: 'percent',
    // By the frequency: nmcli 1.42 says channel 0 for 6 GHz.
    freqMhz: mhz > 0 ? mhz : mhzOfChannel(channel),
  };
}

export const readNmcli = (text: string): HeardNetwork[] =>
  linesOf(text).flatMap((line) => readFields(splitTerse(line)) ?? []);
