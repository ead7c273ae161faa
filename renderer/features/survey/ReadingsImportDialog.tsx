// Bringing readings in: the file, a mapping where its format is not known, and an answer with counts.
import type { ReadingsFormat, ReadingsImportResult } from '../../../shared/contract/survey.ts';
import { useCall } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { Button } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FileDrop } from '../../ui/FileDrop.tsx';
import { formatBytes, plural } from '../../ui/format.ts';
import { ErrorNote, Note, ProgressBar } from '../../ui/notes.tsx';
import { SkippedRows } from '../../ui/SkippedRows.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { isComplete, MappingForm } from './MappingForm.tsx';
import { useReadingsImport } from './use-readings-import.ts';

const formatNames: Readonly<Record<ReadingsFormat, string>> = {
  groma: 'Groma readings',
  ilc20: 'Indoor location trace (ILC-20)',
  wigle: 'WiGLE log',
  pcap: 'Packet capture',
  btsnoop: 'Bluetooth capture (btsnoop)',
  kismet: 'Kismet log',
  wide: 'Table',
};

function Result({ result }: { result: ReadingsImportResult }) {
  const { readings, scans, radios, duplicates, withoutPlace, warnings } = result;
  const title =
    readings > 0
      ? `${plural(readings, 'reading')} added, from ${plural(scans, 'scan')}; ${radios === 0 ? 'no new radio' : plural(radios, 'new radio')}.`
      : 'Nothing was added.';
  return (
    <>
      <Note state={readings > 0 ? 'ok' : 'info'} title={title}>
        {duplicates > 0 ? `${plural(duplicates, 'reading')} were in the site already.` : undefined}
      </Note>
      {withoutPlace > 0 ? (
        <Note state="warn" title={`${plural(withoutPlace, 'scan')} without a place on the plan.`}>
          The radios they heard are in the list; the map cannot show them.
        </Note>
      ) : null}
      {warnings.map((warning) => (
        <Note key={warning} state="warn" title={warning} />
      ))}
      <SkippedRows rows={result.skipped} count={result.skippedCount} />
    </>
  );
}

type Job = ReturnType<typeof useReadingsImport>;

/** What the second button says: it leaves, and what happens then depends. */
function leaveWord({ result, isBusy, waiting }: Job): string {
  if (result) return result.scans > result.withoutPlace ? 'Show on the plan' : 'Close';
  if (!isBusy) return 'Cancel';
  return waiting > 0 ? 'Stop after this file' : 'Go on in the background';
}

function Actions({ job, hasFloor, onClose }: { job: Job; hasFloor: boolean; onClose: () => void }) {
  const { found, isMapped, mapping, result, isBusy } = job;
  const facts = found && [job.step, found.fileName, formatBytes(found.sizeBytes), formatNames[found.format ?? 'wide']];
  const isReady = found !== undefined && hasFloor && !isBusy && !(isMapped && !isComplete(mapping));
  return (
    <>
      <span className="small muted cut grow">{facts?.filter(Boolean).join(', ')}</span>
      {result ? <Button onClick={() => job.choose([])}>Import more</Button> : null}
      <Button onClick={onClose} {...(result ? { kind: 'primary' as const } : {})}>
        {leaveWord(job)}
      </Button>
      {result ? null : (
        <Button kind="primary" disabled={!isReady} onClick={job.send}>
          {isBusy ? 'Importing' : 'Import readings'}
        </Button>
      )}
    </>
  );
}

/** The file before it is in: how it is read, how far it is, or where to drop it. */
function FileStep({ job, hasFloor }: { job: Job; hasFloor: boolean }) {
  const { site, floor } = useCurrent();
  const { data } = useCall(
    'floorplan.getPlan',
    { siteId: site?.siteId ?? '', floor: floor?.floorId ?? '' },
    { enabled: floor !== undefined },
  );
  const { upload, found, isMapped, error, isBusy } = job;
  return (
    <>
      {found && isMapped ? (
        <MappingForm
          columns={found.columns}
          sample={found.sample}
          mapping={job.mapping}
          planScale={data?.plan?.metresPerPixel}
          onChange={job.setMapping}
        />
      ) : null}
      {upload.file && !found && !error ? (
        <ProgressBar done={upload.share} total={1} label={`Reading ${upload.file.name}`} />
      ) : null}
      {!isBusy && (!isMapped || error) && hasFloor ? (
        <FileDrop
          label={found ? found.fileName : 'Drop readings here, or choose files'}
          hint={
            found?.format
              ? `${formatNames[found.format]}; drop another file to change it`
              : 'Groma CSV, WiGLE CSV, ILC-20 traces, or any table with places and signal'
          }
          accept=".csv,.txt,.tsv,.pcap,.pcapng,.cap,.btsnoop,.log,.kismet"
          isMany
          onFiles={job.choose}
        />
      ) : null}
    </>
  );
}

export function ReadingsImportDialog({ onClose: close }: { onClose: () => void }) {
  const { floor } = useCurrent();
  const job = useReadingsImport();
  const { error, result, waiting } = job;
  const hasFloor = floor !== undefined;
  function onClose(): void {
    if (waiting > 0) showToast('warn', `${plural(waiting, 'chosen file was', 'chosen files were')} not imported.`);
    close();
  }
  return (
    <Dialog
      title={floor ? `Import readings for ${floor.name}` : 'Import readings'}
      onClose={onClose}
      actions={<Actions job={job} hasFloor={hasFloor} onClose={onClose} />}
    >
      {hasFloor ? null : <Note state="info" title="This site has no floor yet. Import a plan or add a floor first." />}
      {error ? <ErrorNote error={error} /> : null}
      {result ? <Result result={result} /> : <FileStep job={job} hasFloor={hasFloor} />}
    </Dialog>
  );
}
