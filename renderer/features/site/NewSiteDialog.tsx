// A new site: its name, and the folder its one file goes to.
import { useState } from 'react';
import { useCall, useClient, useCommand } from '../../app/client.tsx';
import { useSiteActions } from '../../app/site-actions.ts';
import { Button, Field } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { FolderBrowser } from './FolderBrowser.tsx';
import { fileNameOf } from './file-name.ts';

function FilePlace({ file, onChange }: { file: string; onChange: () => void }) {
  return (
    <div className="field">
      <label htmlFor="new-site-file">File</label>
      <div className="row">
        <output id="new-site-file" className="mono cut grow" title={file}>
          {file}
        </output>
        <Button onClick={onChange}>Change folder</Button>
      </div>
      <div className="hint">Everything about the site is in this one file: copy it, mail it, open it anywhere.</div>
    </div>
  );
}

export function NewSiteDialog({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const { show } = useSiteActions();
  const { data: app } = useCall('settings.getAppInfo', {});
  const [name, setName] = useState('');
  const [folder, setFolder] = useState<string>();
  const [isBrowsing, setBrowsing] = useState(false);
  const create = useCommand('site.createSite');
  const place = folder ?? app?.documentsFolder ?? '';
  const separator = place.includes('\\') ? '\\' : '/';
  const file = `${place}${place.endsWith(separator) ? '' : separator}${fileNameOf(name)}`;

  async function choosePlace(): Promise<void> {
    if (!app?.hasDialogs) return setBrowsing(true);
    const { path } = await client.call('files.chooseSiteFile', { purpose: 'create', suggestedName: fileNameOf(name) });
    if (path) make(path);
  }
  const make = (path: string) => create.mutate({ file: path, name: name.trim() }, { onSuccess: show });
  return (
    <Dialog
      title="New site"
      onClose={onClose}
      actions={
        <>
          <span className="spread" />
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="new-site" disabled={name.trim() === '' || create.isPending}>
            Create site
          </Button>
        </>
      }
    >
      <form
        id="new-site"
        className="column"
        onSubmit={(event) => {
          event.preventDefault();
          make(file);
        }}
      >
        <Field
          label="Name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          placeholder="Harbour Office"
          maxLength={200}
          autoComplete="off"
        />
        <FilePlace file={file} onChange={() => void choosePlace()} />
      </form>
      {isBrowsing ? <FolderBrowser path={folder} onFolder={setFolder} /> : null}
      {create.error ? <ErrorNote error={create.error} /> : null}
    </Dialog>
  );
}
