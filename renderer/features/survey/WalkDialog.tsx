// Before a walk: what listens, and how the person says where they are. Each source with its state and, where it cannot start, the next step.
import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import type { SourceInfo, WalkMode } from '../../../shared/contract/walk.ts';
import { useCall, useCommand } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { sessionActions } from '../../app/session.ts';
import { Button, Field, Segmented } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import { StateMark } from '../../ui/StateMark.tsx';

const speeds = [
  ['1', 'As a person walks'],
  ['5', '5 times as fast'],
  ['20', '20 times as fast'],
] as const;

const modes: Readonly<Record<WalkMode, { readonly title: string; readonly says: string }>> = {
  continuous: {
    title: 'Continuous',
    says: 'Walk at a steady pace and mark each turn. Fast, for corridors and open floors.',
  },
  stop: { title: 'Stop and go', says: 'Stand still at each point for a few seconds. Slower, and the more exact.' },
  gps: { title: 'GPS', says: 'Outdoors a receiver marks the way. The plan must know where on earth it lies.' },
  fixed: { title: 'Fixed', says: 'A receiver hangs at one place and listens.' },
  guided: { title: 'By itself', says: 'The practice laptop walks its round and knows where it is.' },
};
const order: readonly WalkMode[] = ['continuous', 'stop', 'gps', 'fixed', 'guided'];

function modesFor(chosen: readonly SourceInfo[]): WalkMode[] {
  const knowsPlace = chosen.length > 0 && chosen.every((source) => source.knowsPlace);
  const hasGps = chosen.some(({ kind }) => kind === 'gps');
  return order.filter((mode) => (mode === 'guided' ? knowsPlace : mode === 'gps' ? hasGps : true));
}

function SourceRow({ source, isChosen, onChange }: { source: SourceInfo; isChosen: boolean; onChange: () => void }) {
  const isReady = source.state === 'ready';
  return (
    <label className="check source">
      <input type="checkbox" checked={isChosen} disabled={!isReady} onChange={onChange} />
      <span className="grow">
        {source.name}
        {isReady ? null : (
          <span className="muted small block">
            {source.problem} {source.action}
          </span>
        )}
      </span>
      <StateMark state={isReady ? 'ok' : 'unknown'}>{isReady ? 'Ready' : 'Not ready'}</StateMark>
    </label>
  );
}

function useChoice(sources: readonly SourceInfo[]) {
  const [touched, setTouched] = useState<ReadonlySet<string>>();
  // What is ready listens, until the person says otherwise.
  const chosenIds = touched ?? new Set(sources.filter(({ state }) => state === 'ready').map(({ id }) => id));
  const chosen = sources.filter(({ id, state }) => chosenIds.has(id) && state === 'ready');
  const toggle = (id: string) => {
    const next = new Set(chosenIds);
    if (!next.delete(id)) next.add(id);
    setTouched(next);
  };
  return { chosen, toggle };
}

export function WalkDialog({ onClose }: { onClose: () => void }) {
  const { site, floor } = useCurrent();
  const { data, isFetching, refetch } = useCall(
    'survey.listSources',
    { siteId: site?.siteId ?? '' },
    { enabled: site !== undefined, isAskedAnew: true },
  );
  const start = useCommand('survey.startWalk');
  const sources = data?.sources ?? [];
  const { chosen, toggle } = useChoice(sources);
  const [wanted, setWanted] = useState<WalkMode>('continuous');
  const [speed, setSpeed] = useState<(typeof speeds)[number][0]>('1');
  const [dwellS, setDwellS] = useState('10');
  const possible = modesFor(chosen);
  const mode = possible.includes(wanted) ? wanted : (possible[0] ?? 'continuous');
  const dwell = Number(dwellS);
  const isDwellGood = dwellS.trim() !== '' && dwell >= 0 && dwell <= 3_600;
  const send = () => {
    if (!site || !floor || chosen.length === 0) return;
    const more = { mode, dwellS: isDwellGood ? dwell : 10, speed: mode === 'guided' ? Number(speed) : 1 };
    start.mutate(
      { siteId: site.siteId, floor: floor.floorId, source: chosen.map(({ id }) => id), ...more },
      {
        onSuccess: () => {
          onClose();
          if (mode !== 'guided') sessionActions.show('walk');
        },
      },
    );
  };
  return (
    <Dialog
      title={floor ? `Walk ${floor.name}` : 'Walk'}
      onClose={onClose}
      actions={
        <>
          <Button disabled={isFetching} onClick={() => void refetch()}>
            <RotateCw />
            Look again
          </Button>
          <span className="spread" />
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            disabled={chosen.length === 0 || start.isPending || (mode === 'stop' && !isDwellGood)}
            onClick={send}
          >
            Start walk
          </Button>
        </>
      }
    >
      <fieldset className="plain">
        <legend className="small muted">What listens</legend>
        {sources.map((source) => (
          <SourceRow
            key={source.id}
            source={source}
            isChosen={chosen.some(({ id }) => id === source.id)}
            onChange={() => toggle(source.id)}
          />
        ))}
        {data && sources.length === 0 ? (
          <Note state="info" title="There is no source of live readings here.">
            Import readings from a file instead.
          </Note>
        ) : null}
        {data ? null : <p className="muted">Looking for radios…</p>}
      </fieldset>
      <fieldset className="plain">
        <legend className="small muted">How you say where you are</legend>
        <Segmented
          label="Kind of walk"
          value={mode}
          options={possible.map((each) => [each, modes[each].title] as const)}
          onChange={setWanted}
        />
        <p className="muted small">{modes[mode].says}</p>
        {mode === 'stop' ? (
          <Field
            label="Stand at each point for"
            unit="s"
            inputMode="numeric"
            value={dwellS}
            hint="0: until the next point"
            error={isDwellGood ? undefined : 'A number of seconds from 0 to 3600.'}
            onChange={(event) => setDwellS(event.target.value)}
          />
        ) : null}
        {mode === 'guided' ? <Segmented label="Speed" value={speed} options={speeds} onChange={setSpeed} /> : null}
      </fieldset>
      <p className="muted small">
        Access points and beacons are recorded. Phones, watches and other personal devices are counted, never stored.
      </p>
      {start.error ? <ErrorNote error={start.error} /> : null}
    </Dialog>
  );
}
