// The practice world (lab/): loaded only behind --lab or the button on the start screen.
import type { LiveScan, ReadingSource } from './reading-source.ts';

export interface PracticeWall {
  readonly x1M: number;
  readonly y1M: number;
  readonly x2M: number;
  readonly y2M: number;
  readonly material: string;
}
export interface PracticeRadio {
  readonly key: string;
  readonly name: string;
  readonly kind: 'wifi' | 'ble';
  readonly xM: number;
  readonly yM: number;
  readonly heightM: number;
  readonly txPowerDbm: number;
  readonly freqMhz: number;
}
export interface PracticeFloor {
  readonly name: string;
  readonly level: number;
  readonly widthM: number;
  readonly heightM: number;
  /** The plan as files a person could have been given. Both show `widthM` x `heightM`, no margin. */
  readonly planSvg: string;
  readonly planPdf: Uint8Array<ArrayBuffer>;
  readonly walls: readonly PracticeWall[];
  readonly radios: readonly PracticeRadio[];
  /** The finished survey of this floor. */
  readonly survey: readonly LiveScan[];
}
export interface PracticeWorld {
  readonly name: string;
  readonly seed: number;
  readonly floors: readonly PracticeFloor[];
  readonly sources: readonly ReadingSource[];
}
/** Makes the world of a seed; the same seed gives the same world, byte for byte. */
export type MakePracticeWorld = (seed: number) => PracticeWorld;
