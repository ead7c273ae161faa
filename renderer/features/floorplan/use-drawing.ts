// What new objects on the floor are made of; undefined where nothing can be drawn.
import { useMemo } from 'react';
import type { Plan } from '../../../shared/contract/floorplan.ts';
import { useCurrent } from '../../app/current.ts';
import { usePlanView } from '../../app/plan-view.ts';
import type { DrawingSettings } from '../../canvas/tools/tool.ts';

/** A ceiling AP of three bands, as most are that are planned today. */
const usualAp: DrawingSettings['ap'] = {
  heightM: 2.7,
  mounting: 'ceiling',
  radios: (['2.4', '5', '6'] as const).map((band) => ({
    band,
    enabled: true,
    widthMhz: band === '2.4' ? 20 : band === '5' ? 40 : 80,
    powerDbm: band === '2.4' ? 11 : 17,
    antenna: 'omni',
    azimuthDeg: 0,
    tiltDeg: 0,
    bssids: [],
  })),
};

export function useDrawing(plan: Plan | undefined): DrawingSettings | undefined {
  const { site, floor } = useCurrent();
  const wallMaterial = usePlanView((view) => view.wallMaterial);
  const doorMaterial = usePlanView((view) => view.doorMaterial);
  // On a plan without a scale nothing has a place in metres yet.
  const canDraw = site?.readOnly === false && (!plan || plan.metresPerPixel !== undefined);
  const floorId = floor?.floorId;
  return useMemo(
    () => (canDraw && floorId ? { floor: floorId, wallMaterial, doorMaterial, ap: usualAp } : undefined),
    [canDraw, floorId, wallMaterial, doorMaterial],
  );
}
