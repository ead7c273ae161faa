// The plan's part of the status bar: the cursor, the scale, how much was measured.
import { createPortal } from 'react-dom';
import type { Plan } from '../../shared/contract/floorplan.ts';
import type { HeatGrid } from '../canvas/heat-bitmap.ts';
import { valueAt } from '../canvas/heat-bitmap.ts';
import { displayScale } from '../canvas/scene.ts';
import type { Place } from '../canvas/tools/tool.ts';
import { formatCount, formatDbm, formatMetres, formatPlace, plural } from '../ui/format.ts';
import { useCurrent } from './current.ts';
import { usePlanCursor } from './plan-view.ts';

function scaleWords(plan: Plan): string {
  if (plan.metresPerPixel === undefined) return 'no scale yet';
  const good = plan.checks.filter((check) => check.ok).length;
  const perPixel =
    plan.metresPerPixel >= 0.1 ? `${plan.metresPerPixel.toFixed(2)} m` : `${(plan.metresPerPixel * 100).toFixed(2)} cm`;
  const checked =
    plan.checks.length === 0
      ? 'not checked'
      : good === plan.checks.length
        ? `checked with ${plural(good, 'length')}`
        : 'a check is off';
  return `1 px = ${perPixel}, ${checked}`;
}

/** Without a scale there are no metres, only the picture's pixels. */
function cursorWords(plan: Plan | undefined, [xM, yM]: Place): string {
  if (!plan || plan.metresPerPixel !== undefined) return formatPlace(xM, yM);
  const scale = displayScale(plan);
  return `x ${Math.round((xM - plan.originXM) / scale)} px, y ${Math.round((yM - plan.originYM) / scale)} px`;
}

export function PlanStatus({
  plan,
  heat,
  withoutPlace,
  points,
}: {
  plan: Plan | undefined;
  heat: HeatGrid | undefined;
  withoutPlace: number;
  points: number;
}) {
  const { floor } = useCurrent();
  const place = usePlanCursor((cursor) => cursor.place);
  const target = document.getElementById('screen-status');
  if (!target) return null;
  const value = place && heat ? valueAt(heat, ...place) : Number.NaN;
  return createPortal(
    <>
      <span className="status-cursor">
        Cursor <b>{place ? cursorWords(plan, place) : '–'}</b>{' '}
        {place && heat ? <b data-testid="value">{Number.isNaN(value) ? 'not measured' : formatDbm(value, 1)}</b> : null}
      </span>
      {plan ? (
        <span>
          Scale <b>{scaleWords(plan)}</b>
        </span>
      ) : null}
      {plan?.widthM !== undefined && plan.heightM !== undefined ? (
        <span>
          Size <b data-testid="plan-size">{`${formatMetres(plan.widthM)} × ${formatMetres(plan.heightM)}`}</b>
        </span>
      ) : null}
      {floor ? (
        <span>
          <b>{formatCount(floor.readings)}</b> readings at <b>{formatCount(points)}</b> points
          {withoutPlace > 0 ? `, ${formatCount(withoutPlace)} scans without a place` : ''}
        </span>
      ) : null}
    </>,
    target,
  );
}
