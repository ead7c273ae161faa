// Wi-Fi on Linux: iw for signals in dBm with their ages; NetworkManager where iw is missing, or to ask for a scan without any right.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Preflight } from '../../ports/reading-source.ts';
import { runTool } from '../run-tool.ts';
import { problems, ready, unknownProblem } from '../sources/problems.ts';
import { readIw } from './listings/iw.ts';
import { readIwlist } from './listings/iwlist.ts';
import type { HeardNetwork } from './listings/listing.ts';
import { nmcliFields, readNmcli } from './listings/nmcli.ts';
import { lost, type WifiScanner } from './wifi-source.ts';

const systemNet = '/sys/class/net';

/** Names of the Wi-Fi adapters. @param net where the system lists its interfaces */
export function wifiInterfaces(net = systemNet): string[] {
  try {
    return readdirSync(net).filter(
      (name) => existsSync(join(net, name, 'phy80211')) || existsSync(join(net, name, 'wireless')),
    );
  } catch {
    return [];
  }
}

function isBlocked(net: string, name: string): boolean {
  const phy = join(net, name, 'phy80211');
  try {
    return readdirSync(phy)
      .filter((entry) => entry.startsWith('rfkill'))
      .some((entry) => ['soft', 'hard'].some((kind) => readFileSync(join(phy, entry, kind), 'utf8').trim() === '1'));
  } catch {
    return false;
  }
}

type Way = 'iw' | 'nmcli' | 'iwlist';

export class LinuxWifi implements WifiScanner {
  readonly interfaceName: string;
  readonly #net: string;
  #way: Way | undefined;
  /** A scan that was refused once is not asked for again. */
  #mayScan = true;
  #hasManager = true;

  constructor(interfaceName: string, net = systemNet) {
    this.interfaceName = interfaceName;
    this.#net = net;
  }

  async preflight(): Promise<Preflight> {
    if (!existsSync(join(this.#net, this.interfaceName))) return problems.noWifi;
    if (isBlocked(this.#net, this.interfaceName)) return problems.wifiOff;
    this.#way = await this.#findWay();
    if (this.#way === undefined) return problems.noWifiTool;
    if (this.#way !== 'nmcli') return ready;
    const state = await runTool('nmcli', ['-t', '-f', 'WIFI-HW,WIFI', 'radio']);
    if (state.kind === 'failed') return unknownProblem(state.text);
    return state.kind === 'text' && state.text.includes('disabled') ? problems.wifiOff : ready;
  }

  async #findWay(): Promise<Way | undefined> {
    if ((await runTool('iw', ['--version'])).kind !== 'missing') return 'iw';
    if ((await runTool('nmcli', ['--version'])).kind !== 'missing') return 'nmcli';
    return (await runTool('iwlist', ['--version'])).kind === 'missing' ? undefined : 'iwlist';
  }

  async scan(signal: AbortSignal): Promise<readonly HeardNetwork[]> {
    this.#way ??= await this.#findWay();
    if (this.#way === 'iw') return this.#byIw(signal);
    if (this.#way === 'nmcli') return readNmcli(await this.#text('nmcli', this.#nmcliWords('yes'), signal));
    if (this.#way === 'iwlist') return readIwlist(await this.#text('iwlist', [this.interfaceName, 'scan'], signal));
    throw lost(this.interfaceName, 'neither iw nor nmcli is installed');
  }

  /** A new scan needs a right; NetworkManager has it, and the kernel's results are everybody's. */
  async #byIw(signal: AbortSignal): Promise<readonly HeardNetwork[]> {
    if (this.#mayScan) {
      const made = await runTool('iw', ['dev', this.interfaceName, 'scan', '-u'], { signal });
      if (made.kind === 'text') return readIw(made.text);
      // Busy with another one (-16): what that finds is as good.
      const isBusy = made.kind === 'failed' && /busy|-16/i.test(made.text);
      if (made.kind === 'failed' && /no such device/i.test(made.text)) throw lost(this.interfaceName, made.text);
      this.#mayScan = isBusy;
    }
    if (!this.#mayScan && this.#hasManager) {
      const asked = await runTool('nmcli', this.#nmcliWords('yes'), { signal });
      this.#hasManager = asked.kind === 'text';
    }
    return readIw(await this.#text('iw', ['dev', this.interfaceName, 'scan', 'dump'], signal));
  }

  #nmcliWords(rescan: 'yes' | 'no'): string[] {
    const list = ['device', 'wifi', 'list', 'ifname', this.interfaceName, '--rescan', rescan];
    return ['-t', '-f', nmcliFields, ...list];
  }

  async #text(command: string, words: readonly string[], signal: AbortSignal): Promise<string> {
    const result = await runTool(command, words, { signal });
    if (result.kind === 'text') return result.text;
    throw lost(this.interfaceName, result.kind === 'missing' ? `${command} is not installed` : result.text);
  }
}
