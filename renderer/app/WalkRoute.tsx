// The walk screen: the plan with the map that grows, the way walked, and buttons for a thumb. Nothing else is on it.
import { LocateFixed, Minus, Plus } from 'lucide-react';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { WalkMark, WalkUpdate } from '../../shared/contract/walk.ts';
import { designScene } from '../canvas/design-scene.ts';
import { PlanCanvas, type PlanHandle } from '../canvas/PlanCanvas.tsx';
import type { StageEvents } from '../canvas/plan-stage.ts';
import { emptyScene, type Scene } from '../canvas/scene.ts';
import { type Region, useLiveHeatmap } from '../features/coverage/use-live-heatmap.ts';
import { NoteDialog } from '../features/floorplan/NoteDialog.tsx';
import { usePlan } from '../features/floorplan/use-plan.ts';
import { ActiveTestDialog } from '../features/survey/ActiveTestDialog.tsx';
import { useActivePlace } from '../features/survey/active-place.ts';
import { usePoints } from '../features/survey/use-points.ts';
import { useTracks } from '../features/survey/walk/use-tracks.ts';
import { WalkActions } from '../features/survey/walk/WalkActions.tsx';
import { WalkChart } from '../features/survey/walk/WalkChart.tsx';
import { WalkTop } from '../features/survey/walk/WalkTop.tsx';
import { wordsFor } from '../features/survey/walk/walk-words.ts';
import { formatDbm } from '../ui/format.ts';
import { useCurrent } from './current.ts';
import { useDesignStore } from './design-store.ts';
import { planActions, usePlanView } from './plan-view.ts';
import { sessionActions } from './session.ts';
import { useWalkTaskId } from './tasks.ts';
import { useThemeName } from './theme.ts';
import { useTiles } from './use-tiles.ts';
import { useWalk, walkActions } from './walk-state.ts';

const zoomStep = 1.3;
/** While a person stands somewhere the map there follows at this pace. */
const standingMs = 3_000;

/** Where the newest marks can have changed the map: around them and their neighbours, as far as a reading reaches. */
function regionOf(marks: readonly WalkMark[], before: readonly WalkMark[], reachM: number): Region | undefined {
  const changed = [
    ...marks.filter((mark) => !before.some(({ markId }) => markId === mark.markId)),
    ...before.filter((mark) => !marks.some(({ markId }) => markId === mark.markId)),
  ];
  const timesMs = changed.map(({ timeMs }) => timeMs);
  const [fromMs, toMs] = [Math.min(...timesMs), Math.max(...timesMs)];
  const all = [...marks, ...before].filter(({ xM }) => xM !== undefined).sort((a, b) => a.timeMs - b.timeMs);
  const first = Math.max(
    0,
    all.findLastIndex(({ timeMs }) => timeMs < fromMs),
  );
  const last = all.findIndex(({ timeMs }) => timeMs > toMs);
  const near = all.slice(first, last < 0 ? undefined : last + 1);
  if (near.length === 0) return undefined;
  const [xs, ys] = [near.map(({ xM = 0 }) => xM), near.map(({ yM = 0 }) => yM)];
  const [left, top] = [Math.min(...xs) - reachM, Math.min(...ys) - reachM];
  return [left, top, Math.max(...xs) + reachM - left, Math.max(...ys) + reachM - top];
}

/** A new object whenever the map has to follow. */
function useChangedRegion(marks: readonly WalkMark[], update: WalkUpdate): { part: Region | undefined } {
  const reachM = usePlanView((view) => view.reachM);
  const before = useRef<readonly WalkMark[]>([]);
  const [region, setRegion] = useState<{ part: Region | undefined }>({ part: undefined });
  useEffect(() => {
    if (marks === before.current) return;
    const part = regionOf(marks, before.current, reachM);
    before.current = marks;
    // What was just heard is saved half a second later.
    const timer = setTimeout(() => setRegion({ part }), 900);
    return () => clearTimeout(timer);
  }, [marks, reachM]);
  const isStanding = update.stop !== undefined || update.mode === 'fixed';
  useEffect(() => {
    if (!isStanding) return;
    const timer = setInterval(() => {
      const last = before.current.at(-1);
      setRegion({ part: last && regionOf([last], [], reachM) });
    }, standingMs);
    return () => clearInterval(timer);
  }, [isStanding, reachM]);
  return region;
}

