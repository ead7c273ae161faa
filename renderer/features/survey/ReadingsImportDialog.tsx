// Bringing readings in: the file, a mapping where its format is not known, and an answer with counts.
import { useState } from 'react';
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
import { isComplete, MappingForm } from './MappingForm.tsx';

const formatNames: Readonly<Record<ReadingsFormat, string>> = {
  groma: 'Groma readings',
  ilc20: 'Indoor location trace (ILC-20)',
  wigle: 'WiGLE log',
  wide: 'Table',
};
const emptyMapping: WideMapping = { xM: '', yM: '', metresPerUnit: 1, kind: 'wifi', radioColumns: [] };

function Result({ result }: { result: ReadingsImportResult }) {
  const { readings, scans, radios, duplicates } = result;
  const title =
    readings > 0
      ? `${plural(readings, 'reading')} added, from ${plural(scans, 'scan')} of ${plural(radios, 'radio')}.`
      : 'Nothing was added.';
  return (
    <>
      <Note state={readings > 0 ? 'ok' : 'info'} title={title}>
        {duplicates > 0 ? `${plural(duplicates, 'reading')} were in the site already.` : undefined}
      </Note>
      <SkippedRows rows={result.skipped} count={result.skippedCount} />
    </>
  );
}

export function ReadingsImportDialog({ onClose }: { onClose: () => void }) {
  const { site, floor } = useCurrent();
  const upload = useUpload();
  const inspection = useCall(
    'survey.inspectReadings',
    { source: upload.source ?? { uploadId: '' } },
    { enabled: upload.source !== undefined },
  );
  const plan = useCall(
    'floorplan.getPlan',
    { siteId: site?.siteId ?? '', floor: floor?.floorId ?? '' },
    { enabled: floor !== undefined },
  );
  const [changed, setChanged] = useState<WideMapping>();
  const [result, setResult] = useState<ReadingsImportResult>();
  const start = useCommand('survey.importReadings');
  const { watch, isWatching, error: taskError } = useTaskEnd(site?.siteId);
  const found = upload.source ? inspection.data : undefined;
  const isMapped = found !== undefined && (found.format === undefined || found.format === 'wide');
  const mapping = changed ?? found?.mapping ?? emptyMapping;
  const error = upload.error ?? (upload.source ? inspection.error : null) ?? start.error ?? taskError;

  const choose = (file: File) => {
    start.reset();
    setChanged(undefined);
    setResult(undefined);
    upload.start(file);
  };
  const finish = (task: Task) => {
    setResult(ReadingsImportResult.parse(task.result));
    invalidate('site.getInfo', 'site.listRadios', 'survey.listPoints', 'coverage.computeHeatmap');
  };
  const send = () => {
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
  };
  return (
    <Dialog
      title={floor ? `Import readings for ${floor.name}` : 'Import readings'}
      onClose={onClose}
      actions={
        <>
          <span className="small muted cut grow">
            {found ? `${found.fileName}, ${formatBytes(found.sizeBytes)}, ${formatNames[found.format ?? 'wide']}` : ''}
          </span>
          {result ? (
            <Button
              onClick={() => {
                setResult(undefined);
                upload.reset();
              }}
            >
              Import another file
            </Button>
          ) : null}
          <Button onClick={onClose} {...(result ? { kind: 'primary' as const } : {})}>
            {result ? 'Show on the plan' : isWatching ? 'Go on in the background' : 'Cancel'}
          </Button>
          {result ? null : (
            <Button
              kind="primary"
              disabled={!found || !floor || isWatching || (isMapped && !isComplete(mapping))}
              onClick={send}
            >
              {isWatching ? 'Importing' : 'Import readings'}
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
          onChange={setChanged}
        />
      ) : null}
      {!result && upload.file && !found && !error ? (
        <ProgressBar done={upload.share} total={1} label={`Reading ${upload.file.name}`} />
      ) : null}
      {!result && (!isMapped || error) && floor ? (
        <FileDrop
          label={found ? found.fileName : 'Drop readings here, or choose a file'}
          hint={
            found?.format
              ? `${formatNames[found.format]}; drop another file to change it`
              : 'Groma CSV, WiGLE CSV, ILC-20 trace, or any table with places and signal'
          }
          accept=".csv,.txt,.tsv"
          onFile={choose}
        />
      ) : null}
    </Dialog>
  );
}
