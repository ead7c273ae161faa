// The part of Electron's API that this shell uses. Named once, so that a stand-in with real message channels can be tested
// against the same types.
import type * as electron from 'electron';

export type ElectronParts = Pick<
  typeof electron,
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'MessageChannelMain'
  | 'protocol'
  | 'session'
  | 'shell'
  | 'utilityProcess'
>;

/** The page's own scheme: a real origin, so that the content policy and storage work as on the web. */
export const pageScheme = 'app';
export const pageOrigin = `${pageScheme}://groma`;

/** Window messages, in both directions. */
export const windowMessages = { ready: 'groma:ready', port: 'groma:port' } as const;

/** What the main process and the core say to each other beside the contract. */
export type ToCore =
  | { readonly type: 'connect' }
  | { readonly type: 'dialogAnswer'; readonly id: number; readonly path?: string }
  /** Comes with a port to the process of the radios. */
  | { readonly type: 'sources' }
  | { readonly type: 'stop' };
export type FromCore =
  | {
      readonly type: 'askDialog';
      readonly id: number;
      readonly purpose: 'open' | 'create';
      readonly suggestedName?: string | undefined;
    }
  | { readonly type: 'startSources' }
  | { readonly type: 'stopped' };
