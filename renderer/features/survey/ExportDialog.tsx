// What was measured, and the map made of it, into files that other programs read.
import { useState } from 'react';
import type { InputOf } from '../../../shared/contract/contract.ts';
import type { ProjectExportResult } from '../../../shared/contract/site.ts';
import { useCall, useCommand } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { usePlanView } from '../../app/plan-view.ts';
import { useTaskEnd } from '../../app/use-task-end.ts';
import { Button, Field, Segmented } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { ErrorNote, Note, Remarks } from '../../ui/notes.tsx';

type What = 'readings' | 'map' | 'site';
const kinds = [
  ['readings', 'Readings'],
  ['map', 'Map of the signal'],
  ['site', 'Whole site'],
] as const;
const endings = {
  readings: [
    ['.csv', 'CSV'],
    ['.geojson', 'GeoJSON'],
    ['.gpkg', 'GeoPackage'],
    ['.parquet', 'Parquet'],
  ],
  map: [
    ['.png', 'Picture'],
    ['.csv', 'Table of cells'],
  ],
  site: [
    ['.esx', 'Ekahau'],
    ['.zip', 'OpenIntent'],
  ],
} as const;
const hints: Readonly<Record<string, string>> = {
  'readings.csv': 'One row a reading, with every column that the imported files had. Groma reads it back.',
  'readings.geojson':
    'One point a scan; in degrees where two alignment points of the plan have a latitude and longitude, else in metres.',
  'readings.gpkg':
    'For QGIS and other maps: one point a scan, its readings in a table beside it. Coordinates as in GeoJSON.',
  'readings.parquet': 'One row a reading, for DuckDB, pandas and others.',
  'map.png': "The map as it is chosen on the plan now, in the fixed colours, with the plan's lines through it.",
  'site.esx':
    'Floors, walls, access points, areas, notes and Wi-Fi surveys. What came from a project and nobody has changed goes back as it came; names of people stay here.',
  'site.zip':
    'The open format: floors, walls, access points, areas, notes and, since its version 2.1, Wi-Fi surveys. Names of people stay here.',
  'map.csv': 'x_m, y_m and dBm of every painted cell of the map as it is chosen on the plan now.',
};

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-+|-+$/g, '');

/** Beside the site; the practice site lies where nobody looks for a file. */
function useFolder(): string {
  const { site } = useCurrent();
  const { data: app } = useCall('settings.getAppInfo', {});
  if (site?.practice && app) return `${app.documentsFolder}${app.documentsFolder.includes('\\') ? '\\' : '/'}`;
  return site?.file.replace(/[^\\/]+$/, '') ?? '';
}

interface Written {
  readonly title: string;
  /** What did not go out as it is. */
  readonly remarks?: readonly string[];
}

function useExport() {
  const { site, floor } = useCurrent();
  const { metric, kind, radio, cellM, reachM } = usePlanView();
  const readings = useCommand('survey.exportReadings');
  const map = useCommand('coverage.exportHeatmap');
  const project = useCommand('site.exportProject');
  const { watch, isWatching, error } = useTaskEnd(site?.siteId);
  const [written, setWritten] = useState<Written>();
  function run(what: What, out: string): void {
    if (!site || !floor) return;
    const at = { siteId: site.siteId, floor: floor.floorId, out };
    setWritten(undefined);
    if (what === 'readings') {
      readings.mutate(at, {
        onSuccess: ({ taskId }) =>
          watch(taskId, ({ result }) => {
            const { readings: count, file } = result as { readings: number; file: string };
            setWritten({ title: `${formatCount(count)} readings in ${file}` });
          }),
      });
      return;
    }
    if (what === 'site') {
      project.mutate(
        { siteId: site.siteId, out },
        {
          onSuccess: ({ taskId }) =>
            watch(taskId, ({ result }) => {
              const { floors, file, remarks } = result as ProjectExportResult;
              setWritten({ title: `${plural(floors.length, 'floor')} in ${file}`, remarks });
            }),
        },
      );
      return;
    }
    const request: InputOf<'coverage.exportHeatmap'> = {
      ...at,
      metric,
      cellM,
      reachM,
      ...(radio ? { radio: radio.key } : kind === 'all' ? {} : { kind }),
    };
    map.mutate(request, {
      onSuccess: ({ cells, file }) => setWritten({ title: `${formatCount(cells)} cells in ${file}` }),
    });
  }
  return {
    run,
    written,
    isBusy: readings.isPending || map.isPending || project.isPending || isWatching,
    error: readings.error ?? map.error ?? project.error ?? error,
  };
}

export function ExportDialog({ onClose }: { onClose: () => void }) {
  const { site, floor } = useCurrent();
  const [what, setWhat] = useState<What>('readings');
  const [ending, setEnding] = useState<string>('.csv');
  const [typed, setTyped] = useState<string>();
  const folder = useFolder();
  const { run, written, isBusy, error } = useExport();
  if (!site || !floor) return null;
  const out = typed ?? `${folder}${plain(site.name)}${what === 'site' ? '' : `-${plain(floor.name)}-${what}`}${ending}`;
  const choose = (next: What, nextEnding: string) => {
    setWhat(next);
    setEnding(nextEnding);
    setTyped(undefined);
  };
  return (
    <Dialog
      title={what === 'site' ? `Export ${site.name}` : `Export ${floor.name}`}
      onClose={onClose}
      actions={
        <>
          <span className="spread" />
          <Button onClick={onClose}>{written ? 'Close' : 'Cancel'}</Button>
          <Button kind="primary" type="submit" form="export" disabled={out.trim() === '' || isBusy}>
            Export
          </Button>
        </>
      }
    >
      <form
        id="export"
        className="column"
        onSubmit={(event) => {
          event.preventDefault();
          run(what, out.trim());
        }}
      >
        <div className="row">
          <Segmented label="What" value={what} options={kinds} onChange={(next) => choose(next, endings[next][0][0])} />
          <span className="spread" />
          <Segmented label="Format" value={ending} options={endings[what]} onChange={(next) => choose(what, next)} />
        </div>
        <Field
          label="Write to"
          hint={`${hints[`${what}${ending}`]} A file of this name is replaced.`}
          className="mono"
          value={out}
          onChange={(event) => setTyped(event.target.value)}
          spellCheck={false}
        />
      </form>
      {isBusy ? <Note state="run" title="Writing" /> : null}
      {error && !isBusy ? <ErrorNote error={error} /> : null}
      {written && !isBusy ? <Note state="ok" title={`Written: ${written.title}`} /> : null}
      {written && !isBusy ? <Remarks remarks={written.remarks ?? []} /> : null}
    </Dialog>
  );
}
