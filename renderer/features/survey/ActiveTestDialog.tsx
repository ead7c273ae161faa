// The network tested from where the person stands: throughput, round trips, a download. A server that refuses is a result as well.
import { useState } from 'react';
import type { ActiveResult } from '../../../shared/contract/active-test.ts';
import type { InputOf } from '../../../shared/contract/contract.ts';
import { useCall, useCommand } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { useTaskEnd } from '../../app/use-task-end.ts';
import { Button, Field, Segmented } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import { ActiveTestList } from './ActiveTestList.tsx';
import { type ActivePlace, useActivePlace } from './active-place.ts';

type Kind = ActiveResult['test']['kind'];
const kinds = [
  ['iperf3', 'Throughput'],
  ['ping', 'Ping'],
  ['http', 'Download'],
] as const;
const directions = [
  ['down', 'Down'],
  ['up', 'Up'],
] as const;
const protocols = [
  ['tcp', 'TCP'],
  ['udp', 'UDP'],
] as const;
const targets: Readonly<Record<Kind, { readonly label: string; readonly hint: string; readonly example: string }>> = {
  iperf3: {
    label: 'Server',
    hint: 'A computer on the wire that runs: iperf3 -s',
    example: '192.168.1.10',
  },
  ping: { label: 'Server', hint: 'A name or an address. Five echoes a second.', example: '192.168.1.1' },
  http: { label: 'URL', hint: 'Up to 200 MB of it are read and thrown away.', example: 'http://server/file' },
};

interface Settings {
  readonly kind: Kind;
  readonly target: string;
  readonly direction: 'up' | 'down';
  readonly protocol: 'tcp' | 'udp';
  readonly seconds: string;
}

/** What one tests against stays the same over a building: the last one, until another is typed. */
function useSettings(tests: readonly ActiveResult[]) {
  const [typed, setTyped] = useState<string>();
  const [settings, setSettings] = useState<Omit<Settings, 'target'>>({
    kind: 'iperf3',
    direction: 'down',
    protocol: 'tcp',
    seconds: '5',
  });
  const last = tests.find(({ test }) => test.kind === settings.kind)?.test.target;
  const change = ({ target, ...more }: Partial<Settings>) => {
    if (target !== undefined) setTyped(target);
    setSettings((before) => ({ ...before, ...more }));
  };
  const choose = (kind: Kind) => {
    setTyped(undefined);
    change({ kind, seconds: kind === 'http' ? '30' : '5' });
  };
  return { settings: { ...settings, target: typed ?? last ?? '' }, change, choose };
}

function inputOf(
  { kind, target, direction, protocol, seconds }: Settings,
  place: ActivePlace | undefined,
): Omit<InputOf<'survey.runActiveTest'>, 'siteId' | 'floor'> {
  return {
    kind,
    target: target.trim(),
    seconds: Number(seconds),
    ...(kind === 'iperf3' ? { direction, protocol } : {}),
    ...(place ? { at: [place.xM, place.yM] } : {}),
  };
}

function useTest() {
  const { site, floor } = useCurrent();
  const start = useCommand('survey.runActiveTest');
  const cancel = useCommand('tasks.cancelTask');
  const { watch, isWatching, error } = useTaskEnd(site?.siteId);
  const [taskId, setTaskId] = useState<string>();
  const run = (settings: Settings, place: ActivePlace | undefined) => {
    if (!site || !floor) return;
    start.mutate(
      { siteId: site.siteId, floor: floor.floorId, ...inputOf(settings, place) },
      {
        onSuccess: (started) => {
          setTaskId(started.taskId);
          watch(started.taskId, () => undefined);
        },
      },
    );
  };
  const stop = () => {
    if (site && taskId) cancel.mutate({ siteId: site.siteId, taskId });
  };
  const isCancelled = error?.code === 'cancelled';
  return {
    run,
    stop,
    isBusy: start.isPending || isWatching,
    error: start.error ?? (isCancelled ? undefined : error),
  };
}

function SettingsForm({ use: { settings, change, choose } }: { use: ReturnType<typeof useSettings> }) {
  const { kind, target, direction, protocol, seconds } = settings;
  const about = targets[kind];
  return (
    <>
      <div className="row">
        <Segmented label="Kind of test" value={kind} options={kinds} onChange={choose} />
        <span className="spread" />
        {kind === 'iperf3' ? (
          <>
            <Segmented
              label="Direction"
              value={direction}
              options={directions}
              onChange={(next) => change({ direction: next })}
            />
            <Segmented
              label="Protocol"
              value={protocol}
              options={protocols}
              onChange={(next) => change({ protocol: next })}
            />
          </>
        ) : null}
      </div>
      <div className="row test-fields">
        <Field
          label={about.label}
          hint={about.hint}
          placeholder={about.example}
          className="mono"
          value={target}
          onChange={(event) => change({ target: event.target.value })}
          spellCheck={false}
          autoCapitalize="none"
        />
        <Field
          label={kind === 'http' ? 'At most' : 'For'}
          unit="s"
          inputMode="numeric"
          value={seconds}
          error={isDuration(seconds) ? undefined : '1 to 300'}
          onChange={(event) => change({ seconds: event.target.value })}
        />
      </div>
    </>
  );
}

const isDuration = (text: string): boolean => Number(text) >= 1 && Number(text) <= 300;

export function ActiveTestDialog({ onClose }: { onClose: () => void }) {
  const { site, floor } = useCurrent();
  const place = useActivePlace();
  const { run, stop, isBusy, error } = useTest();
  const { data } = useCall(
    'survey.listActiveTests',
    { siteId: site?.siteId ?? '', floor: floor?.floorId ?? '' },
    { enabled: site !== undefined && floor !== undefined },
  );
  const tests = data?.tests ?? [];
  const use = useSettings(tests);
  if (!site || !floor) return null;
  const canRun = !site.readOnly && use.settings.target.trim() !== '' && isDuration(use.settings.seconds) && !isBusy;
  return (
    <Dialog
      title={`Test the network on ${floor.name}`}
      onClose={onClose}
      actions={
        <>
          <span className="muted small">
            {place ? `${place.says}: ${place.text}` : 'No place: choose a point, or test during a walk.'}
          </span>
          <span className="spread" />
          <Button onClick={isBusy ? stop : onClose}>{isBusy ? 'Cancel the test' : 'Close'}</Button>
          <Button kind="primary" type="submit" form="active-test" disabled={!canRun}>
            Test
          </Button>
        </>
      }
    >
      <form
        id="active-test"
        className="column"
        onSubmit={(event) => {
          event.preventDefault();
          run(use.settings, place);
        }}
      >
        <SettingsForm use={use} />
      </form>
      {isBusy ? <Note state="run" title={`Testing against ${use.settings.target.trim()}`} /> : null}
      {error && !isBusy ? <ErrorNote error={error} /> : null}
      <ActiveTestList tests={tests} />
    </Dialog>
  );
}
