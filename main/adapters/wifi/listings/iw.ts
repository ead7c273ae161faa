// `iw dev X scan dump` and `iw dev X scan -u`. The tool says itself that its text is no interface: read line by line, by the line's own label.
import { type HeardNetwork, linesOf, macPattern, usableDbm } from './listing.ts';

const head = new RegExp(String.raw`^BSS (${macPattern})\s*\(on `);

/** \xNN in an SSID is one byte; the bytes together are UTF-8, or what is as good. */
export function unescapeSsid(text: string): string {
  if (!text.includes('\\')) return text;
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const hex = /^\\x([\da-f]{2})/i.exec(text.slice(at, at + 4))?.[1];
    if (hex !== undefined) {
      bytes.push(Number.parseInt(hex, 16));
      at += 3;
    } else if (text[at] === '\\' && text[at + 1] === '\\') {
      bytes.push(0x5c);
      at += 1;
    } else bytes.push(...new TextEncoder().encode(text[at]));
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

type Draft = { -readonly [K in keyof HeardNetwork]: HeardNetwork[K] };

const vhtWidths = [undefined, 80, 160, 160];

function readLine(bss: Draft, line: string): void {
  const [, label = '', value = ''] = /^\s*(?:\* )?([^:]{1,60}):\s?(.*)$/.exec(line) ?? [];
  switch (label.trim()) {
    case 'freq': {
      const mhz = Number.parseFloat(value);
      if (mhz > 0) bss.freqMhz = mhz;
      break;
    }
    case 'signal':
      bss.rssiDbm = usableDbm(/^(-?[\d.]+) dBm/.exec(value)?.[1]);
      break;
    case 'last seen': {
      // A second line of that name counts from the start of the machine.
      const ms = /^(\d+) ms ago/.exec(value)?.[1];
      if (ms !== undefined) bss.ageMs = Number(ms);
      break;
    }
    case 'SSID':
      bss.ssid = unescapeSsid(value).replace(/^\0+$/, '');
      break;
    case 'STA channel width':
      bss.widthMhz ??= value.startsWith('20') ? 20 : 40;
      break;
    case 'channel width':
      bss.widthMhz = vhtWidths[Number(value[0])] ?? bss.widthMhz;
      break;
    default:
  }
}

export function readIw(text: string): HeardNetwork[] {
  const found: Draft[] = [];
  for (const line of linesOf(text)) {
    const bssid = head.exec(line)?.[1];
    const last = found.at(-1);
    if (bssid !== undefined)
      found.push({ bssid: bssid.toLowerCase(), ssid: '', rssiDbm: undefined, quality: 'measured', freqMhz: undefined });
    else if (last) readLine(last, line);
  }
  return found;
}
