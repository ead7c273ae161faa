// The practice radios for other programs: one JSON object a line for each scan, over a loopback connection.
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { PracticeWorld } from '../main/ports/practice-world.ts';
import type { LiveScan } from '../main/ports/reading-source.ts';

export interface ServedRadios {
  readonly url: string;
  close(): Promise<void>;
}

function line(scan: LiveScan): string {
  return `${JSON.stringify({
    time: new Date(scan.timeMs).toISOString(),
    x_m: scan.xM,
    y_m: scan.yM,
    device: scan.device,
    radios: scan.radios.map((radio) => ({
      radio: radio.key,
      kind: radio.kind,
      name: radio.name,
      rssi_dbm: radio.rssiDbm,
      freq_mhz: radio.freqMhz,
    })),
  })}\n`;
}

/** Each client gets a walk of its own, again and again until it leaves. */
async function walkFor(socket: Socket, world: PracticeWorld, level: number): Promise<void> {
  const controller = new AbortController();
  socket.on('close', () => controller.abort());
  socket.on('error', () => socket.destroy());
  while (!controller.signal.aborted) {
    for (const source of world.sources) {
      for await (const scan of source.scans({ level, speed: 1, signal: controller.signal })) socket.write(line(scan));
    }
  }
}

export async function serveRadios(
  world: PracticeWorld,
  options: { level: number; host: '127.0.0.1'; port: number },
): Promise<ServedRadios> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    void walkFor(socket, world, options.level);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `tcp://${options.host}:${port}`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
