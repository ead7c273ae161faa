// Windows: locked down, each with one port to the core; nothing but Groma's own page is ever shown in them.
import { join } from 'node:path';
import type { BrowserWindow, IpcMainEvent, Session } from 'electron';
import type { CoreLink } from './core-link.ts';
import { type ElectronParts, pageOrigin, windowMessages } from './electron-parts.ts';

/** What the page may ask of the browser: writing the clipboard ("copy diagnostics"), nothing else. */
const allowedPermissions: readonly string[] = ['clipboard-sanitized-write'];

export const isOwnPage = (url: string): boolean => url === pageOrigin || url.startsWith(`${pageOrigin}/`);

export function guardSession(
  session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'>,
): void {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(isOwnPage(contents.getURL()) && allowedPermissions.includes(permission)),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => isOwnPage(origin) && allowedPermissions.includes(permission),
  );
  session.setDevicePermissionHandler(() => false);
}

export class Windows {
  readonly #electron: ElectronParts;
  readonly #core: CoreLink;
  readonly #folder: string;

  /** @param folder dist/, with preload/ and renderer/ in it */
  constructor(electron: ElectronParts, core: CoreLink, folder: string) {
    this.#electron = electron;
    this.#core = core;
    this.#folder = folder;
    electron.ipcMain.on(windowMessages.ready, (event) => this.#onReady(event));
  }

  open(hash = ''): BrowserWindow {
    const window = new this.#electron.BrowserWindow({
      width: 1440,
      height: 900,
      minWidth: 1024,
      minHeight: 700,
      show: false,
      backgroundColor: '#0d1013',
      autoHideMenuBar: true,
      webPreferences: {
        preload: join(this.#folder, 'preload', 'preload.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
      },
    });
    this.#guard(window);
    window.once('ready-to-show', () => window.show());
    void window.loadURL(`${pageOrigin}/${hash}`);
    return window;
  }

  /** Opens a window, or brings the one that is there to the front. */
  show(): void {
    const [window] = this.#electron.BrowserWindow.getAllWindows();
    if (!window) this.open();
    else {
      if (window.isMinimized()) window.restore();
      window.focus();
    }
  }

  #guard(window: BrowserWindow): void {
    const { webContents } = window;
    webContents.setWindowOpenHandler(({ url }) => {
      // Links to documentation belong into the person's own browser.
      if (url.startsWith('https://')) void this.#electron.shell.openExternal(url);
      return { action: 'deny' };
    });
    // The page itself and every frame in it.
    webContents.on('will-frame-navigate', (event) => {
      if (!isOwnPage(event.url)) event.preventDefault();
    });
    webContents.on('will-attach-webview', (event) => event.preventDefault());
  }

  /** A page that has loaded asks for its port; frames and foreign pages get none. */
  #onReady(event: IpcMainEvent): void {
    const { sender, senderFrame } = event;
    if (!senderFrame || senderFrame.parent !== null || !isOwnPage(senderFrame.url)) return;
    sender.postMessage(windowMessages.port, undefined, [this.#core.connect()]);
  }
}
