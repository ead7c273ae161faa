// Walls or known radios from a table: one file, an answer with counts.
import type { SkippedRow } from '../../../shared/contract/common.ts';
import { invalidate, useCommand } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { useUpload } from '../../app/use-upload.ts';
import { Button } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FileDrop } from '../../ui/FileDrop.tsx';
import { plural } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import { SkippedRows } from '../../ui/SkippedRows.tsx';

interface Answer {
  readonly text: string;
  readonly skipped: readonly SkippedRow[];
}
const kinds = {
  walls: {
    title: 'Import walls',
    accept: '.csv,.geojson,.json',
    hint: 'CSV with x1_m, y1_m, x2_m, y2_m, material, or GeoJSON lines in metres',
  },
  radios: {
    title: 'Import known radios',
    accept: '.csv',
    hint: 'CSV with radio, name, kind, x_m, y_m and, where known, height_m, tx_power_dbm, freq_mhz',
  },
} as const;

export function FileImportDialog({ kind, onClose }: { kind: keyof typeof kinds; onClose: () => void }) {
  const { site, floor } = useCurrent();
  const upload = useUpload();
  const walls = useCommand('floorplan.importWalls');
  const radios = useCommand('site.importRadios');
  const command = kind === 'walls' ? walls : radios;
  const answer = answerOf(kind === 'walls' ? walls.data : radios.data);
  const { title, accept, hint } = kinds[kind];
  const send = () => {
    if (!site || !floor || !upload.source) return;
    const input = { siteId: site.siteId, floor: floor.floorId, source: upload.source };
    const onSuccess = () => invalidate('floorplan.listWalls', 'site.listRadios', 'site.getInfo');
    if (kind === 'walls') walls.mutate(input, { onSuccess });
    else radios.mutate(input, { onSuccess });
  };
  const error = upload.error ?? command.error;
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <span className="small muted cut grow">{upload.file?.name}</span>
          <Button onClick={onClose}>{answer ? 'Close' : 'Cancel'}</Button>
          {answer ? null : (
            <Button kind="primary" disabled={!upload.source || command.isPending} onClick={send}>
              Import
            </Button>
          )}
        </>
      }
    >
      {answer ? (
        <>
          <Note state="ok" title={answer.text} />
          <SkippedRows rows={answer.skipped} count={answer.skipped.length} />
        </>
      ) : (
        <FileDrop
          label={upload.file ? upload.file.name : 'Drop a table here, or choose a file'}
          hint={hint}
          accept={accept}
          onFiles={([file]) => {
            command.reset();
            if (file) upload.start(file);
          }}
        />
      )}
      {error ? <ErrorNote error={error} /> : null}
    </Dialog>
  );
}

function answerOf(
  data: { added: number; updated?: number; skipped: readonly SkippedRow[] } | undefined,
): Answer | undefined {
  if (!data) return undefined;
  const updated = data.updated === undefined ? '' : `, ${data.updated} updated`;
  return { text: `${plural(data.added, 'row')} added${updated}`, skipped: data.skipped };
}
