// Care of the site file: a backup copy, a check.
import { useState } from 'react';
import { useCall, useCommand } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { Button, Field } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote, Note } from '../../ui/notes.tsx';

function backupName(file: string, now: Date): string {
  const stamp = now.toISOString().slice(0, 16).replace('T', '-').replace(':', '');
  return file.replace(/(\.groma)?$/i, `-${stamp}.groma`);
}

export function BackupDialog({ onClose }: { onClose: () => void }) {
  const { site } = useCurrent();
  const [out, setOut] = useState(() => backupName(site?.file ?? '', new Date()));
  const backup = useCommand('site.backupSite');
  if (!site) return null;
  const { data } = backup;
  return (
    <Dialog
      title="Back up the site"
      onClose={onClose}
      actions={
        <>
          <span className="spread" />
          <Button onClick={onClose}>{data ? 'Close' : 'Cancel'}</Button>
          {data ? null : (
            <Button kind="primary" type="submit" form="backup" disabled={out.trim() === '' || backup.isPending}>
              Back up
            </Button>
          )}
        </>
      }
    >
      <form
        id="backup"
        onSubmit={(event) => {
          event.preventDefault();
          backup.mutate({ siteId: site.siteId, out: out.trim() });
        }}
      >
        <Field
          label="Copy to"
          hint="The copy is checked after it is written. Work can go on meanwhile."
          className="mono"
          value={out}
          onChange={(event) => setOut(event.target.value)}
          spellCheck={false}
        />
      </form>
      {backup.error ? <ErrorNote error={backup.error} /> : null}
      {data?.ok ? (
        <Note state="ok" title="The copy is written and checked.">
          {data.file}
        </Note>
      ) : null}
      {data && !data.ok ? (
        <Note state="fail" title="The copy is written, but its check found problems.">
          {data.problems.join('; ')}
        </Note>
      ) : null}
    </Dialog>
  );
}

export function VerifyDialog({ onClose }: { onClose: () => void }) {
  const { site } = useCurrent();
  const { data, error, isFetching, refetch } = useCall(
    'site.verifySite',
    { siteId: site?.siteId ?? '' },
    { enabled: site !== undefined, isAskedAnew: true },
  );
  return (
    <Dialog
      title="Check the site file"
      onClose={onClose}
      actions={
        <>
          <span className="spread" />
          <Button onClick={() => void refetch()} disabled={isFetching}>
            Check again
          </Button>
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      <p className="mono muted">{site?.file}</p>
      {isFetching ? <Note state="run" title="Checking every page and every reference" /> : null}
      {error ? <ErrorNote error={error} /> : null}
      {data?.ok && !isFetching ? (
        <Note state="ok" title="The file is whole: every page and every reference is in order." />
      ) : null}
      {data && !data.ok && !isFetching ? (
        <Note state="fail" title="The check found problems. Open your last backup, and keep this file for us.">
          {data.problems.join('; ')}
        </Note>
      ) : null}
    </Dialog>
  );
}
