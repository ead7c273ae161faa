// Opens a site file: through the system's dialog where the shell has one, else by looking through folders.
import { useEffect, useRef, useState } from 'react';
import type { AppError } from '../../../shared/errors/app-error.ts';
import { asAppError, useCall, useClient } from '../../app/client.tsx';
import { useSiteActions } from '../../app/site-actions.ts';
import { Button } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { FolderBrowser } from './FolderBrowser.tsx';

export function OpenSiteDialog({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const { openFile } = useSiteActions();
  const { data: app } = useCall('settings.getAppInfo', {});
  const [folder, setFolder] = useState<string>();
  const [file, setFile] = useState<string>();
  const [error, setError] = useState<AppError>();
  const asked = useRef(false);

  async function open(path: string): Promise<void> {
    setError(undefined);
    try {
      await openFile(path);
    } catch (reason) {
      setError(asAppError(reason));
    }
  }
  useEffect(() => {
    if (!app?.hasDialogs || asked.current) return;
    asked.current = true;
    void client
      .call('files.chooseSiteFile', { purpose: 'open' })
      .then(({ path }) => (path ? open(path) : onClose()))
      .catch((reason: unknown) => setError(asAppError(reason)));
  });
  if (app?.hasDialogs && !error) return null;
  return (
    <Dialog
      title="Open site"
      onClose={onClose}
      actions={
        <>
          <span className="faint small cut grow">{file ?? 'Choose a file that ends in .groma'}</span>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={file === undefined} onClick={() => file && void open(file)}>
            Open site
          </Button>
        </>
      }
    >
      <FolderBrowser
        path={folder}
        chosen={file}
        onFolder={(path) => {
          setFolder(path);
          setFile(undefined);
          setError(undefined);
        }}
        onFile={(path, isOpened) => {
          setFile(path);
          if (isOpened) void open(path);
        }}
      />
      {error ? <ErrorNote error={error} /> : null}
    </Dialog>
  );
}
