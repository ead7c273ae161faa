// A live walk: starts it from a source, shows what it hears while it is recorded, stops it. Each scan is saved as it comes.
import { Footprints, Square } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import type { WalkUpdate } from '../../../shared/contract/survey.ts';
import { useCall, useCommand, useStream } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { planActions } from '../../app/plan-view.ts';
import { sessionActions } from '../../app/session.ts';
import { useWalkTaskId } from '../../app/tasks.ts';
import type { PlanHandle } from '../../canvas/PlanCanvas.tsx';
import { Button, Segmented } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { formatCount, formatDuration, formatRssi } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { showToast } from '../../ui/toasts.tsx';

const speeds = [
  ['1', 'As a person walks'],
  ['5', '5 times as fast'],
  ['20', '20 times as fast'],
] as const;

export function WalkDialog({ onClose }: { onClose: () => void }) {
  const { site, floor } = useCurrent();
  const { data } = useCall(
    'survey.listSources',
    { siteId: site?.siteId ?? '' },
    { enabled: site !== undefined, isAskedAnew: true },
  );
  const start = useCommand('survey.startWalk');
  const [chosen, setChosen] = useState<string>();
  const [speed, setSpeed] = useState<(typeof speeds)[number][0]>('1');
  const sources = data?.sources ?? [];
  const source = sources.find((each) => each.id === chosen) ?? sources.find((each) => each.state === 'ready');
  const isPractice = source?.kind === 'practice';
  const send = () => {
    if (!site || !floor || !source) return;
    start.mutate(
      { siteId: site.siteId, floor: floor.floorId, source: source.id, speed: Number(speed) },
      { onSuccess: onClose },
    );
  };
  return (
    <Dialog
      title={floor ? `Walk ${floor.name}` : 'Walk'}
      onClose={onClose}
      actions={
        <>
          <span className="spread" />
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={source?.state !== 'ready' || start.isPending} onClick={send}>
            Start walk
          </Button>
        </>
      }
    >
      {sources.map((each) => (
        <label key={each.id} className="check">
          <input
            type="radio"
            name="source"
            checked={each.id === source?.id}
            disabled={each.state !== 'ready'}
            onChange={() => setChosen(each.id)}
          />
          <span className="grow">{each.name}</span>
          <StateMark state={each.state === 'ready' ? 'ok' : 'unknown'}>
            {each.state === 'ready' ? 'Ready' : (each.action ?? 'Not available')}
          </StateMark>
        </label>
      ))}
      {sources.length === 0 ? (
        <Note state="info" title="There is no source of live readings here.">
          Import readings from a file instead.
        </Note>
      ) : null}
      {isPractice ? <Segmented label="Speed" value={speed} options={speeds} onChange={setSpeed} /> : null}
      {start.error ? <ErrorNote error={start.error} /> : null}
    </Dialog>
  );
}

export function WalkBar({ plan }: { plan: RefObject<PlanHandle | null> }) {
  const { site, floor, floors } = useCurrent();
  const taskId = useWalkTaskId();
  const [update, setUpdate] = useState<WalkUpdate>();
  const cancel = useCommand('tasks.cancelTask');
  useEffect(() => {
    if (taskId === undefined) setUpdate(undefined);
  }, [taskId]);
  const walked = floors.find((each) => each.floorId === update?.floorId);
  const isHere = walked !== undefined && walked.floorId === floor?.floorId;
  const { xM, yM } = update ?? {};
  useEffect(() => {
    plan.current?.showWalker(isHere && xM !== undefined && yM !== undefined ? { xM, yM } : undefined);
  }, [plan, isHere, xM, yM]);
  useStream('survey.watchWalk', site && taskId ? { siteId: site.siteId, taskId } : undefined, {
    event: setUpdate,
    error: (error) => {
      // Over before it could be watched.
      if (error.code !== 'task_not_found') showToast('fail', `${error.message} ${error.step}`);
    },
  });
  if (!taskId || !site) return null;
  return (
    <div className="walk-bar" role="status" aria-label="Walk">
      <span className="record-dot" />
      <span className="clock">{formatDuration(update?.elapsedMs ?? 0)}</span>
      <span>
        <strong>{formatCount(update?.readings ?? 0)}</strong> <span className="muted">readings saved</span>
      </span>
      <span className="muted">{`${Math.round(update?.readingsPerSecond ?? 0)} a second`}</span>
      {update && update.dropped > 0 ? (
        <StateMark state="warn">{`${formatCount(update.dropped)} dropped`}</StateMark>
      ) : null}
      <span className="grow row strongest">
        {update?.strongest.slice(0, 3).map((radio) => (
          <span key={radio.key} className="cut">
            {radio.name || radio.key} <span className="muted">{formatRssi(radio.rssiDbm)}</span>
          </span>
        ))}
      </span>
      {walked && !isHere ? (
        <Button onClick={() => sessionActions.showFloor(walked.floorId)}>Show {walked.name}</Button>
      ) : null}
      <Button onClick={() => cancel.mutate({ siteId: site.siteId, taskId })}>
        <Square />
        Stop walk
      </Button>
    </div>
  );
}

export function StartWalkButton({ hasScale }: { hasScale: boolean }) {
  const { site, floor } = useCurrent();
  const isWalking = useWalkTaskId() !== undefined;
  const { data } = useCall('survey.listSources', { siteId: site?.siteId ?? '' }, { enabled: site !== undefined });
  // A button that leads nowhere is worse than none: without a radio of its own this laptop imports what others heard.
  if (!data || data.sources.length === 0) return null;
  const isOff = !floor || isWalking || !hasScale || site?.readOnly !== false;
  return (
    <Button
      {...(isOff ? {} : { kind: 'primary' as const })}
      disabled={isOff}
      onClick={() => planActions.openDialog('walk')}
    >
      <Footprints />
      Start walk
    </Button>
  );
}
