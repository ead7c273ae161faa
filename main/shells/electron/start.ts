// Groma under Electron: one instance, the core in its own process, windows in front of it.
import { join } from 'node:path';
import { CoreLink } from './core-link.ts';
import { type ElectronParts, type FromCore, pageScheme } from './electron-parts.ts';
import { menuTemplate } from './menu.ts';
import { servePage } from './page-protocol.ts';
import { guardSession, Windows } from './windows.ts';

export interface StartOptions {
  /** dist/, with main/, preload/ and renderer/ in it. */
  readonly folder: string;
  readonly arguments: readonly string[];
  readonly platform: NodeJS.Platform;
  readonly now: () => number;
}

const siteFilters = [{ name: 'Groma sites', extensions: ['groma'] }];

async function askDialog(
  { dialog }: ElectronParts,
  { purpose, suggestedName }: Extract<FromCore, { type: 'askDialog' }>,
): Promise<string | undefined> {
  if (purpose === 'create') {
    const { filePath } = await dialog.showSaveDialog({
      filters: siteFilters,
      ...(suggestedName ? { defaultPath: suggestedName } : {}),
    });
    return filePath || undefined;
  }
  const { filePaths } = await dialog.showOpenDialog({ filters: siteFilters, properties: ['openFile'] });
  return filePaths[0];
}

/** Resolves once the first window is open; undefined when another instance is running and has been shown instead. */
export async function startElectron(electron: ElectronParts, options: StartOptions): Promise<Windows | undefined> {
  const { app, Menu, protocol, session } = electron;
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
      isStopped = true;
      app.quit();
    });
  });
  windows.open(options.arguments.includes('--lab') ? '#practice' : '');
  return windows;
}
