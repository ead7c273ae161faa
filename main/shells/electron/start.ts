// Groma under Electron: one instance, the core in its own process, windows in front of it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenDialogOptions, SaveDialogOptions } from 'electron';
import { CoreLink } from './core-link.ts';
import { type ElectronParts, type FromCore, pageScheme } from './electron-parts.ts';
import { menuTemplate } from './menu.ts';
import { servePage } from './page-protocol.ts';
import { guardSession, Windows } from './windows.ts';

export interface StartOptions {
  /** dist/, with main/, preload/ and renderer/ in it. */
  readonly folder: string;
  /** Groma's own folder, see data-folder.ts; the page's storage lies in it. */
  readonly data: string;
  readonly arguments: readonly string[];
  readonly platform: NodeJS.Platform;
  readonly now: () => number;
}

const siteFilters = [{ name: 'Groma sites', extensions: ['groma'] }];

async function askDialog(
  { BrowserWindow, dialog }: ElectronParts,
  { purpose, suggestedName }: Extract<FromCore, { type: 'askDialog' }>,
): Promise<string | undefined> {
  // In front of the window that the person is in, who cannot lose it behind that window.
  const window = BrowserWindow.getFocusedWindow();
  if (purpose === 'create') {
    const options: SaveDialogOptions = {
      filters: siteFilters,
      ...(suggestedName ? { defaultPath: suggestedName } : {}),
    };
    const { filePath } = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
    return filePath || undefined;
  }
  const options: OpenDialogOptions = { filters: siteFilters, properties: ['openFile'] };
  const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
  return filePaths[0];
}

/** One place for what is Groma's own, and one running instance for each such place. */
function keepWithData(app: ElectronParts['app'], data: string): void {
  const folder = join(data, 'window');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    app.setPath('userData', folder);
  } catch {
    // The core needs the same folder and tells every window what is wrong with it.
  }
}

/** Resolves once the first window is open; undefined when another instance is running and has been shown instead. */
export async function startElectron(electron: ElectronParts, options: StartOptions): Promise<Windows | undefined> {
  const { app, Menu, protocol, session } = electron;
  keepWithData(app, options.data);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return undefined;
  }
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  const core = new CoreLink({
    electron,
    file: join(options.folder, 'main', 'core.js'),
    sourcesFile: join(options.folder, 'main', 'workers', 'sources.js'),
    now: options.now,
    askDialog: (question) => askDialog(electron, question),
  });
  await app.whenReady();
  servePage(session.defaultSession, join(options.folder, 'renderer'));
  guardSession(session.defaultSession);
  const windows = new Windows(electron, core, options.folder);
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate({
        isMac: options.platform === 'darwin',
        isPackaged: app.isPackaged,
        newWindow: () => windows.open(),
      }),
    ),
  );

  app.on('second-instance', () => windows.show());
  app.on('activate', () => windows.show());
  app.on('window-all-closed', () => {
    if (options.platform !== 'darwin') app.quit();
  });
  let isStopped = false;
  app.on('will-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    void core.stop().finally(() => {
      // Asked to quit twice, it quits once.
      if (isStopped) return;
      isStopped = true;
      app.quit();
    });
  });
  windows.open(options.arguments.includes('--lab') ? '#practice' : '');
  return windows;
}
