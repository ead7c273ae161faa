// The plan: puts the floor's plan, readings and map together on one canvas, with their panels around it.
import { Download, PanelRight } from 'lucide-react';
import { type RefObject, useEffect, useRef } from 'react';
import type { Plan } from '../../shared/contract/floorplan.ts';
import type { Radio } from '../../shared/model/radio.ts';
import { PlanCanvas, type PlanHandle } from '../canvas/PlanCanvas.tsx';
import type { Scene } from '../canvas/scene.ts';
import { CoverageBar } from '../features/coverage/CoverageBar.tsx';
import { CellInspector, CoverageInspector } from '../features/coverage/CoverageInspector.tsx';
import { Legend, type MarkKind, markKinds } from '../features/coverage/Legend.tsx';
import { type HeatmapState, useHeatmap } from '../features/coverage/use-heatmap.ts';
import { DrawingBar } from '../features/floorplan/DrawingBar.tsx';
import { ObjectInspector } from '../features/floorplan/ObjectInspector.tsx';
import { useDrawing } from '../features/floorplan/use-drawing.ts';
import { usePlan } from '../features/floorplan/use-plan.ts';
import { PointInspector } from '../features/survey/PointInspector.tsx';
import { RadioList } from '../features/survey/RadioList.tsx';
import { usePoints, useRadios } from '../features/survey/use-points.ts';
import { StartWalkButton, WalkBar } from '../features/survey/WalkBar.tsx';
import { IconButton } from '../ui/controls.tsx';
import { useCurrent } from './current.ts';
import { showKeys } from './keys.ts';
import { PlanDialogs } from './PlanDialogs.tsx';
import { PlanEmpty, PlanHint } from './PlanEmpty.tsx';
import { ImportMenu, LayersMenu, ScaleMenu } from './PlanMenus.tsx';
import { PlanStatus } from './PlanStatus.tsx';
import { PlanTools, PlanTooltip, ZoomBar } from './PlanTools.tsx';
import { usePlanCommands } from './plan-commands.ts';
import { planActions, usePlanView } from './plan-view.ts';
import { sessionActions, useSession } from './session.ts';
import { useThemeName } from './theme.ts';
import { usePlanScene } from './use-plan-scene.ts';
import { useTiles } from './use-tiles.ts';

function PlanBar({ plan }: { plan: Plan | undefined }) {
  const { floor } = useCurrent();
  const isInspectorShown = useSession((session) => session.isInspectorShown);
  return (
    <div className="screen-bar" data-pane tabIndex={-1} role="toolbar" aria-label="Plan">
      <CoverageBar />
      <span className="spread" />
      <ScaleMenu plan={plan} />
      <LayersMenu />
      <ImportMenu />
      <IconButton
        label="Export"
        disabled={!floor || floor.readings === 0}
        onClick={() => planActions.openDialog('export')}
      >
        <Download />
      </IconButton>
      <StartWalkButton hasScale={plan?.metresPerPixel !== undefined} />
      <IconButton
        label="Inspector"
        keys={showKeys('Ctrl I')}
        aria-pressed={isInspectorShown}
        onClick={sessionActions.toggleInspector}
      >
        <PanelRight />
      </IconButton>
    </div>
  );
}

function Inspector({ heatmap, radios }: { heatmap: HeatmapState; radios: readonly Radio[] }) {
  return (
    <aside className="inspector" data-pane tabIndex={-1} aria-label="Inspector">
      <ObjectInspector />
      <PointInspector />
      <CoverageInspector state={heatmap} radios={radios} />
      <CellInspector state={heatmap} radios={radios} />
      <RadioList />
    </aside>
  );
}

/** Kinds of marks that the plan shows just now. */
function marksOf({ layers, design, points }: Scene): MarkKind[] {
  const isPlaced = (marks: readonly unknown[]) => layers.radios.isShown && marks.length > 0;
  const shown: Record<MarkKind, boolean> = {
    wifi: isPlaced(design.aps),
    ble: isPlaced(design.beacons),
    point: layers.readings.isShown && (points?.xM.length ?? 0) > 0,
  };
  return markKinds.filter((kind) => shown[kind]);
}

/** What lies over the canvas. */
function PlanOverlays({
  plan,
  heatmap,
  scene,
  handle,
}: {
  plan: Plan | undefined;
  heatmap: HeatmapState;
  scene: Scene;
  handle: RefObject<PlanHandle | null>;
}) {
  const { floor } = useCurrent();
  const { isShown, opacity } = usePlanView((view) => view.layers.heatmap);
  const { heat, isComputing, error } = heatmap;
  return (
    <>
      <PlanHint plan={plan} floor={floor} error={error} isWaiting={isComputing && !heat} />
      {heat && isShown ? (
        <Legend
          heat={heat}
          paper={plan && !plan.isVector ? 'picture' : 'drawing'}
          isComputing={isComputing}
          opacity={opacity}
          marks={marksOf(scene)}
        />
      ) : null}
      <ZoomBar handle={handle} hasScale={!plan || plan.metresPerPixel !== undefined} />
      <PlanTooltip heat={heat} />
      <WalkBar plan={handle} />
    </>
  );
}

export function PlanRoute() {
  const { site, floor, info } = useCurrent();
  const theme = useThemeName();
  const loadTile = useTiles();
  const { plan, isLoading } = usePlan();
  const measured = usePoints();
  const radios = useRadios();
  const heatmap = useHeatmap();
  const tool = usePlanView((view) => view.tool);
  const gridM = usePlanView((view) => view.gridM);
  const drawing = useDrawing(plan);
  const isInspectorShown = useSession((session) => session.isInspectorShown);
  const handle = useRef<PlanHandle>(null);
  usePlanCommands(handle, drawing !== undefined);
  useEffect(() => sessionActions.setStatus(''), []);
  const { scene, events } = usePlanScene({ plan, measured, radios, heat: heatmap.heat }, handle);

  if (!site) return <PlanEmpty kind="no-site" />;
  if (info && !floor) return <PlanEmpty kind="no-floor" />;
  const isBare = floor !== undefined && !isLoading && !plan && floor.readings === 0;
  return (
    <div className={`plan${isInspectorShown ? '' : ' no-inspector'}`}>
      <PlanBar plan={plan} />
      <PlanTools canDraw={drawing !== undefined} />
      <div
        className="plan-area"
        data-pane
        tabIndex={-1}
        data-heat={heatmap.heat ? (heatmap.isComputing ? 'computing' : 'shown') : 'none'}
      >
        {isBare ? (
          <PlanEmpty kind="no-plan" floorName={floor.name} />
        ) : (
          <PlanCanvas
            label={`Plan of ${floor?.name ?? 'the floor'}. Arrow keys move it, plus and minus zoom.`}
            scene={scene}
            tool={tool}
            drawing={drawing}
            gridM={gridM}
            theme={theme}
            loadTile={loadTile}
            events={events}
            handle={handle}
          />
        )}
        {drawing ? <DrawingBar /> : null}
        <PlanOverlays plan={plan} heatmap={heatmap} scene={scene} handle={handle} />
      </div>
      {isInspectorShown ? <Inspector heatmap={heatmap} radios={radios} /> : null}
      <PlanStatus
        plan={plan}
        heat={heatmap.heat}
        withoutPlace={measured?.withoutPlace ?? 0}
        points={measured?.scan.length ?? 0}
      />
      <PlanDialogs plan={plan} />
    </div>
  );
}
