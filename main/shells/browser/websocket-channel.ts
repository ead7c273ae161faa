// A channel over a WebSocket of the server's side.
import type { WebSocket } from 'ws';
import { type Channel, ChannelListeners } from '../../../shared/rpc/channel.ts';
import { decodeFrame, encodeFrame } from '../../../shared/rpc/frame.ts';

/** With this much waiting to be sent, events are dropped rather than queued: the window fetches again. */
const congestedBytes = 4 * 1024 * 1024;

export function webSocketChannel(socket: WebSocket): Channel {
  const listeners = new ChannelListeners();
  socket.on('message', (data: Buffer, isBinary) => {
    try {
      listeners.deliver(decodeFrame(isBinary ? new Uint8Array(data) : data.toString('utf8')));
    } catch {
      // Not one of our frames: 1007, the data does not fit the type of the message.
      socket.close(1007);
    }
  });
  socket.on('close', () => listeners.close());
  socket.on('error', () => socket.terminate());
  return {
    onMessage: listeners.onMessage,
    onClose: listeners.onClose,
    send: (message) => {
      if (!listeners.isClosed) socket.send(encodeFrame(message));
    },
    close: () => {
      listeners.close();
      socket.close();
    },
    isCongested: () => socket.bufferedAmount > congestedBytes,
  };
}
