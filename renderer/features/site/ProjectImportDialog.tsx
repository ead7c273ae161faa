// A project of another program into the open site, and what came of it.
import { useState } from 'react';
import type { ProjectImportResult } from '../../../shared/contract/site.ts';
import { useCommand } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { useTaskEnd } from '../../app/use-task-end.ts';
import { useUpload } from '../../app/use-upload.ts';
import { Button } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FileDrop } from '../../ui/FileDrop.tsx';
import { plural } from '../../ui/format.ts';
import { ErrorNote, Note, ProgressBar, Remarks } from '../../ui/notes.tsx';

/** In the order that people think of them. */
const words: readonly (readonly [kind: string, one: string, many: string])[] = [
  ['wall', 'wall', 'walls'],
  ['material', 'material', 'materials'],
  ['ap', 'access point', 'access points'],
  ['beacon', 'beacon', 'beacons'],
  ['zone', 'zone', 'zones'],
  ['area', 'attenuation area', 'attenuation areas'],
  ['alignment', 'alignment point', 'alignment points'],
  ['note', 'note', 'notes'],
  ['walks', 'walk', 'walks'],
  ['readings', 'reading', 'readings'],
];

function Result({ result }: { result: ProjectImportResult }) {
  const parts = words.flatMap(([kind, one, many]) => {
    const count = result.added[kind] ?? 0;
    return count > 0 ? [plural(count, one, many)] : [];
  });
  return (
    <>
      <Note state="ok" title={`${result.name}: ${plural(result.floors.length, 'floor')}.`}>
        {parts.length > 0 ? `Added: ${parts.join(', ')}.` : 'Nothing in it is new here.'}
      </Note>
      <Remarks remarks={result.remarks} />
    </>
  );
}

export function ProjectImportDialog({ onClose }: { onClose: () => void }) {
  const { site } = useCurrent();
  const upload = useUpload();
  const { source } = upload;
  const start = useCommand('site.importProject');
  const end = useTaskEnd(site?.siteId);
  const [result, setResult] = useState<ProjectImportResult>();
  const error = upload.error ?? start.error ?? end.error;
  const isBusy = start.isPending || end.isWatching;
  const take = (file: File) => {
    start.reset();
    end.forget();
    upload.start(file);
  };
  const send = () => {
    if (!source || !site) return;
    upload.handOver();
    start.mutate(
      { siteId: site.siteId, source },
      { onSuccess: ({ taskId }) => end.watch(taskId, (task) => setResult(task.result as ProjectImportResult)) },
    );
  };
  return (
    <Dialog
      title="Import a project"
      onClose={onClose}
      actions={
        <>
          <span className="spread" />
          <Button onClick={onClose}>{result ? 'Close' : 'Cancel'}</Button>
          {result ? null : (
            <Button kind="primary" disabled={!source || isBusy || error !== undefined} onClick={send}>
              {isBusy ? 'Importing' : 'Import project'}
            </Button>
          )}
        </>
      }
    >
      <p className="muted">
        Floors, plans, walls, access points, areas, notes and surveys come into this site. What the site has stays as it
        is; what Groma does not know of the file is kept in the site.
      </p>
      {result ? (
        <Result result={result} />
      ) : (
        <FileDrop
          accept=".esx,.zip,.json,.ifc"
          label="Drop a project here"
          hint="Ekahau (.esx), OpenIntent (.zip, .json) or a building model (.ifc)"
          onFiles={([file]) => file && take(file)}
        />
      )}
      {upload.file && !result && !error ? (
        source ? (
          <Note state="info" title={upload.file.name} />
        ) : (
          <ProgressBar done={upload.share} total={1} label={`Reading ${upload.file.name}`} />
        )
      ) : null}
      {error ? <ErrorNote error={error} /> : null}
    </Dialog>
  );
}
