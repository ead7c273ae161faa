// The map of the signal for what is chosen on the plan screen.
import { useMemo } from 'react';
import type { OutputOf } from '../../../shared/contract/contract.ts';
import type { AppError } from '../../../shared/errors/app-error.ts';
import { useCall } from '../../app/client.tsx';
import { useCurrent } from '../../app/current.ts';
import { usePlanView } from '../../app/plan-view.ts';

export type Heatmap = OutputOf<'coverage.computeHeatmap'>;
export interface HeatmapState {
  readonly heat: Heatmap | undefined;
  readonly error: AppError | undefined;
  /** The shown map is the one before; the new one is being worked out. */
  readonly isComputing: boolean;
}

export function useHeatmap(): HeatmapState {
  const { site, floor } = useCurrent();
  const { metric, kind, radio, cellM, reachM } = usePlanView();
  const isReady = floor !== undefined && floor.readings > 0;
  const { data, error, isFetching } = useCall(
    'coverage.computeHeatmap',
    {
      siteId: site?.siteId ?? '',
      floor: floor?.floorId ?? '',
      metric,
      cellM,
      reachM,
      // A key is one radio's only within its kind.
      ...(radio === undefined ? (kind === 'all' ? {} : { kind }) : { radio: radio.key, kind: radio.kind }),
    },
    { enabled: isReady, keepPrevious: true },
  );
  return useMemo(
    () => ({
      heat: isReady && !error && data?.floorId === floor.floorId ? data : undefined,
      error: isReady ? (error ?? undefined) : undefined,
      isComputing: isReady && isFetching,
    }),
    [data, error, isFetching, isReady, floor?.floorId],
  );
}
