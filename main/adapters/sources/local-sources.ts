// Every receiver of this machine, as it is plugged in now. Runs in the sources' own process.
import { existsSync, readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Preflight, ReadingSource } from '../../ports/reading-source.ts';
import { bluezAdapters, checkBluez } from '../ble/bluez.ts';
import { loadNoble, NobleSource } from '../ble/noble-source.ts';
import { LinuxWifi, wifiInterfaces } from '../wifi/linux.ts';
import { MacWifi } from '../wifi/macos.ts';
import { type WifiScanner, WifiSource } from '../wifi/wifi-source.ts';
import { WindowsWifi } from '../wifi/windows.ts';
import { loadWlanApi } from '../wifi/wlan-api.ts';
import { problems, ready } from './problems.ts';
import { listPorts, openPort, type PortInfo } from './serial-ports.ts';
import { type SerialProtocol, SerialSource, serialProtocols } from './serial-source.ts';

export interface LocalOptions {
  readonly platform: NodeJS.Platform;
  /** `json:/dev/ttyACM0` and the like: receivers that the person named, with commas between. */
  readonly named: string | undefined;
  /** Path of the companion program on macOS. */
  readonly companion: string | undefined;
}

/** A place in the list for what this machine does not have, so that the person sees why. */
function absent(id: string, kind: string, name: string, found: Preflight): ReadingSource {
  return {
    id,
    kind,
    name,
    preflight: async () => found,
    scans: async function* () {},
  };
}

function wifiScanners({ platform, companion }: LocalOptions): WifiScanner[] {
  if (platform === 'linux') return wifiInterfaces().map((name) => new LinuxWifi(name));
  if (platform === 'darwin') return [new MacWifi(companion)];
  return platform === 'win32' ? [new WindowsWifi(loadWlanApi)] : [];
}

function wifi(options: LocalOptions, host: string): ReadingSource[] {
  const scanners = wifiScanners(options);
  return scanners.length > 0
    ? scanners.map((scanner) => new WifiSource(scanner, host))
    : [absent('wifi', 'wifi', 'Wi-Fi', problems.noWifi)];
}

const kernelAdapters = (): string[] =>
  existsSync('/sys/class/bluetooth') ? readdirSync('/sys/class/bluetooth').filter((name) => /^hci\d+$/.test(name)) : [];

async function linuxBluetooth(host: string): Promise<ReadingSource[]> {
  const known = (await bluezAdapters())?.map(({ name }) => name) ?? [];
  const names = [...new Set([...known, ...kernelAdapters()])];
  if (names.length === 0) return [absent('ble', 'ble', 'Bluetooth', problems.noBluetooth)];
  return names.map((name) => {
    const id = `ble:${name}`;
    const load = () => loadNoble('dbus', { adapter: name });
    return new NobleSource({
      id,
      name: `Bluetooth ${name}`,
      device: `${host} ${name}`,
      load,
      check: () => checkBluez(name),
    });
  });
}

async function bluetooth({ platform }: LocalOptions, host: string): Promise<ReadingSource[]> {
  if (platform === 'linux') return linuxBluetooth(host);
  if (platform !== 'darwin' && platform !== 'win32')
    return [
      absent('ble', 'ble', 'Bluetooth', {
        state: 'unsupportedOs',
        problem: 'Groma knows no Bluetooth on this system.',
        action: 'Plug in a scanner with a serial line.',
      }),
    ];
  // These systems say whether it is on only when it is asked to start; a walk tells it then.
  const check = async () => ready;
  return [
    new NobleSource({
      id: 'ble',
      name: 'Bluetooth',
      device: `${host} Bluetooth`,
      load: () => loadNoble('default'),
      check,
    }),
  ];
}

/** USB ids (vendor:product) of receivers that are known; anything else the person names. */
const knownReceivers: readonly (readonly [RegExp, SerialProtocol])[] = [
  [/^1915:522a$/i, 'nrf'],
  [/^1546:01a[4-9]$/i, 'nmea'],
  [/^067b:23a3$/i, 'nmea'],
];

function receiverOf({ path, vendorId, productId }: PortInfo): ReadingSource | undefined {
  const usb = `${vendorId ?? ''}:${productId ?? ''}`;
  const protocol = knownReceivers.find(([pattern]) => pattern.test(usb))?.[1];
  return protocol && new SerialSource(path, protocol, openPort);
}

/** `json:PATH`, `nrf:PATH`, `nmea:PATH`, or `hci:PATH` for a controller with HCI firmware; anything else is passed over. */
export function namedReceivers(named: string | undefined): ReadingSource[] {
  return (named ?? '').split(',').flatMap((each): ReadingSource[] => {
    const [, protocol, path] = /^(json|nrf|nmea|hci):(.+)$/.exec(each.trim()) ?? [];
    if (protocol === undefined || path === undefined) return [];
    if (protocol === 'hci') return [hciOverUart(path)];
    const serial = serialProtocols.find((known) => known === protocol);
    return serial ? [new SerialSource(path, serial, openPort)] : [];
  });
}

function hciOverUart(path: string): ReadingSource {
  const name = `Bluetooth dongle on ${path.split('/').at(-1)}`;
  const bindParams = { uart: { port: path, baudRate: 1_000_000 } };
  return new NobleSource({
    id: `hci:${path}`,
    name,
    device: name,
    load: () => loadNoble('hci', { hciDriver: 'uart', bindParams }),
    // The library says nothing of a port that is not there.
    check: async () => (process.platform === 'win32' || existsSync(path) ? ready : problems.portMissing),
  });
}

export async function localSources(options: LocalOptions): Promise<readonly ReadingSource[]> {
  const host = hostname();
  const [ble, ports] = await Promise.all([bluetooth(options, host), listPorts()]);
  const plugged = ports.flatMap((port) => receiverOf(port) ?? []);
  const all = [...wifi(options, host), ...ble, ...plugged, ...namedReceivers(options.named)];
  // A port that the person named is listed once.
  return [...new Map(all.map((source) => [source.id, source])).values()];
}
