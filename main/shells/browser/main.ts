// The browser shell as a program: prints the URL, opens the default browser where there is a display.
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { isAppError } from '../../../shared/errors/app-error.ts';
import { runBrowserShell } from './run.ts';

function openBrowser(url: string): void {
  const hasDisplay = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  if (!hasDisplay || process.env['CI'] || process.env['GROMA_NO_OPEN']) return;
  const [command, ...parameters] =
    process.platform === 'win32'
      ? ['rundll32', 'url.dll,FileProtocolHandler', url]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', url];
  // Without a browser the printed URL is enough.
  spawn(command, parameters, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string' }, lab: { type: 'boolean', default: false } } });
  const shell = await runBrowserShell({ port: Number(values.port ?? 0), lab: values.lab });
  process.stdout.write(
    `Groma is running. Open this link in your browser:\n\n  ${shell.url}\n\nIt works once and only on this computer. End Groma with Ctrl C.\n`,
  );
  openBrowser(shell.url);
  let isClosing = false;
  const stop = () => {
    if (isClosing) process.exit(130);
    isClosing = true;
    void shell.close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${isAppError(error) ? `${error.message} ${error.step}` : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
});
