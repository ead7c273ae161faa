// A floor's plan and walls.
import type { Plan, Wall } from '../../../shared/contract/floorplan.ts';
import { useCall } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';

const noWalls: readonly Wall[] = [];

export function usePlan(): { plan: Plan | undefined; walls: readonly Wall[]; isLoading: boolean } {
  const { site, floor } = useCurrent();
  const input = { siteId: site?.siteId ?? '', floor: floor?.floorId ?? '' };
  const isOn = { enabled: site !== undefined && floor !== undefined };
  const plan = useCall('floorplan.getPlan', input, isOn);
  const walls = useCall('floorplan.listWalls', input, isOn);
  return { plan: plan.data?.plan, walls: walls.data?.walls ?? noWalls, isLoading: isOn.enabled && plan.isPending };
}
