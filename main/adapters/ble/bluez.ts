// Bluetooth of Linux as its service tells it: which adapters there are and whether they are on. Asks over D-Bus, never touches a radio.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Preflight } from '../../ports/reading-source.ts';
import { problems, ready, unknownProblem } from '../sources/problems.ts';

const require = createRequire(import.meta.url);

interface DbusNext {
  systemBus(): {
    getProxyObject(name: string, path: string): Promise<{ getInterface(name: string): unknown }>;
    disconnect(): void;
    on(event: 'error', listener: (error: Error) => void): void;
  };
}

interface ObjectManager {
  GetManagedObjects(): Promise<Record<string, Record<string, Record<string, { readonly value: unknown }>>>>;
}

export interface BluezAdapter {
  /** `hci0` */
  readonly name: string;
  readonly isPowered: boolean;
}

const addressOfBus = (): string => process.env['DBUS_SYSTEM_BUS_ADDRESS'] ?? 'unix:path=/run/dbus/system_bus_socket';

/** Without a bus the library throws where nobody can catch it, so its socket is looked for first. */
function hasBus(): boolean {
  const path = /unix:path=([^,;]+)/.exec(addressOfBus())?.[1];
  return path === undefined || existsSync(path);
}

/** Undefined: the service does not answer. */
export async function bluezAdapters(): Promise<readonly BluezAdapter[] | undefined> {
  if (!hasBus()) return undefined;
  const { systemBus } = require('dbus-next') as DbusNext;
  const bus = systemBus();
  const broken = new Promise<undefined>((resolve) => bus.on('error', () => resolve(undefined)));
  try {
    const asked = async () => {
      const root = await bus.getProxyObject('org.bluez', '/');
      const manager = root.getInterface('org.freedesktop.DBus.ObjectManager') as ObjectManager;
      return manager.GetManagedObjects();
    };
    const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 3_000).unref());
    const objects = await Promise.race([asked(), broken, late]);
    return (
      objects &&
      Object.entries(objects).flatMap(([path, interfaces]) => {
        const adapter = interfaces['org.bluez.Adapter1'];
        return adapter ? [{ name: path.split('/').at(-1) ?? path, isPowered: adapter['Powered']?.value === true }] : [];
      })
    );
  } catch {
    return undefined;
  } finally {
    bus.disconnect();
  }
}

export async function checkBluez(name: string): Promise<Preflight> {
  const adapters = await bluezAdapters();
  if (!adapters) return problems.noBluez;
  const adapter = adapters.find((each) => each.name === name);
  if (!adapter) return problems.noBluetooth;
  return adapter.isPowered ? ready : problems.bluetoothOff;
}

/** Other systems tell nothing before the radio is asked to start. */
export async function checkBySystem(text: string | undefined): Promise<Preflight> {
  if (text === undefined) return unknownProblem('');
  return /controller_state"?\s*:\s*"?attrib_off/i.test(text) ? problems.bluetoothOff : ready;
}
