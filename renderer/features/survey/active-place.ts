// Where the person stands who tests the network.
import type { PlaceM } from '../../../shared/survey/walk-path.ts';
import { useCall } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { usePlanView } from '../../app/plan-view.ts';
import { useWalk } from '../../app/walk-state.ts';
import { formatPlace } from '../../ui/format.ts';

export interface ActivePlace extends PlaceM {
  /** How it is known. */
  readonly says: string;
  readonly text: string;
}

const named = (says: string, xM: number, yM: number): ActivePlace => ({ says, xM, yM, text: formatPlace(xM, yM) });

/** The crosshair of a walk, else its last mark, else the point that is chosen on the plan. */
export function useActivePlace(): ActivePlace | undefined {
  const { site } = useCurrent();
  const { update, target } = useWalk();
  const point = usePlanView((view) => view.point);
  const { data: chosen } = useCall(
    'survey.getPoint',
    { siteId: site?.siteId ?? '', scan: point?.scan ?? 1 },
    { enabled: site !== undefined && point !== undefined },
  );
  const { data: walks } = useCall(
    'survey.listWalks',
    { siteId: site?.siteId ?? '', floor: update?.floorId ?? '' },
    { enabled: site !== undefined && update !== undefined },
  );
  const marks = walks?.walks.find(({ walkId }) => walkId === update?.walkId)?.marks ?? [];
  const last = marks.findLast(({ xM }) => xM !== undefined);
  if (update && target) return named('At the crosshair', target[0], target[1]);
  if (update && last?.xM !== undefined && last.yM !== undefined) return named('At the last mark', last.xM, last.yM);
  if (point && chosen?.xM !== undefined && chosen.yM !== undefined)
    return named('At the chosen point', chosen.xM, chosen.yM);
  return undefined;
}
