// A stand-in for the parts of Electron that this shell uses, for tests where its binary is not. Ports are real message channels of
// Node; the core's process is the real core in this process. What tests look at is recorded.
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { MessagePortMain } from 'electron';
import type { ElectronParts } from '../electron-parts.ts';

/** A real port with Electron's names. */
class StandInPort extends EventEmitter {
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.on('message', (data) => this.emit('message', { data, ports: [] }));
    port.on('close', () => this.emit('close'));
  }
  postMessage(message: unknown): void {
    this.#port.postMessage(message);
  }
  start(): void {
    this.#port.start();
  }
  close(): void {
    this.#port.close();
  }
}

export type ParentPortListener = (event: { data: unknown; ports: MessagePortMain[] }) => void;
/** What a forked process does with its end; returns what ends it. */
export type ProcessBody = (
  parentPort: { on(type: 'message', listener: ParentPortListener): void; postMessage(message: unknown): void },
  exit: (code: number) => void,
  file: string,
) => void;

export class StandInProcess extends EventEmitter {
  readonly #inbox = new EventEmitter();
  #isDead = false;
  isKilled = false;

  constructor(body: ProcessBody, file: string) {
    super();
    const exit = (code: number) => {
      if (this.#isDead) return;
      this.#isDead = true;
      setImmediate(() => this.emit('exit', code));
    };
    const parentPort = {
      on: (type: 'message', listener: ParentPortListener) => void this.#inbox.on(type, listener),
      postMessage: (message: unknown) => void setImmediate(() => this.emit('message', structuredClone(message))),
    };
    body(parentPort, exit, file);
  }
  postMessage(message: unknown, ports: MessagePortMain[] = []): void {
    setImmediate(() => this.#inbox.emit('message', { data: structuredClone(message), ports }));
  }
  kill(): boolean {
    this.isKilled = true;
    this.#isDead = true;
    return true;
  }
}

export interface StandInFrame {
  url: string;
  readonly parent: StandInFrame | null;
}

export class StandInContents extends EventEmitter {
  url = '';
  readonly mainFrame: StandInFrame = { url: '', parent: null };
  /** Ports that were handed to the page. */
  readonly received: MessagePortMain[] = [];
  openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });

  getURL(): string {
    return this.url;
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  postMessage(_channel: string, _message: unknown, ports: MessagePortMain[]): void {
    this.received.push(...ports);
  }
}

export class StandInWindow extends EventEmitter {
  static all: StandInWindow[] = [];
  static getAllWindows = (): StandInWindow[] => StandInWindow.all;
  static getFocusedWindow = (): StandInWindow | null => StandInWindow.all.find((window) => window.isFocused) ?? null;
  readonly webContents = new StandInContents();
  readonly options: { webPreferences?: Record<string, unknown> };
  isFocused = false;

  constructor(options: StandInWindow['options']) {
    super();
    this.options = options;
    StandInWindow.all.push(this);
  }
  async loadURL(url: string): Promise<void> {
    this.webContents.url = url;
    this.webContents.mainFrame.url = url;
  }
  show(): void {}
  restore(): void {}
  isMinimized = (): boolean => false;
  focus(): void {
    this.isFocused = true;
  }
}

type PermissionHandler = (contents: StandInContents, permission: string, answer: (isAllowed: boolean) => void) => void;
type CheckHandler = (contents: StandInContents | null, permission: string, origin: string) => boolean;
type PageHandler = (request: Request) => Promise<Response>;

export interface StandIn {
  readonly electron: ElectronParts;
  readonly app: EventEmitter & { quits: number; hasLock: boolean; readonly paths: Record<string, string> };
  readonly ipcMain: EventEmitter;
  readonly opened: string[];
  readonly menus: unknown[];
  readonly forked: string[];
  readonly processes: StandInProcess[];
  /** What each dialog was shown with: the window in front of it, if any, and its options. */
  readonly dialogs: (readonly unknown[])[];
  /** What the next dialog answers with. */
  dialogAnswer: string | undefined;
  permission(contents: StandInContents, permission: string): boolean;
  check(permission: string, origin: string): boolean;
  page(url: string): Promise<Response>;
}

export function standIn(body: ProcessBody): StandIn {
  StandInWindow.all = [];
  const app = Object.assign(new EventEmitter(), {
    quits: 0,
    hasLock: true,
    paths: {} as Record<string, string>,
    setPath: (name: string, path: string) => {
      app.paths[name] = path;
    },
    isPackaged: true,
    requestSingleInstanceLock: () => app.hasLock,
    whenReady: async () => undefined,
    quit: () => {
      app.quits++;
    },
  });
  const ipcMain = new EventEmitter();
  const opened: string[] = [];
  const menus: unknown[] = [];
  const forked: string[] = [];
  const processes: StandInProcess[] = [];
  const dialogs: (readonly unknown[])[] = [];
  let permissionHandler: PermissionHandler | undefined;
  let checkHandler: CheckHandler | undefined;
  let pageHandler: PageHandler | undefined;
  const result = {
    app,
    ipcMain,
    opened,
    menus,
    forked,
    processes,
    dialogs,
    dialogAnswer: undefined as string | undefined,
  };
  const parts = {
    app,
    ipcMain,
    BrowserWindow: StandInWindow,
    Menu: {
      buildFromTemplate: (template: unknown) => template,
      setApplicationMenu: (menu: unknown) => menus.push(menu),
    },
    MessageChannelMain: class {
      readonly port1: StandInPort;
      readonly port2: StandInPort;
      constructor() {
        const { port1, port2 } = new MessageChannel();
        this.port1 = new StandInPort(port1);
        this.port2 = new StandInPort(port2);
      }
    },
    dialog: {
      showSaveDialog: async (...shown: unknown[]) => {
        dialogs.push(shown);
        return { canceled: result.dialogAnswer === undefined, filePath: result.dialogAnswer ?? '' };
      },
      showOpenDialog: async (...shown: unknown[]) => {
        dialogs.push(shown);
        return {
          canceled: result.dialogAnswer === undefined,
          filePaths: result.dialogAnswer === undefined ? [] : [result.dialogAnswer],
        };
      },
    },
    protocol: { registerSchemesAsPrivileged: () => undefined },
    session: {
      defaultSession: {
        protocol: {
          handle: (_scheme: string, handler: PageHandler) => {
            pageHandler = handler;
          },
        },
        setPermissionRequestHandler: (handler: PermissionHandler) => {
          permissionHandler = handler;
        },
        setPermissionCheckHandler: (handler: CheckHandler) => {
          checkHandler = handler;
        },
        setDevicePermissionHandler: () => undefined,
      },
    },
    shell: { openExternal: async (url: string) => void opened.push(url) },
    utilityProcess: {
      fork: (file: string) => {
        forked.push(file);
        const process = new StandInProcess(body, file);
        processes.push(process);
        return process;
      },
    },
  };
  return Object.assign(result, {
    // The one place where the stand-in is taken for Electron: what it lacks, this shell does not use.
    electron: parts as unknown as ElectronParts,
    permission: (contents: StandInContents, permission: string) => {
      let answer = false;
      permissionHandler?.(contents, permission, (isAllowed) => {
        answer = isAllowed;
      });
      return answer;
    },
    check: (permission: string, origin: string) => checkHandler?.(null, permission, origin) ?? true,
    page: (url: string) => pageHandler?.(new Request(url)) ?? Promise.reject(new Error('no page handler')),
  });
}
