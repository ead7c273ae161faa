// Tools at the plan's side, the zoom, and the value beside the pointer.
import { Hand, Maximize, Minus, MousePointer2, Plus, Ruler } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import type { HeatGrid } from '../canvas/heat-bitmap.ts';
import { valueAt } from '../canvas/heat-bitmap.ts';
import type { PlanHandle } from '../canvas/PlanCanvas.tsx';
import type { ToolName } from '../canvas/tools/tool.ts';
import { IconButton } from '../ui/controls.tsx';
import { formatDbm } from '../ui/format.ts';
import { planActions, usePlanCursor, usePlanView } from './plan-view.ts';

const tools: readonly (readonly [ToolName, string, string, ReactNode])[] = [
  ['select', 'Select', 'V', <MousePointer2 key="select" />],
  ['pan', 'Move the plan', 'H', <Hand key="pan" />],
  ['measure', 'Measure a length', 'M', <Ruler key="measure" />],
];

export function PlanTools() {
  const chosen = usePlanView((view) => view.tool);
  return (
    <div className="tools" role="toolbar" aria-label="Tools" aria-orientation="vertical" data-pane tabIndex={-1}>
      {tools.map(([name, label, keys, icon]) => (
        <IconButton
          key={name}
          label={label}
          keys={keys}
          aria-pressed={name === chosen}
          onClick={() => planActions.use(name)}
        >
          {icon}
        </IconButton>
      ))}
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
