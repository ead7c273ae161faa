// Readings files brought in one after the other: the first waits for the person, the next ones follow as long as their
// format is known.
import { useEffect, useRef, useState } from 'react';
import { ReadingsImportResult, type WideMapping } from '../../../shared/contract/survey.ts';
import type { Task } from '../../../shared/contract/tasks.ts';
import type { TaskId } from '../../../shared/model/ids.ts';
import { invalidate, useCall, useCommand } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { useTaskEnd } from '../../app/use-task-end.ts';
import { useUpload } from '../../app/use-upload.ts';

const emptyMapping: WideMapping = { xM: '', yM: '', metresPerUnit: 1, kind: 'wifi', radioColumns: [] };

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

/** The file in hand: uploaded, looked into, and how a table among them is to be read. */
function useFileInHand() {
  const upload = useUpload();
  const [changed, setMapping] = useState<WideMapping>();
  const inspection = useCall(
    'survey.inspectReadings',
    { source: upload.source ?? { uploadId: '' } },
    { enabled: upload.source !== undefined },
  );
  const found = upload.source ? inspection.data : undefined;
  return {
    upload,
    found,
    isMapped: found !== undefined && (found.format === undefined || found.format === 'wide'),
    mapping: changed ?? found?.mapping ?? emptyMapping,
    setMapping,
    error: upload.error ?? (upload.source ? inspection.error : null),
    take(file: File | undefined): void {
      setMapping(undefined);
      if (file) upload.start(file);
      else upload.reset();
    },
  };
}

export function useReadingsImport() {
  const { site, floor } = useCurrent();
  const inHand = useFileInHand();
  const { upload, found, isMapped, mapping } = inHand;
  const [files, setFiles] = useState<readonly File[]>([]);
  const [results, setResults] = useState<readonly ReadingsImportResult[]>([]);
  const start = useCommand('survey.importReadings');
  const { watch, isWatching, error: taskError } = useTaskEnd(site?.siteId);

  function take(file: File | undefined): void {
    start.reset();
    inHand.take(file);
  }
  function finish(task: Task): void {
    const next = [...results, ReadingsImportResult.parse(task.result)];
    setResults(next);
    invalidate('site.getInfo', 'site.listRadios', 'survey.listPoints', 'coverage.computeHeatmap');
    if (next.length < files.length) take(files[next.length]);
  }
  function send(): void {
    if (!site || !floor || !upload.source) return;
    const onSuccess = ({ taskId }: { taskId: TaskId }) => {
      upload.handOver();
      watch(taskId, finish);
    };
    const format = isMapped ? { format: 'wide' as const, mapping } : {};
    start.mutate({ siteId: site.siteId, floor: floor.floorId, source: upload.source, ...format }, { onSuccess });
  }
  const error = inHand.error ?? start.error ?? taskError;
  const isFollowing = results.length > 0 && results.length < files.length;
  const sentFor = useRef<unknown>(undefined);
  useEffect(() => {
    if (!isFollowing || !found || isMapped || error || isWatching || sentFor.current === upload.source) return;
    sentFor.current = upload.source;
    send();
  });
  return {
    ...inHand,
    error,
    // A table among the next ones waits for the person again.
    isBusy: isWatching || (isFollowing && !isMapped && !error),
    /** Chosen after one that was begun: they go when the dialog does. */
    waiting: isWatching || isFollowing ? Math.max(0, files.length - results.length - (isWatching ? 1 : 0)) : 0,
    step: files.length > 1 ? `File ${Math.min(files.length, results.length + 1)} of ${files.length}` : '',
    result: results.length > 0 && results.length === files.length ? together(results) : undefined,
    send,
    choose(chosen: readonly File[]) {
      setResults([]);
      setFiles(chosen);
      take(chosen[0]);
    },
  };
}
