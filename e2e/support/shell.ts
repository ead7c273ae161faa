// The built browser shell as its own process, with a data folder of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');
const startWaitMs = 60_000;

export class Shell {
  readonly home: string;
  /** The folder that the file dialogs begin in. */
  readonly documents: string;
  url = '';
  #process: ChildProcess | undefined;

  constructor(home = mkdtempSync(join(tmpdir(), 'groma-e2e-'))) {
    this.home = home;
    this.documents = join(home, 'documents');
    mkdirSync(this.documents, { recursive: true });
  }

  async start(parameters: readonly string[] = []): Promise<void> {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', 'dist/main/browser.js', ...parameters],
      {
        cwd: root,
        env: {
          ...process.env,
          GROMA_HOME: join(this.home, 'data'),
          XDG_DOCUMENTS_DIR: this.documents,
          GROMA_NO_OPEN: '1',
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    this.#process = child;
    this.url = await new Promise<string>((resolve, reject) => {
      let text = '';
      const timer = setTimeout(() => reject(new Error(`no launch URL: ${text}`)), startWaitMs);
      child.stdout?.on('data', (data: Buffer) => {
        text += data.toString();
        const url = /http:\/\/\S+/.exec(text)?.[0];
        if (!url) return;
        clearTimeout(timer);
        resolve(url);
      });
      child.once('exit', (code) => reject(new Error(`the shell ended with ${code}: ${text}`)));
    });
  }

  /** SIGKILL: what a crash, a power cut or a pulled battery does. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  }

  async close(): Promise<void> {
    await this.kill('SIGTERM');
    rmSync(this.home, { recursive: true, force: true });
  }
}
