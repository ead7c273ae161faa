// Wi-Fi on macOS: Groma's own companion program, which may know names and scans anew (build/corewlan/); without it what the system's
// profiler tells, which on newer systems has no BSSIDs.
import { existsSync } from 'node:fs';
import * as z from 'zod';
import type { Preflight } from '../../ports/reading-source.ts';
import { runTool } from '../run-tool.ts';
import { problems, ready, unknownProblem } from '../sources/problems.ts';
import { readAirport } from './listings/airport.ts';
import { type HeardNetwork, mhzOfChannel, usableDbm } from './listings/listing.ts';
import { readSystemProfiler } from './listings/system-profiler.ts';
import { lost, type WifiScanner } from './wifi-source.ts';

/** One line of the companion: a whole scan. */
const CompanionScan = z.looseObject({
  state: z.enum(['ok', 'off', 'unauthorized', 'noAdapter']),
  networks: z
    .array(
      z.looseObject({
        bssid: z.string().nullish(),
        ssid: z.string().nullish(),
        rssi: z.number(),
        noise: z.number().optional(),
        channel: z.number(),
        band: z.enum(['2.4', '5', '6']),
        width: z.number().optional(),
      }),
    )
    .catch([]),
});
type CompanionScan = z.infer<typeof CompanionScan>;

export function readCompanion(text: string): CompanionScan | undefined {
  try {
    return CompanionScan.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

export const networksOf = ({ networks }: CompanionScan): HeardNetwork[] =>
  networks.map(({ bssid, ssid, rssi, noise, channel, band, width }) => ({
    bssid: bssid?.toLowerCase(),
    ssid: ssid ?? '',
    rssiDbm: usableDbm(rssi),
    quality: 'measured',
    freqMhz: mhzOfChannel(channel, band),
    ...(width === undefined ? {} : { widthMhz: width }),
    ...(usableDbm(noise) === undefined ? {} : { noiseDbm: noise }),
  }));

const profilerWords = ['SPAirPortDataType', '-json'];
const airport = '/System/Library/PrivateFrameworks/Apple80211.framework/Versions/Current/Resources/airport';

export class MacWifi implements WifiScanner {
  readonly interfaceName = 'en0';
  readonly #companion: string | undefined;

  /** @param companion path of Groma's own program, where it was built */
  constructor(companion: string | undefined) {
    this.#companion = companion !== undefined && existsSync(companion) ? companion : undefined;
  }

  async preflight(): Promise<Preflight> {
    if (this.#companion) {
      const state = await runTool(this.#companion, ['--state']);
      const told = state.kind === 'text' ? readCompanion(state.text) : undefined;
      if (!told) return unknownProblem(state.kind === 'failed' ? state.text : '');
      const found = { ok: ready, off: problems.wifiOff, unauthorized: problems.noLocation, noAdapter: problems.noWifi };
      return found[told.state];
    }
    const listing = await runTool('system_profiler', profilerWords);
    const airPort = listing.kind === 'text' ? readSystemProfiler(listing.text) : undefined;
    if (!airPort) return unknownProblem(listing.kind === 'failed' ? listing.text : '');
    if (airPort.isOff) return problems.wifiOff;
    return airPort.networks.length > 0 && airPort.networks.every(({ bssid }) => bssid === undefined)
      ? problems.noLocation
      : ready;
  }

  async scan(signal: AbortSignal): Promise<readonly HeardNetwork[]> {
    if (this.#companion) {
      const told = readCompanion(await this.#text(this.#companion, ['--scan'], signal));
      if (told?.state !== 'ok') throw lost('Wi-Fi', told?.state ?? 'its answer cannot be read');
      return networksOf(told);
    }
    if (existsSync(airport)) return readAirport(await this.#text(airport, ['-s'], signal));
    return readSystemProfiler(await this.#text('system_profiler', profilerWords, signal))?.networks ?? [];
  }

  async #text(command: string, words: readonly string[], signal: AbortSignal): Promise<string> {
    const result = await runTool(command, words, { signal, timeoutMs: 30_000 });
    if (result.kind === 'text') return result.text;
    throw lost('Wi-Fi', result.kind === 'missing' ? `${command} is not there` : result.text);
  }
}
