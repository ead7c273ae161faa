// Where something was measured on the floor, and the radios that were heard.
import { useMemo } from 'react';
import type { Radio } from '../../../shared/model/radio.ts';
import { useCall } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { usePlanView } from '../../app/plan-view.ts';

const noRadios: readonly Radio[] = [];

export function usePoints() {
  const { site, floor } = useCurrent();
  const radioId = usePlanView((view) => view.radio?.radioId);
  const input = { siteId: site?.siteId ?? '', floor: floor?.floorId ?? '' };
  const { data } = useCall('survey.listPoints', radioId === undefined ? input : { ...input, radioId }, {
    enabled: floor !== undefined,
    keepPrevious: true,
  });
  const hasFloor = floor !== undefined;
  return useMemo(() => {
    if (!data || data.scan.length === 0 || !hasFloor) return undefined;
    return {
      points: { xM: data.xM, yM: data.yM },
      scan: data.scan,
      rssiDbm: data.rssiDbm,
      withoutPlace: data.withoutPlace,
    };
  }, [data, hasFloor]);
}

/** Radios heard on or known for this floor, strongest first. */
export function useRadios(): readonly Radio[] {
  const { site, floor } = useCurrent();
  const { data } = useCall(
    'site.listRadios',
    { siteId: site?.siteId ?? '', floor: floor?.floorId ?? '' },
    { enabled: floor !== undefined, keepPrevious: true },
  );
  return data?.radios ?? noRadios;
}
