// The preload against a stand-in: one frozen object, and the port handed on only to our own page's listener.
import { EventEmitter } from 'node:events';
import { afterEach, expect, it, vi } from 'vitest';

const ipcRenderer = Object.assign(new EventEmitter(), { send: vi.fn() });
const exposeInMainWorld = vi.fn();
vi.mock('electron', () => ({ contextBridge: { exposeInMainWorld }, ipcRenderer }));

afterEach(() => vi.unstubAllGlobals());

it('exposes one frozen object, asks for the port once loaded and hands it to the page', async () => {
  const page = Object.assign(new EventTarget(), { postMessage: vi.fn(), location: { origin: 'app://groma' } });
  vi.stubGlobal('window', page);
  await import('./preload.ts');
  const [name, bridge] = exposeInMainWorld.mock.calls[0] ?? [];
  expect(name).toBe('groma');
  expect(bridge).toEqual({ version: 1, shell: 'electron' });
  expect(Object.isFrozen(bridge)).toBe(true);
  expect(ipcRenderer.send).not.toHaveBeenCalled();
  page.dispatchEvent(new Event('load'));
  expect(ipcRenderer.send).toHaveBeenCalledWith('groma:ready');
  const port = {};
  ipcRenderer.emit('groma:port', { ports: [port] });
  expect(page.postMessage).toHaveBeenCalledWith('groma:port', 'app://groma', [port]);
  ipcRenderer.emit('groma:port', { ports: [{}] });
  page.dispatchEvent(new Event('load'));
  expect(page.postMessage).toHaveBeenCalledOnce();
  expect(ipcRenderer.send).toHaveBeenCalledOnce();
});
