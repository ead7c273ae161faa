// The serial ports of this machine, through serialport: loaded only when somebody looks for receivers.
import { once } from 'node:events';
import type { OpenPort } from './serial-source.ts';

export interface PortInfo {
  readonly path: string;
  readonly manufacturer?: string | undefined;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
}

/** Never throws: without ports, or where the system does not tell, there are none. */
export async function listPorts(): Promise<readonly PortInfo[]> {
  try {
    const { SerialPort } = await import('serialport');
    return await SerialPort.list();
  } catch {
    return [];
  }
}

/** Opens a port for itself alone. @throws Error of the system */
export async function openPort(path: string, baudRate: number): Promise<OpenPort> {
  const { SerialPort } = await import('serialport');
  const port = new SerialPort({ path, baudRate, autoOpen: false, lock: true });
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
  return {
    on: (event: 'data' | 'close' | 'error', listener: (value: never) => void) => port.on(event, listener as never),
    close: async () => {
      if (!port.isOpen) return;
      const closed = once(port, 'close');
      port.close();
      await closed;
    },
  };
}
