// The application menu: what every desktop program has. Groma's own commands are in the page, the same in both shells.
import type { MenuItemConstructorOptions } from 'electron';

export function menuTemplate(options: {
  readonly isMac: boolean;
  readonly isPackaged: boolean;
  newWindow(): void;
}): MenuItemConstructorOptions[] {
  const { isMac, isPackaged, newWindow } = options;
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [
        { label: 'New Window', accelerator: 'CmdOrCtrl+Shift+N', click: newWindow },
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(isPackaged ? [] : [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
  ];
}
