// Programs of the system, run for their text: with a limit on time and on what they may say, ended with their caller.
import { execFile } from 'node:child_process';

export type ToolResult =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly code: number | undefined; readonly text: string };

const maxBytes = 8 * 1024 * 1024;

/** Never throws, but when `signal` aborts. */
export function runTool(
  command: string,
  words: readonly string[],
  { signal, timeoutMs = 15_000 }: { signal?: AbortSignal; timeoutMs?: number } = {},
): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    execFile(
      command,
      [...words],
      {
        timeout: timeoutMs,
        maxBuffer: maxBytes,
        windowsHide: true,
        // Tools print for people; in one language, with points in numbers.
        env: { ...process.env, LC_ALL: 'C.UTF-8', LANG: 'C.UTF-8' },
        ...(signal ? { signal } : {}),
      },
      (error, stdout, stderr) => {
        if (!error) resolve({ kind: 'text', text: stdout });
        else if (signal?.aborted) reject(signal.reason);
        else if ((error as NodeJS.ErrnoException).code === 'ENOENT') resolve({ kind: 'missing' });
        else {
          const code = typeof error.code === 'number' ? error.code : undefined;
          resolve({ kind: 'failed', code, text: `${stderr || stdout || error.message}`.trim().slice(0, 500) });
        }
      },
    );
  });
}
