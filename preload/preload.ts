// Between the page and Electron: one frozen object, and the port to the core, handed on once the page listens for it.
import { contextBridge, ipcRenderer } from 'electron';

/** The page's listener is there by then: its module has run before `load`. */
const portMessage = 'groma:port';

contextBridge.exposeInMainWorld('groma', Object.freeze({ version: 1, shell: 'electron' }));
ipcRenderer.once(portMessage, (event) => window.postMessage(portMessage, window.location.origin, event.ports));
window.addEventListener('load', () => ipcRenderer.send('groma:ready'), { once: true });
