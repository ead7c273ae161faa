// Wi-Fi on Windows: the WLAN API itself, in dBm; netsh where it cannot be loaded.
import type { Preflight } from '../../ports/reading-source.ts';
import { runTool } from '../run-tool.ts';
import { problems, ready, unknownProblem } from '../sources/problems.ts';
import type { HeardNetwork } from './listings/listing.ts';
import { readNetsh } from './listings/netsh.ts';
import { lost, type WifiScanner } from './wifi-source.ts';
import type { WlanApi } from './wlan-api.ts';

const accessDenied = 5;
const serviceNotActive = 1062;

const netshWords = ['wlan', 'show', 'networks', 'mode=bssid'];

export class WindowsWifi implements WifiScanner {
  readonly interfaceName = 'wlan';
  readonly #loadApi: () => Promise<WlanApi>;
  #api: WlanApi | undefined;

  constructor(loadApi: () => Promise<WlanApi>) {
    this.#loadApi = loadApi;
  }

  async #open(): Promise<WlanApi | undefined> {
    try {
      this.#api ??= await this.#loadApi();
    } catch {
      // Not this Windows: netsh is everywhere.
    }
    return this.#api;
  }

  async preflight(): Promise<Preflight> {
    const api = await this.#open();
    if (api) {
      const { code, interfaces } = await api.interfaces();
      if (code === serviceNotActive) return problems.noWlanService;
      if (code !== 0) return unknownProblem(`The WLAN API answers with error ${code}.`);
      if (interfaces.length === 0) return problems.noWifi;
      const { code: listed } = await api.list(interfaces[0] ?? new Uint8Array());
      return listed === accessDenied ? problems.noLocation : ready;
    }
    const listing = await runTool('netsh', netshWords);
    if (listing.kind === 'missing') return problems.noWifi;
    if (listing.kind === 'text') return ready;
    return /wlansvc/i.test(listing.text) ? problems.noWlanService : unknownProblem(listing.text);
  }

  async scan(signal: AbortSignal): Promise<readonly HeardNetwork[]> {
    const api = await this.#open();
    if (!api) {
      const listing = await runTool('netsh', netshWords, { signal });
      if (listing.kind === 'text') return readNetsh(listing.text);
      throw lost('Wi-Fi', listing.kind === 'missing' ? 'netsh is not there' : listing.text);
    }
    const { interfaces } = await api.interfaces();
    const all: HeardNetwork[] = [];
    for (const each of interfaces) {
      await api.scan(each, signal);
      const { code, networks } = await api.list(each);
      if (code === accessDenied) throw lost('Wi-Fi', problems.noLocation.problem);
      if (code !== 0) throw lost('Wi-Fi', `the WLAN API answers with error ${code}`);
      all.push(...networks);
    }
    if (interfaces.length === 0) throw lost('Wi-Fi', 'the adapter is gone');
    return all;
  }
}
