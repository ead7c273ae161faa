// The Electron shell against a stand-in: windows, ports, the core behind them, doors that stay shut.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MessagePortMain } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Client, createClient } from '../../../shared/rpc/client.ts';
import { emitterPortChannel } from '../../../shared/rpc/port-channel.ts';
import { runCoreProcess } from './core-process.ts';
import { startElectron } from './start.ts';
import {
  type ProcessBody,
  type StandIn,
  StandInContents,
  type StandInFrame,
  StandInWindow,
  standIn,
} from './testing/stand-in.ts';

let folder: string;
let clients: Client[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groma-electron-'));
  mkdirSync(join(folder, 'renderer'));
  writeFileSync(join(folder, 'renderer', 'index.html'), '<!doctype html><title>Groma</title>');
  writeFileSync(join(folder, 'secret.txt'), 'not for pages');
  vi.stubEnv('GROMA_HOME', join(folder, 'home'));
  vi.stubEnv('GROMA_LOG', 'silent');
});
afterEach(() => {
  for (const client of clients) client.close();
  clients = [];
  vi.useRealTimers();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const realCore: ProcessBody = (parentPort) => runCoreProcess(parentPort as never);
const start = (electron: StandIn, words: string[] = []) =>
  startElectron(electron.electron, {
    folder,
    data: join(folder, 'home'),
    arguments: words,
    platform: 'linux',
    now: () => Date.now(),
  });

/** The page has loaded and asks for its port, as the preload does. */
function pageIsReady(electron: StandIn, contents: StandInContents, frame: StandInFrame = contents.mainFrame): void {
  electron.ipcMain.emit('groma:ready', { sender: contents, senderFrame: frame });
}
function connect(contents: StandInContents): Client {
  const port = contents.received.at(-1) as MessagePortMain | undefined;
  if (!port) throw new Error('the page was given no port');
  const client = createClient(emitterPortChannel(port));
  clients.push(client);
  return client;
}
/** The first page, with its port in hand. */
async function pageOf(electron: StandIn): Promise<StandInContents> {
  const contents = await firstWindow(electron);
  pageIsReady(electron, contents);
  return contents;
}
async function firstWindow(electron: StandIn): Promise<StandInContents> {
  await start(electron);
  const [window] = StandInWindow.all;
  if (!window) throw new Error('no window');
  return window.webContents;
}

describe('the radios', () => {
  it('run in a process of their own that the main process starts for the core, and the core hears of its end', async () => {
    const found = { state: 'poweredOff', problem: 'It is off.', action: 'Switch it on.' } as const;
    let served: MessagePortMain | undefined;
    const electron = standIn((parentPort, exit, file) => {
      if (!file.endsWith('sources.js')) return realCore(parentPort, exit, file);
      parentPort.on('message', ({ ports: [port] }) => {
        served = port;
        port?.on('message', ({ data: { id } }) =>
          port.postMessage({ type: 'listed', id, sources: [{ id: 'x', kind: 'wifi', name: 'X', found }] }),
        );
        port?.start();
      });
    });
    const client = connect(await pageOf(electron));
    const { siteId } = await client.call('site.createSite', { file: join(folder, 'a.groma'), name: 'A' });
    expect(electron.forked).toHaveLength(1);
    const list = () => client.call('survey.listSources', { siteId });
    expect((await list()).sources).toEqual([{ id: 'x', kind: 'wifi', name: 'X', knowsPlace: false, ...found }]);
    await list();
    expect(electron.forked.map((file) => file.split(/[\\/]/).at(-1))).toEqual(['core.js', 'sources.js']);
    served?.close();
    await vi.waitFor(async () => {
      await list();
      expect(electron.forked).toHaveLength(3);
    });
  });
});

describe('a window', () => {
  it('is given a port behind which the core answers', async () => {
    const electron = standIn(realCore);
    const contents = await firstWindow(electron);
    pageIsReady(electron, contents);
    const client = connect(contents);
    expect(await client.call('settings.getAppInfo', {})).toMatchObject({ shell: 'electron', hasDialogs: true });
    expect(electron.forked).toEqual([join(folder, 'main', 'core.js')]);
  });

  it('shares one core with a second window', async () => {
    const electron = standIn(realCore);
    const contents = await firstWindow(electron);
    pageIsReady(electron, contents);
    pageIsReady(electron, contents);
    expect(contents.received).toHaveLength(2);
    expect(electron.forked).toHaveLength(1);
  });

  it('is sandboxed, isolated and without Node', async () => {
    const electron = standIn(realCore);
    await start(electron, ['--lab']);
    const [window] = StandInWindow.all;
    expect(window?.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    });
    expect(window?.webContents.url).toBe('app://groma/#practice');
  });
});

describe('the doors', () => {
  it('give no port to a frame inside the page, nor to a foreign page', async () => {
    const electron = standIn(realCore);
    const contents = await firstWindow(electron);
    pageIsReady(electron, contents, { url: 'app://groma/', parent: contents.mainFrame });
    contents.mainFrame.url = 'https://example.com/';
    pageIsReady(electron, contents);
    contents.mainFrame.url = 'app://groma.example.com/';
    pageIsReady(electron, contents);
    expect(contents.received).toEqual([]);
  });

  it('open no windows, and only secure links in the browser of the person', async () => {
    const electron = standIn(realCore);
    const contents = await firstWindow(electron);
    expect(contents.openHandler({ url: 'https://example.com/help' })).toEqual({ action: 'deny' });
    expect(contents.openHandler({ url: 'file:///etc/passwd' })).toEqual({ action: 'deny' });
    expect(electron.opened).toEqual(['https://example.com/help']);
  });

  it('do not let the page go anywhere else', async () => {
    const electron = standIn(realCore);
    const contents = await firstWindow(electron);
    const isStopped = (url: string) => {
      const event = { preventDefault: vi.fn(), url };
      contents.emit('will-frame-navigate', event);
      return event.preventDefault.mock.calls.length > 0;
    };
    expect(isStopped('https://example.com/')).toBe(true);
    expect(isStopped('app://other/')).toBe(true);
    expect(isStopped('file:///etc/passwd')).toBe(true);
    expect(isStopped('app://groma@example.com/')).toBe(true);
    expect(isStopped('app://groma/index.html')).toBe(false);
  });

  it('grant the clipboard to our page and nothing else to anyone', async () => {
    const electron = standIn(realCore);
    const contents = await firstWindow(electron);
    expect(electron.permission(contents, 'clipboard-sanitized-write')).toBe(true);
    for (const name of ['media', 'geolocation', 'notifications', 'clipboard-read', 'usb'])
      expect(electron.permission(contents, name)).toBe(false);
    const foreign = new StandInContents();
    foreign.url = 'https://example.com/';
    expect(electron.permission(foreign, 'clipboard-sanitized-write')).toBe(false);
    // Chromium asks a second way, by origin, with and without the last slash.
    for (const origin of ['app://groma', 'app://groma/'])
      expect(electron.check('clipboard-sanitized-write', origin)).toBe(true);
    for (const origin of ['https://example.com', 'app://groma.example.com', ''])
      expect(electron.check('clipboard-sanitized-write', origin)).toBe(false);
    expect(electron.check('serial', 'app://groma')).toBe(false);
  });

  it('take in no other page by a webview', async () => {
    const electron = standIn(realCore);
    const contents = await firstWindow(electron);
    const event = { preventDefault: vi.fn() };
    contents.emit('will-attach-webview', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });

  it('serve the built page with its content policy, and no other file', async () => {
    const electron = standIn(realCore);
    await start(electron);
    const page = await electron.page('app://groma/');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await page.text()).toContain('Groma');
    for (const path of [
      'app://groma/../secret.txt',
      'app://groma/%2e%2e/secret.txt',
      'app://groma/..%2fsecret.txt',
      'app://other/index.html',
    ])
      expect((await electron.page(path)).status, path).toBe(404);
  });
});

describe('the core', () => {
  it('asks the main process for dialogs', async () => {
    const electron = standIn(realCore);
    const contents = await firstWindow(electron);
    pageIsReady(electron, contents);
    const client = connect(contents);
    electron.dialogAnswer = '/sites/harbour.groma';
    expect(await client.call('files.chooseSiteFile', { purpose: 'open' })).toEqual({ path: '/sites/harbour.groma' });
    expect(await client.call('files.chooseSiteFile', { purpose: 'create', suggestedName: 'x.groma' })).toEqual({
      path: '/sites/harbour.groma',
    });
    electron.dialogAnswer = undefined;
    expect(await client.call('files.chooseSiteFile', { purpose: 'open' })).toEqual({});
    const filters = [{ name: 'Groma sites', extensions: ['groma'] }];
    expect(electron.dialogs).toEqual([
      [{ filters, properties: ['openFile'] }],
      [{ filters, defaultPath: 'x.groma' }],
      [{ filters, properties: ['openFile'] }],
    ]);
  });

  it("shows a dialog in front of the person's window", async () => {
    const electron = standIn(realCore);
    const contents = await firstWindow(electron);
    pageIsReady(electron, contents);
    const [window] = StandInWindow.all;
    window?.focus();
    await connect(contents).call('files.chooseSiteFile', { purpose: 'create' });
    expect(electron.dialogs[0]?.[0]).toBe(window);
  });

  it('that cannot start tells every window why', async () => {
    writeFileSync(join(folder, 'home'), 'a file where the data folder should be');
    const electron = standIn(realCore);
    const contents = await firstWindow(electron);
    pageIsReady(electron, contents);
    await expect(connect(contents).call('settings.getAppInfo', {})).rejects.toMatchObject({
      code: 'core_unavailable',
      message: expect.stringContaining(join(folder, 'home')),
    });
  });

  it('that dies again and again is not started for ever', async () => {
    const electron = standIn((_parentPort, exit) => exit(11));
    const contents = await firstWindow(electron);
    for (let death = 0; death < 3; death++) {
      pageIsReady(electron, contents);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    pageIsReady(electron, contents);
    expect(electron.forked).toHaveLength(3);
    await expect(connect(contents).call('settings.getAppInfo', {})).rejects.toThrow(/code 11/);
  });

  it('that died is started again for the next page', async () => {
    let starts = 0;
    const electron = standIn((parentPort, exit) => {
      if (starts++ === 0) setImmediate(() => exit(9));
      else realCore(parentPort, exit, 'core.js');
    });
    const contents = await firstWindow(electron);
    pageIsReady(electron, contents);
    await vi.waitFor(() => expect(electron.processes[0]?.listenerCount('error')).toBe(1));
    // Unheard, this would end the main process.
    expect(electron.processes[0]?.emit('error', 'FatalError', 'heap', '{}')).toBe(true);
    await new Promise((resolve) => electron.processes[0]?.once('exit', resolve));
    pageIsReady(electron, contents);
    expect(await connect(contents).call('settings.getAppInfo', {})).toMatchObject({ shell: 'electron' });
  });

  it('that does not stop is ended after a while', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const electron = standIn(() => undefined);
    const contents = await firstWindow(electron);
    pageIsReady(electron, contents);
    const quit = () => electron.app.emit('will-quit', { preventDefault: vi.fn() });
    quit();
    quit();
    await vi.advanceTimersByTimeAsync(9_000);
    expect(electron.app.quits).toBe(0);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(electron.processes[0]?.isKilled).toBe(true);
    expect(electron.app.quits).toBe(1);
  });

  it('is waited for when the program quits', async () => {
    const electron = standIn(realCore);
    const contents = await firstWindow(electron);
    pageIsReady(electron, contents);
    const client = connect(contents);
    await client.call('site.createSite', { file: join(folder, 'quit.groma'), name: 'Quit' });
    const event = { preventDefault: vi.fn() };
    electron.app.emit('will-quit', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(electron.app.quits).toBe(1));
    const again = { preventDefault: vi.fn() };
    electron.app.emit('will-quit', again);
    expect(again.preventDefault).not.toHaveBeenCalled();
  });
});

describe('the program', () => {
  it('is there once: a second start shows the first window', async () => {
    const electron = standIn(realCore);
    await start(electron);
    electron.app.emit('second-instance');
    expect(StandInWindow.all).toHaveLength(1);
    expect(StandInWindow.all[0]?.isFocused).toBe(true);
    expect(electron.app.paths['userData']).toBe(join(folder, 'home', 'window'));
    const second = standIn(realCore);
    second.app.hasLock = false;
    expect(await start(second)).toBeUndefined();
    expect(second.app.quits).toBe(1);
    expect(StandInWindow.all).toEqual([]);
    expect(second.forked).toEqual([]);
  });

  it('ends with its last window, without having started a core for nothing', async () => {
    const electron = standIn(realCore);
    await start(electron);
    electron.app.emit('window-all-closed');
    expect(electron.app.quits).toBe(1);
    electron.app.emit('will-quit', { preventDefault: vi.fn() });
    await vi.waitFor(() => expect(electron.app.quits).toBe(2));
    expect(electron.forked).toEqual([]);
  });
});
