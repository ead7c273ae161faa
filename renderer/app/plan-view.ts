// What the plan screen shows and what is chosen on it: one small store that the plan's features share.
import { create } from 'zustand';
import type { HeatmapMetric } from '../../shared/contract/coverage.ts';
import type { Radio, RadioKind } from '../../shared/model/radio.ts';
import { emptyScene, type LayerName, type LayerSettings } from '../canvas/scene.ts';
import type { Place, ToolName } from '../canvas/tools/tool.ts';

export type KindChoice = RadioKind | 'all';
export type PlanDialog =
  | 'plan'
  | 'readings'
  | 'scale'
  | 'place'
  | 'walls'
  | 'radios'
  | 'walk'
  | 'export'
  | 'materials'
  | 'test'
  | 'devices'
  | 'note';

interface PlanView {
  readonly tool: ToolName;
  readonly metric: HeatmapMetric;
  readonly kind: KindChoice;
  /** The radio whose map and points are shown; undefined: all. */
  readonly radio: Pick<Radio, 'radioId' | 'key' | 'kind'> | undefined;
  readonly cellM: number;
  readonly reachM: number;
  readonly layers: LayerSettings;
  /** Index among the points, and the scan behind it. */
  readonly point: { readonly index: number; readonly scan: number } | undefined;
  readonly dialog: PlanDialog | undefined;
  /** Materials that walls and doors are drawn with. */
  readonly wallMaterial: string;
  readonly doorMaterial: string;
  /** Step of the grid that things are drawn on, metres; undefined: none. */
  readonly gridM: number | undefined;
  /** The line that is measured next is for the scale: its dialog opens when both ends are set. */
  readonly isMeasuringForScale: boolean;
}

const initial: PlanView = {
  tool: 'select',
  metric: 'strongest',
  kind: 'all',
  radio: undefined,
  cellM: 0.5,
  reachM: 5,
  layers: emptyScene.layers,
  point: undefined,
  dialog: undefined,
  wallMaterial: 'drywall',
  doorMaterial: 'door-wood',
  gridM: undefined,
  isMeasuringForScale: false,
};

export const usePlanView = create<PlanView>(() => initial);
const set = usePlanView.setState;

export const planActions = {
  use: (tool: ToolName) => set({ tool, isMeasuringForScale: false }),
  measureForScale: () => set({ tool: 'measure', isMeasuringForScale: true, dialog: undefined }),
  measured: () =>
    set(({ isMeasuringForScale, dialog }) => ({
      isMeasuringForScale: false,
      dialog: isMeasuringForScale ? 'scale' : dialog,
    })),
  showKind: (kind: KindChoice) => set({ kind, metric: 'strongest', radio: undefined, point: undefined }),
  showRadio: (radio: PlanView['radio']) => set({ radio, metric: radio ? 'rssi' : 'strongest', point: undefined }),
  setCell: (cellM: number) => set({ cellM }),
  setDrawing: (drawing: Partial<Pick<PlanView, 'wallMaterial' | 'doorMaterial' | 'gridM'>>) => set(drawing),
  setReach: (reachM: number) => set({ reachM }),
  setLayer: (name: LayerName, change: Partial<LayerSettings[LayerName]>) =>
    set(({ layers }) => ({ layers: { ...layers, [name]: { ...layers[name], ...change } } })),
  choosePoint: (point: PlanView['point']) => set({ point }),
  openDialog: (dialog: PlanDialog | undefined) => set({ dialog }),
  /** Another floor or site: what was chosen on the last one means nothing there. */
  forgetChoices: () => set({ radio: undefined, metric: 'strongest', point: undefined, dialog: undefined }),
};

/** The pointer's place and the measured line, apart from the rest because they change with every move. */
interface PlanCursor {
  readonly place: Place | undefined;
  readonly x: number;
  readonly y: number;
  readonly measured: readonly Place[];
  readonly isMeasured: boolean;
  /** Screen pixels for a metre. */
  readonly scale: number;
}
export const usePlanCursor = create<PlanCursor>(() => ({
  place: undefined,
  x: 0,
  y: 0,
  measured: [],
  isMeasured: false,
  scale: 0,
}));
