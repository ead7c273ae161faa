// What a tool sees and does. One discriminated union says what the pointer is doing; the stage keeps it, tools return the next one.
import type { DesignEdit } from '../../../shared/design/document.ts';
import type { DesignObject, FieldsOf } from '../../../shared/model/design.ts';
import type { FloorId, ObjectId } from '../../../shared/model/ids.ts';
import type { Hit } from '../hit.ts';
import type { Place } from '../place.ts';
import type { Scene } from '../scene.ts';
import type { Snapped } from '../snap.ts';
import type { View } from '../view.ts';

export type { Place } from '../place.ts';

export const toolNames = [
  'select',
  'pan',
  'measure',
  'wall',
  'rectangle',
  'door',
  'zone',
  'area',
  'ap',
  'beacon',
  'note',
  'alignment',
  'here',
] as const;
export type ToolName = (typeof toolNames)[number];

export type Gesture =
  | { readonly kind: 'idle' }
  | { readonly kind: 'pressing'; readonly x: number; readonly y: number; readonly hit?: Hit | undefined }
  | { readonly kind: 'panning'; readonly x: number; readonly y: number }
  | { readonly kind: 'measuring'; readonly from: Place }
  /** A line or an outline in the making. `isPressed`: the button that set the last point is still down. */
  | { readonly kind: 'drawing'; readonly points: readonly Place[]; readonly isPressed: boolean }
  | { readonly kind: 'dragging'; readonly from: Place; readonly hit: Hit; readonly edit?: DesignEdit | undefined }
  | { readonly kind: 'boxing'; readonly from: Place };
export const idle: Gesture = { kind: 'idle' };

export interface Pointer {
  readonly x: number;
  readonly y: number;
  readonly place: Place;
  /** Held with Shift: straight lines only; select: add to what is chosen. */
  readonly isStraight: boolean;
  /** Held with Alt: no snapping; a wall's end alone, without those that meet it. */
  readonly isFree: boolean;
}

/** What is being made and is not yet in the document: drawn over everything, gone with the gesture. */
export interface Draft {
  /** A line of points; an outline where it is closed. */
  readonly points?: readonly Place[];
  readonly isClosed?: boolean;
  readonly snapped?: Snapped | undefined;
  /** Objects as they would be. */
  readonly objects?: readonly DesignObject[];
  readonly box?: readonly [Place, Place];
  readonly text?: string;
}

/** What new objects are made of. */
export interface DrawingSettings {
  readonly floor: FloorId;
  readonly wallMaterial: string;
  readonly doorMaterial: string;
  readonly ap: Omit<FieldsOf<'ap'>, 'floor' | 'place' | 'name'>;
}

export interface Surface {
  readonly view: View;
  readonly scene: Scene;
  setView(view: View): void;
  /** Index of the measured point under the pointer, or -1. */
  pointAt(pointer: Pointer): number;
  choosePoint(index: number | undefined): void;
  /** Where the person who walks is, or is going. */
  setTarget(place: Place): void;
  setMeasure(points: readonly Place[], isFinished: boolean): void;
  /** What lies under the pointer of all that is drawn and placed. */
  hitAt(pointer: Pointer): Hit | undefined;
  snap(pointer: Pointer, from?: Place, except?: ReadonlySet<string>): Snapped;
  setDraft(draft: Draft | undefined): void;
  /** Undefined where nothing can be drawn: no floor, no scale, or a site that is only looked at. */
  readonly drawing: DrawingSettings | undefined;
  edit(edit: DesignEdit): void;
  select(ids: readonly ObjectId[], how: 'only' | 'toggle'): void;
}

export interface Tool {
  readonly cursor: string;
  down(surface: Surface, pointer: Pointer, gesture: Gesture): Gesture;
  move(surface: Surface, pointer: Pointer, gesture: Gesture): Gesture;
  up(surface: Surface, pointer: Pointer, gesture: Gesture): Gesture;
  /** Enter, Escape, Backspace while it is at work. Undefined: the key is not for it. */
  key?(surface: Surface, key: string, gesture: Gesture): Gesture | undefined;
}