function useWalkScene(update: WalkUpdate): { scene: Scene; events: StageEvents } {
  const { floor } = useCurrent();
  const { plan } = usePlan();
  const points = usePoints()?.points;
  const document = useDesignStore((state) => state.document);
  const layers = usePlanView((view) => view.layers);
  const { tracks, marks } = useTracks(update.walkId);
  const heat = useLiveHeatmap(useChangedRegion(marks, update));
  const design = useMemo(() => designScene(document.values(), floor?.floorId), [document, floor?.floorId]);
  const scene = useMemo<Scene>(
    () => ({ ...emptyScene, plan, design, points, heat, tracks, layers }),
    [plan, design, points, heat, tracks, layers],
  );
  const events = useMemo<StageEvents>(
    () => ({
      cursorMoved: () => undefined,
      pointChosen: () => undefined,
      edited: () => undefined,
      selected: () => undefined,
      measured: () => undefined,
      viewChanged: () => undefined,
      targetSet: walkActions.setTarget,
    }),
    [],
  );
  return { scene, events };
}

function WalkHint({ update }: { update: WalkUpdate }) {
  const hasTarget = useWalk((walk) => walk.target !== undefined);
  const { hint, note } = wordsFor(update, hasTarget);
  const [strongest] = update.strongest;
  return (
    <div className="walk-hint" role="status">
      <span className="stack grow">
        <strong>{hint}</strong>
        <span className="muted">{note}</span>
      </span>
      {strongest ? (
        <span className="stack right">
          <strong>{formatDbm(strongest.rssiDbm)}</strong>
          <span className="muted cut">{strongest.name || strongest.key}</span>
        </span>
      ) : null}
    </div>
  );
}

function WalkZoom({ handle }: { handle: RefObject<PlanHandle | null> }) {
  return (
    <div className="walk-zoom">
      <button type="button" aria-label="Zoom in" onClick={() => handle.current?.zoomBy(zoomStep)}>
        <Plus />
      </button>
      <button type="button" aria-label="Zoom out" onClick={() => handle.current?.zoomBy(1 / zoomStep)}>
        <Minus />
      </button>
      <button type="button" aria-label="Show the whole plan" onClick={() => handle.current?.showAll()}>
        <LocateFixed />
      </button>
    </div>
  );
}

function Walking({ taskId, update }: { taskId: string; update: WalkUpdate }) {
  const { floor, floors } = useCurrent();
  const handle = useRef<PlanHandle>(null);
  const { scene, events } = useWalkScene(update);
  const theme = useThemeName();
  const loadTile = useTiles();
  const target = useWalk((walk) => walk.target);
  const dialog = usePlanView((view) => view.dialog);
  const place = useActivePlace();
  const close = () => planActions.openDialog(undefined);
  const { xM, yM } = update;
  const walked = floors.find((each) => each.floorId === update.floorId);
  useEffect(() => {
    if (walked && walked.floorId !== floor?.floorId) sessionActions.showFloor(walked.floorId);
  }, [walked, floor?.floorId]);
  useEffect(() => handle.current?.showTarget(target), [target]);
  useEffect(() => {
    handle.current?.showWalker(xM === undefined || yM === undefined ? undefined : { xM, yM });
  }, [xM, yM]);
  return (
    <div className="walk-screen" data-state={update.state} data-marks={update.marks}>
      <WalkTop update={update} floorName={walked?.name ?? ''} />
      <WalkHint update={update} />
      <div className="walk-plan plan-area" data-heat={scene.heat ? 'shown' : 'none'}>
        <PlanCanvas
          label={`Plan of ${walked?.name ?? 'the floor'}. Arrow keys move the crosshair, Enter sets it, Space marks it.`}
          scene={scene}
          tool="here"
          drawing={undefined}
          gridM={undefined}
          theme={theme}
          loadTile={loadTile}
          events={events}
          handle={handle}
        />
        <WalkZoom handle={handle} />
      </div>
      <WalkActions taskId={taskId} update={update} />
      <WalkChart />
      {dialog === 'test' ? <ActiveTestDialog onClose={close} /> : null}
      {dialog === 'note' && walked && place ? (
        <NoteDialog
          floor={walked.floorId}
          place={[place.xM, place.yM]}
          where={`${place.says}: ${place.text}`}
          onClose={close}
        />
      ) : null}
    </div>
  );
}

export function WalkRoute() {
  const taskId = useWalkTaskId();
  const update = useWalk((walk) => walk.update);
  if (!taskId || !update) return <div className="walk-screen" aria-busy="true" />;
  return <Walking taskId={taskId} update={update} />;
}
