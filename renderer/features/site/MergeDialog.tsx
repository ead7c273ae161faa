// Other people's copies of the site: looked into first, then put together with ours.
import { useState } from 'react';
import type { MergeResult, SiteDifference } from '../../../shared/contract/site.ts';
import { useCall, useCommand } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { overlayActions } from '../../app/overlays.ts';
import { useTaskEnd } from '../../app/use-task-end.ts';
import { useUpload } from '../../app/use-upload.ts';
import { Button } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FileDrop } from '../../ui/FileDrop.tsx';
import { formatMetres, plural } from '../../ui/format.ts';
import { ErrorNote, Note, ProgressBar } from '../../ui/notes.tsx';
import { type State, StateMark } from '../../ui/StateMark.tsx';

const changeWords: Readonly<Record<SiteDifference['change'], readonly [State, string]>> = {
  added: ['ok', 'New'],
  moved: ['info', 'Moved'],
  changed: ['info', 'Changed'],
  removed: ['unknown', 'Not in the copy'],
};
const shownDifferences = 200;

function Differences({ differences }: { differences: readonly SiteDifference[] }) {
  if (differences.length === 0) return null;
  return (
    <div className="difference-list">
      <table>
        <tbody>
          {differences.slice(0, shownDifferences).map(({ objectId, change, name, movedM, fields }) => (
            <tr key={objectId}>
              <td>
                <StateMark state={changeWords[change][0]}>{changeWords[change][1]}</StateMark>
              </td>
              <td>{name}</td>
              <td className="muted">{movedM === undefined ? fields.join(', ') : formatMetres(movedM)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {differences.length > shownDifferences ? (
        <p className="muted small">{`and ${differences.length - shownDifferences} more`}</p>
      ) : null}
    </div>
  );
}

function Result({ result }: { result: MergeResult }) {
  const { scans = 0, readings = 0, operations = 0, plans = 0, tests = 0 } = result.added;
  const parts = [
    ...(scans > 0 || readings > 0 ? [`${plural(readings, 'reading')} in ${plural(scans, 'scan')}`] : []),
    ...(tests > 0 ? [plural(tests, 'test of the network', 'tests of the network')] : []),
    ...(operations > 0 ? [plural(operations, 'edit')] : []),
    ...(plans > 0 ? [plural(plans, 'plan')] : []),
  ];
  return (
    <>
      <Note
        state="ok"
        title={parts.length > 0 ? `Added: ${parts.join(', ')}.` : 'The copy holds nothing that is new here.'}
      />
      {result.conflicts.map(({ what, detail }) => (
        <Note key={`${what} ${detail}`} state="warn" title={what}>
          {detail}
        </Note>
      ))}
    </>
  );
}

export function MergeDialog({ onClose }: { onClose: () => void }) {
  const { site } = useCurrent();
  const siteId = site?.siteId ?? '';
  const upload = useUpload();
  const { source } = upload;
  const compared = useCall(
    'site.compareSite',
    { siteId, other: source ?? { path: '-' } },
    { enabled: source !== undefined && site !== undefined, isAskedAnew: true },
  );
  const merge = useCommand('site.mergeSite');
  const end = useTaskEnd(site?.siteId);
  const [result, setResult] = useState<MergeResult>();
  const error = upload.error ?? compared.error ?? merge.error ?? end.error;
  const isBusy = merge.isPending || end.isWatching;
  const take = (file: File) => {
    merge.reset();
    end.forget();
    upload.start(file);
  };
  const send = () => {
    if (!source) return;
    upload.handOver();
    merge.mutate(
      { siteId, others: [source] },
      { onSuccess: ({ taskId }) => end.watch(taskId, (task) => setResult(task.result as MergeResult)) },
    );
  };
  const { differences = [], scansAdded = 0, scansMissing = 0 } = (source && compared.data) || {};
  const hasConflicts = (result?.conflicts.length ?? 0) > 0;
  return (
    <Dialog
      title="Merge a copy of this site"
      onClose={onClose}
      actions={
        <>
          <span className="spread" />
          <Button onClick={onClose}>{result ? 'Close' : 'Cancel'}</Button>
          {result && hasConflicts ? (
            <Button kind="primary" onClick={() => overlayActions.showSiteDialog('conflicts')}>
              Decide conflicts
            </Button>
          ) : null}
          {result ? null : (
            <Button kind="primary" disabled={!compared.data || !source || isBusy || error !== undefined} onClick={send}>
              {isBusy ? 'Merging' : 'Merge'}
            </Button>
          )}
        </>
      }
    >
      <p className="muted">
        Readings of both are kept, each once. What was drawn or placed comes together; where two people changed the same
        thing, you decide.
      </p>
      {result ? (
        <Result result={result} />
      ) : (
        <>
          <FileDrop
            accept=".groma"
            label="Drop a copy of this site here"
            hint="A .groma file that was copied or backed up from it"
            onFiles={([file]) => file && take(file)}
          />
          {upload.file && !source && !error ? (
            <ProgressBar done={upload.share} total={1} label={`Reading ${upload.file.name}`} />
          ) : null}
          {compared.data && source ? (
            <>
              <Note
                state="info"
                title={`${upload.file?.name}: ${plural(scansAdded, 'new scan')}, ${plural(differences.length, 'difference')} on the plan.`}
              >
                {scansMissing > 0
                  ? `${plural(scansMissing, 'scan')} of this site are not in the copy; they stay.`
                  : undefined}
              </Note>
              <Differences differences={differences} />
            </>
          ) : null}
        </>
      )}
      {error ? <ErrorNote error={error} /> : null}
    </Dialog>
  );
}
