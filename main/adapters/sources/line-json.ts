// Scanners on a serial line that tell each advertisement as one JSON object a line: {"t": ms, "addr": "aa:bb:…", "rssi": -60, "adv": hex}.
// Half a line at the start, garbage of a wrong baud rate, lines without end: passed over, and counted.
import * as z from 'zod';
import { bytesOfHex } from '../../../shared/capture/frame-bytes.ts';
import type { Report } from '../ble/report-batches.ts';

const maxLine = 2_000;
const Line = z.looseObject({
  t: z.number().optional(),
  addr: z.string().regex(/^([\da-f]{2}:){5}[\da-f]{2}$/i),
  rssi: z.number(),
  ch: z.number().optional(),
  adv: z.string().max(1_000),
  /** 1: an address that is made up. */
  rand: z.union([z.literal(0), z.literal(1), z.boolean()]).optional(),
});

export class LineJson {
  #rest = '';
  /** Of the scanner's own clock, which begins anywhere: the difference to ours. */
  #offsetMs: number | undefined;
  unreadable = 0;

  /** @param nowMs when the bytes came in */
  add(bytes: Uint8Array, nowMs: number): Report[] {
    const lines = (this.#rest + Buffer.from(bytes).toString('latin1')).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > maxLine) {
      this.unreadable++;
      this.#rest = '';
    }
    return lines.flatMap((line) => this.#read(line.trim(), nowMs) ?? []);
  }

  #read(line: string, nowMs: number): Report | undefined {
    if (line === '') return undefined;
    const { addr, rssi, adv, t, rand } = parse(line) ?? {};
    const payload = adv === undefined ? undefined : bytesOfHex(adv);
    if (addr === undefined || rssi === undefined || !payload) {
      this.unreadable++;
      return undefined;
    }
    return {
      timeMs: this.#timeOf(t, nowMs),
      address: addr.toLowerCase(),
      addressType: rand === 1 || rand === true ? 'random' : 'public',
      rssiDbm: rssi,
      payload,
    };
  }

  /** The smallest delay ever seen is the wire's; what comes later was measured earlier. A clock that jumps is set anew. */
  #timeOf(t: number | undefined, nowMs: number): number {
    if (t === undefined) return nowMs;
    const offset = nowMs - t;
    if (this.#offsetMs === undefined || offset < this.#offsetMs || offset - this.#offsetMs > 10_000)
      this.#offsetMs = offset;
    return Math.round(t + this.#offsetMs);
  }
}

function parse(line: string): z.infer<typeof Line> | undefined {
  try {
    return Line.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
