// What the canvas shows and what it tells: the floor's plan, readings, map and radios as one scene, and the events of the stage.
import { type RefObject, useEffect, useMemo } from 'react';
import type { Radio } from '../../shared/model/radio.ts';
import type { PlanHandle } from '../canvas/PlanCanvas.tsx';
import type { StageEvents } from '../canvas/plan-stage.ts';
import { displayScale, type Scene } from '../canvas/scene.ts';
import type { HeatmapState } from '../features/coverage/use-heatmap.ts';
import type { usePlan } from '../features/floorplan/use-plan.ts';
import type { usePoints } from '../features/survey/use-points.ts';
import { formatMetres } from '../ui/format.ts';
import { useCurrent } from './current.ts';
import { planActions, usePlanCursor, usePlanView } from './plan-view.ts';
import { sessionActions } from './session.ts';

interface Parts {
  readonly plan: ReturnType<typeof usePlan>['plan'];
  readonly walls: ReturnType<typeof usePlan>['walls'];
  readonly measured: ReturnType<typeof usePoints>;
  readonly radios: readonly Radio[];
  readonly heat: HeatmapState['heat'];
}

/** Radios with a place on the floor that is shown. */
function usePlacedRadios(radios: readonly Radio[]) {
  const { floor } = useCurrent();
  const { radio: chosen, kind } = usePlanView();
  return useMemo(
    () =>
      radios.flatMap((radio) => {
        const { xM, yM } = radio;
        if (xM === undefined || yM === undefined || radio.floorId !== floor?.floorId) return [];
        if (kind !== 'all' && radio.kind !== kind) return [];
        const isChosen = radio.radioId === chosen?.radioId;
        return [{ xM, yM, name: radio.name || radio.key, kind: radio.kind, isChosen, radio }];
      }),
    [radios, floor?.floorId, chosen?.radioId, kind],
  );
}

export function usePlanScene(
  parts: Parts,
  handle: RefObject<PlanHandle | null>,
): { scene: Scene; events: StageEvents } {
  const { plan, walls, measured, radios, heat } = parts;
  const { layers, point } = usePlanView();
  const placed = usePlacedRadios(radios);
  const scene = useMemo<Scene>(
    () => ({ plan, walls, points: measured?.points, heat, radios: placed, layers, chosenPoint: point?.index }),
    [plan, walls, measured, heat, placed, layers, point?.index],
  );
  const events = useMemo<StageEvents>(
    () => ({
      cursorMoved: (place, x, y) => usePlanCursor.setState({ place, x, y }),
      pointChosen: (index) => {
        const scan = index === undefined ? undefined : measured?.scan[index];
        planActions.choosePoint(index === undefined || scan === undefined ? undefined : { index, scan });
        if (scan !== undefined) sessionActions.showInspector();
      },
      radioChosen: (index) => planActions.showRadio(placed[index]?.radio),
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
      viewChanged: ({ scale }) => usePlanCursor.setState({ scale }),
    }),
    [measured, placed, plan, handle],
  );
  const isMeasureCleared = usePlanCursor((cursor) => cursor.measured.length === 0);
  useEffect(() => {
    if (isMeasureCleared) handle.current?.showMeasure([], '');
  }, [isMeasureCleared, handle]);
  return { scene, events };
}
