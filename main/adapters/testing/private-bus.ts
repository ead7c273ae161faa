// For tests: a D-Bus of the test's own with a stand-in of a system service on it (python3-dbusmock), for real clients to ask.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Debian's own, which sees Debian's packages. */
const python = '/usr/bin/python3';

function canRun(command: string, ...words: string[]): boolean {
  try {
    execFileSync(command, words, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** What is missing for a private bus; undefined: nothing. */
export function busMissing(): string | undefined {
  if (!canRun('dbus-daemon', '--version')) return 'dbus';
  if (!canRun('busctl', '--version')) return 'systemd (busctl)';
  return existsSync(python) && canRun(python, '-c', 'import dbusmock') ? undefined : 'python3-dbusmock';
}

export interface PrivateBus {
  /** For DBUS_SYSTEM_BUS_ADDRESS. */
  readonly address: string;
  /** Calls the stand-in. @param words as busctl takes them: signature, then values */
  call(service: string, path: string, method: string, ...words: string[]): string;
  close(): void;
}

export async function startBus(template: 'networkmanager' | 'bluez5', name: string, root: string): Promise<PrivateBus> {
  const folder = mkdtempSync(join(tmpdir(), 'groma-bus-'));
  const address = `unix:path=${join(folder, 'bus')}`;
  const children: ChildProcess[] = [];
  const run = (command: string, ...words: string[]) =>
    children.push(
      spawn(command, words, { stdio: 'ignore', env: { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: address } }),
    );
  const close = () => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  const busctl = (...words: string[]): string =>
    execFileSync('busctl', [`--address=${address}`, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  run('dbus-daemon', '--session', '--nofork', '--nopidfile', `--address=${address}`);
  for (let tries = 0; !existsSync(join(folder, 'bus')) && tries < 50; tries++) await sleep(50);
  run(python, '-m', 'dbusmock', '--system', '--template', template);
  for (let tries = 0; ; tries++) {
    try {
      busctl('introspect', name, root);
      break;
    } catch (error) {
      if (tries > 60) {
        close();
        throw error;
      }
      await sleep(100);
    }
  }
  return {
    address,
    call: (service, path, method, ...words) => {
      const at = method.lastIndexOf('.');
      return busctl('call', service, path, method.slice(0, at), method.slice(at + 1), ...words);
    },
    close,
  };
}
