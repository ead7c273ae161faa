// The built browser shell and a browser to look at it, for the items that measure what a person sees.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import type { findChromium } from '../scripts/chromium.mjs';

const root = join(import.meta.dirname, '..', '..');

export function startShell(home: string): { child: ChildProcess; url: Promise<string> } {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'dist/main/browser.js'], {
    cwd: root,
    env: { ...process.env, GROMA_HOME: home, GROMA_NO_OPEN: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (data: Buffer) => {
      text += data.toString();
      const found = /http:\/\/\S+/.exec(text)?.[0];
      if (found) resolve(found);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the browser shell ended with ${code}; is it built?`)));
  });
  return { child, url };
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

export function startBrowser(
  found: Awaited<ReturnType<typeof findChromium>>,
  more: readonly string[] = [],
): Promise<Browser> {
  const env = Object.fromEntries(
    Object.entries(found.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  return chromium.launch({ executablePath: found.path, args: [...found.args, ...more], env });
}
