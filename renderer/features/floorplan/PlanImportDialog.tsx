// Importing a plan: the file, its page and layers, its scale.
import { useState } from 'react';
import type { FileSource } from '../../../shared/contract/common.ts';
import type { InputOf } from '../../../shared/contract/contract.ts';
import type { PlanImportResult, PlanInspection } from '../../../shared/contract/floorplan.ts';
import { invalidate, useCall, useCommand } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { planActions } from '../../app/plan-view.ts';
import { sessionActions } from '../../app/session.ts';
import { useTaskEnd } from '../../app/use-task-end.ts';
import { useUpload } from '../../app/use-upload.ts';
import { Button, Field } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FileDrop } from '../../ui/FileDrop.tsx';
import { formatBytes } from '../../ui/format.ts';
import { ErrorNote, Note, ProgressBar } from '../../ui/notes.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { PlanPreview } from './PlanPreview.tsx';
import { ScaleFields } from './ScaleFields.tsx';
import { type ScaleDraft, scaleOf } from './scale-draft.ts';
import { type LayerChoices, suggestedLayers, WallLayers } from './WallLayers.tsx';

type Pages = NonNullable<PlanInspection['pages']>;

interface ImportFormProps {
  source: FileSource;
  found: PlanInspection;
  onStarted: () => void;
  onBack: () => void;
  onClose: () => void;
}

/** A PDF's other pages may have other sizes; the picture is as large as its page, by the rule that made the first one. */
function sizeOfPage(found: PlanInspection, page: number | undefined): { widthPx: number; heightPx: number } {
  const first = found.pages?.[0];
  const chosen = found.pages?.find((each) => each.page === page);
  if (!first || !chosen) return found;
  const perPt = Math.max(found.widthPx, found.heightPx) / Math.max(first.widthPt, first.heightPt);
  const scale = (perPt * Math.max(first.widthPt, first.heightPt)) / Math.max(chosen.widthPt, chosen.heightPt);
  return { widthPx: Math.round(chosen.widthPt * scale), heightPx: Math.round(chosen.heightPt * scale) };
}

/** The import as a task: started, followed, and its floor shown at the end. */
function usePlanImport({ source, found, onStarted, onClose }: Omit<ImportFormProps, 'onBack'>) {
  const { site, floor } = useCurrent();
  const start = useCommand('floorplan.importPlan');
  const { watch, isWatching, error } = useTaskEnd(site?.siteId);
  function finish(result: PlanImportResult, floorName: string): void {
    invalidate('site.getInfo', 'floorplan.getPlan', 'floorplan.listWalls');
    showToast('ok', `${found.fileName} is the plan of ${floorName}.`);
    if (result.floorId !== floor?.floorId) planActions.forgetChoices();
    sessionActions.showFloor(result.floorId);
    onClose();
  }
  function submit(floorName: string, choices: Omit<InputOf<'floorplan.importPlan'>, 'siteId' | 'source' | 'floor'>) {
    if (!site) return;
    start.mutate(
      { siteId: site.siteId, source, floor: floorName, ...choices },
      {
        onSuccess: ({ taskId }) => {
          onStarted();
          watch(taskId, ({ result }) => finish(result as PlanImportResult, floorName));
        },
      },
    );
  }
  return { submit, isImporting: isWatching, error: start.error ?? error };
}

