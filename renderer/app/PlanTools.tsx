// Tools at the plan's side, the zoom, and the value beside the pointer.
import {
  Blocks,
  Bluetooth,
  Crosshair,
  DoorOpen,
  Hand,
  Maximize,
  Minus,
  MousePointer2,
  PenLine,
  Plus,
  Redo2,
  Router,
  Ruler,
  Square,
  SquareDashed,
  StickyNote,
  Undo2,
} from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import type { HeatGrid } from '../canvas/heat-bitmap.ts';
import { valueAt } from '../canvas/heat-bitmap.ts';
import type { PlanHandle } from '../canvas/PlanCanvas.tsx';
import type { ToolName } from '../canvas/tools/tool.ts';
import { IconButton } from '../ui/controls.tsx';
import { formatDbm } from '../ui/format.ts';
import { designActions, useDesignStore } from './design-store.ts';
import { showKeys } from './keys.ts';
import { planActions, usePlanCursor, usePlanView } from './plan-view.ts';

type ToolEntry = readonly [ToolName, string, string, ReactNode];
const looking: readonly ToolEntry[] = [
  ['select', 'Select', 'V', <MousePointer2 key="select" />],
  ['pan', 'Move the plan', 'H', <Hand key="pan" />],
  ['measure', 'Measure a length', 'M', <Ruler key="measure" />],
];
/** Tools that change the plan. */
export const drawingTools: readonly ToolEntry[] = [
  ['wall', 'Draw walls', 'W', <PenLine key="wall" />],
  ['rectangle', 'Draw a room', 'R', <Square key="rectangle" />],
  ['door', 'Put in a door', 'D', <DoorOpen key="door" />],
  ['zone', 'Draw a zone', 'Z', <SquareDashed key="zone" />],
  ['area', 'Draw an attenuation area', 'K', <Blocks key="area" />],
  ['ap', 'Place an access point', 'A', <Router key="ap" />],
  ['beacon', 'Place a beacon', 'B', <Bluetooth key="beacon" />],
  ['note', 'Add a note', 'N', <StickyNote key="note" />],
  ['alignment', 'Set an alignment point', 'L', <Crosshair key="alignment" />],
];

function ToolButtons({ entries, isOff }: { entries: readonly ToolEntry[]; isOff?: boolean }) {
  const chosen = usePlanView((view) => view.tool);
  return entries.map(([name, label, keys, icon]) => (
    <IconButton
      key={name}
      label={label}
      keys={keys}
      aria-pressed={name === chosen}
      disabled={isOff}
      onClick={() => planActions.use(name)}
    >
      {icon}
    </IconButton>
  ));
}

export function PlanTools({ canDraw }: { canDraw: boolean }) {
  const canUndo = useDesignStore((state) => state.undo.length > 0);
  const canRedo = useDesignStore((state) => state.redo.length > 0);
  return (
    <div className="tools" role="toolbar" aria-label="Tools" aria-orientation="vertical" data-pane tabIndex={-1}>
      <ToolButtons entries={looking} />
      <hr />
      <ToolButtons entries={drawingTools} isOff={!canDraw} />
      <hr />
      <IconButton label="Undo" keys={showKeys('Ctrl Z')} disabled={!canUndo} onClick={designActions.undo}>
        <Undo2 />
      </IconButton>
      <IconButton label="Redo" keys={showKeys('Ctrl Shift Z')} disabled={!canRedo} onClick={designActions.redo}>
        <Redo2 />
      </IconButton>
    </div>
  );
}

/** CSS pixels in a metre of a drawing at 1:1 on a screen of 96 per inch. */
const pxPerMetre = 96 / 0.0254;
const zoomStep = 1.3;

export function ZoomBar({ handle, hasScale }: { handle: RefObject<PlanHandle | null>; hasScale: boolean }) {
  const scale = usePlanCursor((cursor) => cursor.scale);
  return (
    <div className="zoom-bar">
      <IconButton label="Zoom out" keys="-" onClick={() => handle.current?.zoomBy(1 / zoomStep)}>
        <Minus />
      </IconButton>
      <span className="small muted" title="Scale on this screen">
        {scale > 0 && hasScale ? `1 : ${Math.round(pxPerMetre / scale)}` : ''}
      </span>
      <IconButton label="Zoom in" keys="+" onClick={() => handle.current?.zoomBy(zoomStep)}>
        <Plus />
      </IconButton>
      <IconButton label="Show the whole plan" keys="0" onClick={() => handle.current?.showAll()}>
        <Maximize />
      </IconButton>
    </div>
  );
}

export function PlanTooltip({ heat }: { heat: HeatGrid | undefined }) {
  const { place, x, y } = usePlanCursor();
  const isShown = usePlanView((view) => view.layers.heatmap.isShown);
  if (!place || !heat || !isShown) return null;
  const value = valueAt(heat, ...place);
  // At the right edge it would be cut off.
  const isRight = x > (document.querySelector('.plan-area')?.clientWidth ?? Number.POSITIVE_INFINITY) - 110;
  if (Number.isNaN(value)) return null;
  return (
    <div
      className="plan-tooltip"
      style={{ transform: `translate(${x + 14}px, ${y + 16}px)${isRight ? ' translateX(calc(-100% - 28px))' : ''}` }}
      aria-hidden="true"
    >
      {formatDbm(value, 1)}
    </div>
  );
}
