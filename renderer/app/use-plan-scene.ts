// What the canvas shows and what it tells: the floor's plan, readings, map and radios as one scene, and the events of the stage.
import { type RefObject, useEffect, useMemo } from 'react';
import type { DesignObject } from '../../shared/model/design.ts';
import type { Radio } from '../../shared/model/radio.ts';
import { designScene } from '../canvas/design-scene.ts';
import type { PlanHandle } from '../canvas/PlanCanvas.tsx';
import type { StageEvents } from '../canvas/plan-stage.ts';
import { displayScale, type Scene } from '../canvas/scene.ts';
import type { HeatmapState } from '../features/coverage/use-heatmap.ts';
import type { usePlan } from '../features/floorplan/use-plan.ts';
import type { usePoints } from '../features/survey/use-points.ts';
import { formatMetres } from '../ui/format.ts';
import { useCurrent } from './current.ts';
import { designActions, useDesignStore } from './design-store.ts';
import { planActions, usePlanCursor, usePlanView } from './plan-view.ts';
import { sessionActions } from './session.ts';

const noTracks: Scene['tracks'] = [];

interface Parts {
  readonly plan: ReturnType<typeof usePlan>['plan'];
  readonly measured: ReturnType<typeof usePoints>;
  readonly radios: readonly Radio[];
  readonly heat: HeatmapState['heat'];
}

/** The radio of an access point or a beacon that was heard most strongly. */
function radioOf(object: DesignObject | undefined, radios: readonly Radio[]): Radio | undefined {
  if (object?.kind === 'beacon') return radios.find(({ key }) => key === object.fields.key);
  if (object?.kind !== 'ap') return undefined;
  const keys = new Set(object.fields.radios.flatMap(({ bssids }) => bssids));
  return radios.find(({ key, kind }) => kind === 'wifi' && keys.has(key));
}

export function usePlanScene(
  parts: Parts,
  handle: RefObject<PlanHandle | null>,
): { scene: Scene; events: StageEvents } {
  const { plan, measured, radios, heat } = parts;
  const { layers, point, tool } = usePlanView();
  const { floor } = useCurrent();
  const document = useDesignStore((state) => state.document);
  const selection = useDesignStore((state) => state.selection);
  const design = useMemo(() => designScene(document.values(), floor?.floorId), [document, floor?.floorId]);
  const showsMaterials = useMemo(
    () => ['wall', 'rectangle', 'door'].includes(tool) || design.walls.some(({ objectId }) => selection.has(objectId)),
    [tool, design, selection],
  );
  const scene = useMemo<Scene>(
    () => ({
      plan,
      design,
      selection,
      showsMaterials,
      points: measured?.points,
      heat,
      tracks: noTracks,
      layers,
      chosenPoint: point?.index,
    }),
    [plan, design, selection, showsMaterials, measured, heat, layers, point?.index],
  );
  const events = useMemo<StageEvents>(
    () => ({
      cursorMoved: (place, x, y) => usePlanCursor.setState({ place, x, y }),
      pointChosen: (index) => {
        const scan = index === undefined ? undefined : measured?.scan[index];
        planActions.choosePoint(index === undefined || scan === undefined ? undefined : { index, scan });
        if (scan !== undefined) sessionActions.showInspector();
      },
      edited: designActions.edit,
      selected: (ids, how) => {
        designActions.select(ids, how);
        if (ids.length === 0) return;
        sessionActions.showInspector();
        const [only] = ids;
        const heard = how === 'only' && ids.length === 1 && only ? radioOf(document.get(only), radios) : undefined;
        if (heard) planActions.showRadio(heard);
      },
      measured: (points, isFinished) => {
        usePlanCursor.setState({ measured: points, isMeasured: isFinished && points.length === 2 });
        const [from, to] = points;
        const length = from && to ? Math.hypot(to[0] - from[0], to[1] - from[1]) : 0;
        const hasScale = plan === undefined || plan.metresPerPixel !== undefined;
        handle.current?.showMeasure(
          points,
          hasScale ? formatMetres(length) : `${Math.round(length / displayScale(plan))} px`,
        );
        if (isFinished && points.length === 2) planActions.measured();
      },
      targetSet: () => undefined,
      viewChanged: ({ scale }) => usePlanCursor.setState({ scale }),
    }),
    [measured, document, radios, plan, handle],
  );
  const isMeasureCleared = usePlanCursor((cursor) => cursor.measured.length === 0);
  useEffect(() => {
    if (isMeasureCleared) handle.current?.showMeasure([], '');
  }, [isMeasureCleared, handle]);
  return { scene, events };
}
