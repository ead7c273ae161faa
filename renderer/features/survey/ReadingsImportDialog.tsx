// Bringing readings in: the file, a mapping where its format is not known, and an answer with counts.
import { useEffect, useRef, useState } from 'react';
import { type ReadingsFormat, ReadingsImportResult, type WideMapping } from '../../../shared/contract/survey.ts';
import type { Task } from '../../../shared/contract/tasks.ts';
import { invalidate, useCall, useCommand } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { useTaskEnd } from '../../app/use-task-end.ts';
import { useUpload } from '../../app/use-upload.ts';
import { Button } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FileDrop } from '../../ui/FileDrop.tsx';
import { formatBytes, plural } from '../../ui/format.ts';
import { ErrorNote, Note, ProgressBar } from '../../ui/notes.tsx';
import { SkippedRows } from '../../ui/SkippedRows.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { isComplete, MappingForm } from './MappingForm.tsx';

const formatNames: Readonly<Record<ReadingsFormat, string>> = {
  groma: 'Groma readings',
  ilc20: 'Indoor location trace (ILC-20)',
  wigle: 'WiGLE log',
  wide: 'Table',
};
const emptyMapping: WideMapping = { xM: '', yM: '', metresPerUnit: 1, kind: 'wifi', radioColumns: [] };

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

/** Results of several files as one. */
function together(results: readonly ReadingsImportResult[]): ReadingsImportResult | undefined {
  const [first] = results;
  if (!first) return undefined;
  const sum = (count: (result: ReadingsImportResult) => number) =>
    results.reduce((all, result) => all + count(result), 0);
  return {
    ...first,
    readings: sum((result) => result.readings),
    scans: sum((result) => result.scans),
    radios: sum((result) => result.radios),
    duplicates: sum((result) => result.duplicates),
    withoutPlace: sum((result) => result.withoutPlace),
    warnings: [...new Set(results.flatMap((result) => result.warnings))],
    skippedCount: sum((result) => result.skippedCount),
    skipped: results.flatMap((result) => result.skipped),
  };
}

/** Files one after the other: the first waits for the person, the next ones follow as long as their format is known. */
function useReadingsImport() {
  const { site, floor } = useCurrent();
  const upload = useUpload();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [results, setResults] = useState<readonly ReadingsImportResult[]>([]);
  const [changed, setChanged] = useState<WideMapping>();
  const start = useCommand('survey.importReadings');
  const { watch, isWatching, error: taskError } = useTaskEnd(site?.siteId);
  const inspection = useCall(
    'survey.inspectReadings',
    { source: upload.source ?? { uploadId: '' } },
    { enabled: upload.source !== undefined },
  );
  const found = upload.source ? inspection.data : undefined;
  const isMapped = found !== undefined && (found.format === undefined || found.format === 'wide');
  const mapping = changed ?? found?.mapping ?? emptyMapping;

  function take(file: File | undefined): void {
    start.reset();
    setChanged(undefined);
    if (file) upload.start(file);
    else upload.reset();
  }
  function finish(task: Task): void {
    const next = [...results, ReadingsImportResult.parse(task.result)];
    setResults(next);
    invalidate('site.getInfo', 'site.listRadios', 'survey.listPoints', 'coverage.computeHeatmap');
    if (next.length < files.length) take(files[next.length]);
  }
  function send(): void {
    if (!site || !floor || !upload.source) return;
    start.mutate(
      {
        siteId: site.siteId,
        floor: floor.floorId,
        source: upload.source,
        ...(isMapped ? { format: 'wide' as const, mapping } : {}),
      },
      {
        onSuccess: ({ taskId }) => {
          upload.handOver();
          watch(taskId, finish);
        },
      },
    );
  }
  const error = upload.error ?? (upload.source ? inspection.error : null) ?? start.error ?? taskError;
  const isFollowing = results.length > 0 && results.length < files.length;
  const sentFor = useRef<unknown>(undefined);
  useEffect(() => {
    if (!isFollowing || !found || isMapped || error || isWatching || sentFor.current === upload.source) return;
    sentFor.current = upload.source;
    send();
  });
  return {
    file: upload.file,
    share: upload.share,
    found,
    isMapped,
    mapping,
    error,
    // A table among the next ones waits for the person again.
    isBusy: isWatching || (isFollowing && !isMapped && !error),
    /** Chosen after one that was begun: they go when the dialog does. */
    waiting: isWatching || isFollowing ? Math.max(0, files.length - results.length - (isWatching ? 1 : 0)) : 0,
    step: files.length > 1 ? `File ${Math.min(files.length, results.length + 1)} of ${files.length}` : '',
    result: results.length > 0 && results.length === files.length ? together(results) : undefined,
    setMapping: setChanged,
    send,
    choose(chosen: readonly File[]) {
      setResults([]);
      setFiles(chosen);
      take(chosen[0]);
    },
  };
}

export function ReadingsImportDialog({ onClose: close }: { onClose: () => void }) {
  const { site, floor } = useCurrent();
  const plan = useCall(
    'floorplan.getPlan',
    { siteId: site?.siteId ?? '', floor: floor?.floorId ?? '' },
    { enabled: floor !== undefined },
  );
  const job = useReadingsImport();
  const { found, isMapped, mapping, error, result, isBusy, waiting } = job;
  function onClose(): void {
    if (waiting > 0) showToast('warn', `${plural(waiting, 'chosen file was', 'chosen files were')} not imported.`);
    close();
  }
  const summary = found
    ? [job.step, found.fileName, formatBytes(found.sizeBytes), formatNames[found.format ?? 'wide']]
        .filter(Boolean)
        .join(', ')
    : '';
  return (
    <Dialog
      title={floor ? `Import readings for ${floor.name}` : 'Import readings'}
      onClose={onClose}
      actions={
        <>
          <span className="small muted cut grow">{summary}</span>
          {result ? <Button onClick={() => job.choose([])}>Import more</Button> : null}
          <Button onClick={onClose} {...(result ? { kind: 'primary' as const } : {})}>
            {result
              ? result.scans > result.withoutPlace
                ? 'Show on the plan'
                : 'Close'
              : isBusy
                ? waiting > 0
                  ? 'Stop after this file'
                  : 'Go on in the background'
                : 'Cancel'}
          </Button>
          {result ? null : (
            <Button
              kind="primary"
              disabled={!found || !floor || isBusy || (isMapped && !isComplete(mapping))}
              onClick={job.send}
            >
              {isBusy ? 'Importing' : 'Import readings'}
            </Button>
          )}
        </>
      }
    >
      {floor ? null : <Note state="info" title="This site has no floor yet. Import a plan or add a floor first." />}
      {error ? <ErrorNote error={error} /> : null}
      {result ? <Result result={result} /> : null}
      {!result && found && isMapped ? (
        <MappingForm
          columns={found.columns}
          sample={found.sample}
          mapping={mapping}
          planScale={plan.data?.plan?.metresPerPixel}
          onChange={job.setMapping}
        />
      ) : null}
      {!result && job.file && !found && !error ? (
        <ProgressBar done={job.share} total={1} label={`Reading ${job.file.name}`} />
      ) : null}
      {!result && !isBusy && (!isMapped || error) && floor ? (
        <FileDrop
          label={found ? found.fileName : 'Drop readings here, or choose files'}
          hint={
            found?.format
              ? `${formatNames[found.format]}; drop another file to change it`
              : 'Groma CSV, WiGLE CSV, ILC-20 traces, or any table with places and signal'
          }
          accept=".csv,.txt,.tsv"
          isMany
          onFiles={job.choose}
        />
      ) : null}
    </Dialog>
  );
}
