// What a tool sees and does. One discriminated union says what the pointer is doing; the stage keeps it, tools return the next one.
import type { Scene } from '../scene.ts';
import type { View } from '../view.ts';

export type ToolName = 'select' | 'pan' | 'measure';
/** A place on the plan, metres on the canvas. */
export type Place = readonly [xM: number, yM: number];

export type Gesture =
  | { readonly kind: 'idle' }
  | { readonly kind: 'pressing'; readonly x: number; readonly y: number }
  | { readonly kind: 'panning'; readonly x: number; readonly y: number }
  | { readonly kind: 'measuring'; readonly from: Place };
export const idle: Gesture = { kind: 'idle' };

export interface Pointer {
  readonly x: number;
  readonly y: number;
  readonly place: Place;
  /** Held with Shift: straight lines only. */
  readonly isStraight: boolean;
}

export interface Surface {
  readonly view: View;
  readonly scene: Scene;
  setView(view: View): void;
  /** Index of the measured point under the pointer, or -1. */
  pointAt(pointer: Pointer): number;
  choosePoint(index: number | undefined): void;
  chooseRadio(index: number): void;
  setMeasure(points: readonly Place[], isFinished: boolean): void;
}

export interface Tool {
  readonly cursor: string;
  down(surface: Surface, pointer: Pointer, gesture: Gesture): Gesture;
  move(surface: Surface, pointer: Pointer, gesture: Gesture): Gesture;
  up(surface: Surface, pointer: Pointer, gesture: Gesture): Gesture;
}
