// What the plan shows. Plain data: the stage draws it, screens put it together.
import type { Plan } from '../../shared/contract/floorplan.ts';
import { type DesignScene, emptyDesign, type Selection } from './design-scene.ts';
import type { HeatGrid } from './heat-bitmap.ts';
import type { Place } from './place.ts';

export type LayerName = 'plan' | 'walls' | 'zones' | 'readings' | 'heatmap' | 'radios';
export const layerNames: readonly LayerName[] = ['plan', 'walls', 'zones', 'readings', 'heatmap', 'radios'];
export type LayerSettings = Readonly<Record<LayerName, { readonly isShown: boolean; readonly opacity: number }>>;

export interface Points {
  readonly xM: Float32Array;
  readonly yM: Float32Array;
}

export interface Track {
  readonly legs: readonly (readonly [Place, Place])[];
  readonly marks: readonly Place[];
  /** Where the leg that is walked began. */
  readonly open: Place | undefined;
}

export interface Scene {
  readonly plan: Plan | undefined;
  readonly design: DesignScene;
  readonly selection: Selection;
  /** Walls in the colours of their materials. */
  readonly showsMaterials: boolean;
  readonly points: Points | undefined;
  readonly heat: HeatGrid | undefined;
  /** Walks, the one that goes on last. */
  readonly tracks: readonly Track[];
  readonly layers: LayerSettings;
  /** Index of the chosen point. */
  readonly chosenPoint: number | undefined;
}

export const emptyScene: Scene = {
  plan: undefined,
  design: emptyDesign,
  selection: new Set(),
  showsMaterials: false,
  points: undefined,
  heat: undefined,
  tracks: [],
  layers: {
    plan: { isShown: true, opacity: 1 },
    walls: { isShown: true, opacity: 1 },
    zones: { isShown: true, opacity: 1 },
    readings: { isShown: true, opacity: 1 },
    heatmap: { isShown: true, opacity: 0.88 },
    radios: { isShown: true, opacity: 1 },
  },
  chosenPoint: undefined,
};

/** A plan without a scale is shown as if it were this wide, so that it can be looked at and measured in pixels. */
const unscaledWidthM = 40;

/** Metres for a plan pixel on the canvas. */
export const displayScale = (plan: Plan): number => plan.metresPerPixel ?? unscaledWidthM / plan.widthPx;