function PageChoice({
  pages,
  page,
  onPage,
}: {
  pages: Pages;
  page: number | undefined;
  onPage: (page: number) => void;
}) {
  const mm = (points: number) => Math.round((points / 72) * 25.4);
  return (
    <Field label={`Page, of ${pages.length}`}>
      <select aria-label="Page" value={page} onChange={(event) => onPage(Number(event.target.value))}>
        {pages.map((each) => (
          <option key={each.page} value={each.page}>
            {`${each.page} (${mm(each.widthPt)} × ${mm(each.heightPt)} mm)`}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** What the person chooses for the file. */
interface ImportChoices {
  readonly page: number | undefined;
  readonly floorName: string;
  readonly scale: ScaleDraft;
  readonly layers: LayerChoices;
}
interface ImportFieldsProps {
  found: PlanInspection;
  choices: ImportChoices;
  size: ReturnType<typeof sizeOfPage>;
  onChange: (part: Partial<ImportChoices>) => void;
}

function ImportFields({ found, choices, size, onChange }: ImportFieldsProps) {
  const { floor } = useCurrent();
  const { page, floorName, scale, layers } = choices;
  const hasFileScale = found.metresPerPixel !== undefined;
  const isReplaced = floor?.hasPlan && floorName.trim().toLowerCase() === floor.name.toLowerCase();
  return (
    <>
      <p className="small muted cut" title={found.fileName}>
        {found.fileName}, {formatBytes(found.sizeBytes)}
        {found.unit ? `, drawn in ${found.unit}` : ''}
      </p>
      {found.warnings.map((warning) => (
        <Note key={warning} state="warn" title={warning} />
      ))}
      {found.pages && found.pages.length > 1 ? (
        <PageChoice pages={found.pages} page={page} onPage={(next) => onChange({ page: next })} />
      ) : null}
      <Field
        label="Floor"
        hint={isReplaced ? 'Its plan is replaced; readings stay where they are' : 'A new name adds a floor'}
        value={floorName}
        maxLength={100}
        onChange={(event) => onChange({ floorName: event.target.value })}
      />
      <h2>Scale</h2>
      <ScaleFields
        draft={scale}
        ways={hasFileScale ? ['file', 'known', 'width'] : ['known', 'width', 'pixel', 'later']}
        size={size}
        fileScale={found.metresPerPixel}
        onChange={(next) => onChange({ scale: next })}
      />
      {found.layers.length > 0 ? (
        <>
          <h2>Walls</h2>
          <WallLayers
            layers={found.layers}
            isInMetres={hasFileScale}
            chosen={layers}
            onChange={(next) => onChange({ layers: next })}
          />
        </>
      ) : null}
    </>
  );
}

function ImportForm(props: ImportFormProps) {
  const { source, found, onBack, onClose } = props;
  const { floor } = useCurrent();
  const [choices, setChoices] = useState<ImportChoices>(() => ({
    page: found.pages ? 1 : undefined,
    floorName: floor?.name ?? 'Ground floor',
    scale: { way: found.metresPerPixel === undefined ? 'known' : 'file', text: '', points: [] },
    layers: suggestedLayers(found.layers),
  }));
  const change = (part: Partial<ImportChoices>) => setChoices((before) => ({ ...before, ...part }));
  const { submit, isImporting, error } = usePlanImport(props);
  const { page, scale, layers } = choices;
  const size = sizeOfPage(found, page);
  const chosenScale = scaleOf(scale);
  const name = choices.floorName.trim();
  const walls = [...layers].map(([layer, material]) => ({ layer, material }));
  const send = () =>
    submit(name, {
      ...(page === undefined ? {} : { page }),
      ...chosenScale,
      ...(walls.length > 0 ? { wallLayers: walls } : {}),
    });
  return (
    <>
      <div className="import-columns">
        <PlanPreview
          source={source}
          page={page}
          size={size}
          points={scale.way === 'known' ? scale.points : undefined}
          onPoints={(points) => change({ scale: { ...scale, points } })}
        />
        <div className="column import-form">
          <ImportFields found={found} choices={choices} size={size} onChange={change} />
          {error ? <ErrorNote error={error} /> : null}
        </div>
      </div>
      <footer className="dialog-foot">
        <Button onClick={onBack} disabled={isImporting}>
          Another file
        </Button>
        <span className="spread" />
        <Button onClick={onClose}>{isImporting ? 'Go on in the background' : 'Cancel'}</Button>
        <Button kind="primary" disabled={!chosenScale || name === '' || isImporting} onClick={send}>
          {isImporting ? 'Importing' : 'Import plan'}
        </Button>
      </footer>
    </>
  );
}

export function PlanImportDialog({ onClose }: { onClose: () => void }) {
  const upload = useUpload();
  const inspection = useCall(
    'floorplan.inspectPlan',
    { source: upload.source ?? { uploadId: '' } },
    { enabled: upload.source !== undefined },
  );
  const found = upload.source ? inspection.data : undefined;
  const error = upload.error ?? (upload.source ? inspection.error : null);
  return (
    <Dialog title="Import a plan" isWide={found !== undefined} isFlush={found !== undefined} onClose={onClose}>
      {found && upload.source ? (
        <ImportForm
          key={JSON.stringify(upload.source)}
          source={upload.source}
          found={found}
          onStarted={upload.handOver}
          onBack={upload.reset}
          onClose={onClose}
        />
      ) : (
        <>
          {error ? <ErrorNote error={error} /> : null}
          {upload.file && !error ? (
            <div className="column">
              <p className="small muted">Reading {upload.file.name}</p>
              <ProgressBar done={upload.share} total={upload.share < 1 ? 1 : 0} label={`Reading ${upload.file.name}`} />
            </div>
          ) : (
            <FileDrop
              label="Drop a plan here, or choose a file"
              hint="PNG, JPG, SVG, PDF or DXF"
              accept=".png,.jpg,.jpeg,.svg,.pdf,.dxf"
              onFiles={([file]) => file && upload.start(file)}
            />
          )}
        </>
      )}
    </Dialog>
  );
}
