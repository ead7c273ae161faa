// A survey for the items that need a site file: every scan hears the radios of one part of a floor.
import { floorHeightM, floorWidthM, mulberry32 } from './inputs.ts';

export const radiosPerScan = 25;
const radios = 500;
const startMs = Date.UTC(2026, 0, 5, 8);
const seed = 11;

export interface BenchScan {
  readonly timeMs: number;
  readonly label: string;
  readonly xM: number;
  readonly yM: number;
  readonly device: string;
  readonly radios: readonly { readonly key: string; readonly kind: 'wifi'; readonly rssiDbm: number }[];
}

const keys = Array.from({ length: radios }, (_each, radio) => {
  const hex = radio.toString(16).padStart(4, '0');
  return `02:00:00:00:${hex.slice(0, 2)}:${hex.slice(2)}`;
});
export const someRadioKey = keys[0] ?? '';

/** `count` scans of 25 readings each, a second apart. */
export function* surveyScans(count: number): Generator<BenchScan> {
  const random = mulberry32(seed);
  const place = (lengthM: number) => Math.round(random() * lengthM * 100) / 100;
  for (let scan = 0; scan < count; scan++) {
    const first = Math.floor(random() * radios);
    yield {
      timeMs: startMs + scan * 1_000,
      label: String(scan),
      xM: place(floorWidthM),
      yM: place(floorHeightM),
      device: 'bench',
      radios: Array.from({ length: radiosPerScan }, (_each, index) => ({
        key: keys[(first + index) % radios] ?? '',
        kind: 'wifi' as const,
        rssiDbm: -30 - Math.floor(random() * 60),
      })),
    };
  }
}
