// A floor's plan.
import type { Plan } from '../../../shared/contract/floorplan.ts';
import { useCall } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';

export function usePlan(): { plan: Plan | undefined; isLoading: boolean } {
  const { site, floor } = useCurrent();
  const input = { siteId: site?.siteId ?? '', floor: floor?.floorId ?? '' };
  const isOn = { enabled: site !== undefined && floor !== undefined };
  const plan = useCall('floorplan.getPlan', input, isOn);
  return { plan: plan.data?.plan, isLoading: isOn.enabled && plan.isPending };
}
