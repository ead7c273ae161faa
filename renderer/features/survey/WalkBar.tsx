// A walk on the plan screen: what it records while the person looks at other things, and the way to its own screen.
import { Footprints, Maximize2, Square } from 'lucide-react';
import { type RefObject, useEffect } from 'react';
import { useCall, useCommand } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { planActions } from '../../app/plan-view.ts';
import { sessionActions } from '../../app/session.ts';
import { useWalkTaskId } from '../../app/tasks.ts';
import { useWalk } from '../../app/walk-state.ts';
import type { PlanHandle } from '../../canvas/PlanCanvas.tsx';
import { Button } from '../../ui/controls.tsx';
import { formatCount, formatDuration, formatRssi } from '../../ui/format.ts';
import { StateMark } from '../../ui/StateMark.tsx';

export function WalkBar({ plan }: { plan: RefObject<PlanHandle | null> }) {
  const { site, floor, floors } = useCurrent();
  const taskId = useWalkTaskId();
  const update = useWalk((walk) => walk.update);
  const control = useCommand('survey.controlWalk');
  const walked = floors.find((each) => each.floorId === update?.floorId);
  const isHere = walked !== undefined && walked.floorId === floor?.floorId;
  const { xM, yM } = update ?? {};
  useEffect(() => {
    plan.current?.showWalker(isHere && xM !== undefined && yM !== undefined ? { xM, yM } : undefined);
  }, [plan, isHere, xM, yM]);
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
          <span key={`${radio.kind} ${radio.key}`} className="cut">
            {radio.name || radio.key} <span className="muted">{formatRssi(radio.rssiDbm)}</span>
          </span>
        ))}
      </span>
      {walked && !isHere ? (
        <Button onClick={() => sessionActions.showFloor(walked.floorId)}>Show {walked.name}</Button>
      ) : null}
      {update && update.mode !== 'guided' ? (
        <Button onClick={() => sessionActions.show('walk')}>
          <Maximize2 />
          Walk screen
        </Button>
      ) : null}
      <Button onClick={() => control.mutate({ siteId: site.siteId, taskId, action: 'finish' })}>
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
  const isOff = !floor || isWalking || !hasScale || site?.readOnly !== false;
  // Filled only where a walk could begin: without a radio of its own this laptop imports what others heard.
  const isReady = data?.sources.some(({ state }) => state === 'ready') ?? false;
  return (
    <Button
      {...(isOff || !isReady ? {} : { kind: 'primary' as const })}
      disabled={isOff}
      onClick={() => planActions.openDialog('walk')}
    >
      <Footprints />
      Start walk
    </Button>
  );
}
