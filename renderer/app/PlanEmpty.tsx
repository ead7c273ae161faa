// What the plan says when something is missing, and the next step.
import { Map as MapIcon } from 'lucide-react';
import type { Plan } from '../../shared/contract/floorplan.ts';
import type { FloorSummary } from '../../shared/contract/site.ts';
import type { AppError } from '../../shared/errors/app-error.ts';
import { Button } from '../ui/controls.tsx';
import { formatCount } from '../ui/format.ts';
import { EmptyState } from '../ui/notes.tsx';
import { StateShape } from '../ui/StateMark.tsx';
import { useCurrent } from './current.ts';
import { overlayActions } from './overlays.ts';
import { PlanDialogs } from './PlanDialogs.tsx';
import { planActions } from './plan-view.ts';
import { useSiteActions } from './site-actions.ts';

interface PlanEmptyProps {
  kind: 'no-site' | 'no-floor' | 'no-plan';
  floorName?: string;
}

export function PlanEmpty({ kind, floorName }: PlanEmptyProps) {
  const { site } = useCurrent();
  const { openPractice } = useSiteActions();
  const isFixed = site?.readOnly !== false;
  if (kind === 'no-site') {
    return (
      <EmptyState
        icon={<MapIcon />}
        title="Open a site first"
        actions={
          <>
            <Button onClick={openPractice}>Open the practice site</Button>
            <Button kind="primary" onClick={() => overlayActions.showSiteDialog('open')}>
              Open site
            </Button>
          </>
        }
      >
        Plans, readings and maps belong to a site.
      </EmptyState>
    );
  }
  return (
    <>
      <EmptyState
        icon={<MapIcon />}
        title={kind === 'no-floor' ? 'This site has no floor yet' : `No plan for ${floorName} yet`}
        actions={
          <>
            {kind === 'no-floor' ? (
              <Button disabled={isFixed} onClick={() => overlayActions.showSiteDialog('add-floor')}>
                Add a floor
              </Button>
            ) : (
              <Button disabled={isFixed} onClick={() => planActions.openDialog('readings')}>
                Import readings
              </Button>
            )}
            <Button kind="primary" disabled={isFixed} onClick={() => planActions.openDialog('plan')}>
              Import plan
            </Button>
          </>
        }
      >
        Import a PDF, DXF, SVG or picture; then set the scale with one known length.
      </EmptyState>
      {kind === 'no-floor' ? <PlanDialogs plan={undefined} /> : null}
    </>
  );
}

interface PlanHintProps {
  plan: Plan | undefined;
  floor: FloorSummary | undefined;
  error: AppError | undefined;
  /** The first map is being worked out; nothing is shown yet. */
  isWaiting: boolean;
}

/** One line over the plan: what keeps the map from being there. */
export function PlanHint({ plan, floor, error, isWaiting }: PlanHintProps) {
  const { site } = useCurrent();
  if (!floor) return null;
  if (isWaiting) {
    return (
      <div className="plan-hint late" role="status">
        <StateShape state="run" />
        <span>{`Working out the map from ${formatCount(floor.readings)} readings`}</span>
      </div>
    );
  }
  if (site?.readOnly !== false) return null;
  if (plan && plan.metresPerPixel === undefined) {
    return (
      <div className="plan-hint" role="status">
        <StateShape state="warn" />
        <span>
          <strong>This plan has no scale.</strong> Measure one length that you know.
        </span>
        <Button onClick={() => planActions.openDialog('scale')}>Type it</Button>
        <Button kind="primary" onClick={planActions.measureForScale}>
          Measure
        </Button>
      </div>
    );
  }
  if (plan && floor.readings === 0) {
    return (
      <div className="plan-hint" role="status">
        <StateShape state="info" />
        <span>
          <strong>Nothing is measured on this floor yet.</strong> Bring in what was heard here.
        </span>
        <Button onClick={() => planActions.openDialog('readings')}>Import readings</Button>
      </div>
    );
  }
  if (!error) return null;
  return (
    <div className="plan-hint" role="status">
      <StateShape state="warn" />
      <span>
        <strong>{error.message}</strong> {error.step}
      </span>
    </div>
  );
}
