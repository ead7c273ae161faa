// The radio field: RSSI = P + G - FSPL(1 m) - 10 n log10(d) - walls - slabs + shadowing + fading.
// Log-distance with multi-wall losses as in COST 231 (final report, ch. 4.7); shadowing correlated in space after Gudmundson (1991),
// made of random Fourier features (Rahimi and Recht 2007) so that any point can be asked for without a grid.
import { crosses, type WallPiece } from '../office/walls.ts';
import { normal, seedFor, uniform } from '../random.ts';
import type { Transmitter } from './transmitters.ts';

export const pathLossExponent = 3;
export const shadowingSdDb = 3.5;
export const shadowingLengthM = 4;
export const fadingSdDb = 2;
const storeyHeightM = 3.6;
const slabLossDb = 16;
const receiverHeightM = 1.2;
/** Antennas of both ends together, and the body in between. */
const gainDb: Record<Transmitter['kind'], number> = { wifi: -2, ble: -6 };
/** Below this a receiver hears nothing; 3 dB above it, every other packet. */
const sensitivityDbm: Record<Transmitter['kind'], number> = { wifi: -92, ble: -96 };

const wallLossDb: Record<WallPiece['material'], { readonly low: number; readonly high: number }> = {
  brick: { low: 7, high: 10 },
  concrete: { low: 10, high: 15 },
  drywall: { low: 2.5, high: 3.5 },
  glass: { low: 2, high: 3 },
};

/** Loss of a wall at 2.4 GHz or at 5 and 6 GHz, dB. */
export const lossDb = (material: WallPiece['material'], freqMhz: number): number =>
  wallLossDb[material][freqMhz < 3_000 ? 'low' : 'high'];

/** Free-space loss over the first metre, dB. ITU-R P.525. */
export const firstMetreLossDb = (freqMhz: number): number => 20 * Math.log10(freqMhz) - 27.55;

const featureCount = 48;

/** A Gaussian field of unit variance with a squared-exponential-like correlation over `shadowingLengthM`. */
function shadowing(seed: number): (x: number, y: number) => number {
  const random = uniform(seed);
  const gaussian = normal(random);
  const waves = Array.from({ length: featureCount }, () => ({
    kx: gaussian() / shadowingLengthM,
    ky: gaussian() / shadowingLengthM,
    phase: 2 * Math.PI * random(),
  }));
  const scale = Math.sqrt(2 / featureCount);
  return (x, y) => scale * waves.reduce((sum, wave) => sum + Math.cos(wave.kx * x + wave.ky * y + wave.phase), 0);
}

export class RadioField {
  readonly #walls: ReadonlyMap<number, readonly WallPiece[]>;
  readonly #shadows: ReadonlyMap<string, (x: number, y: number) => number>;

  constructor(walls: ReadonlyMap<number, readonly WallPiece[]>, radios: readonly Transmitter[], seed: number) {
    this.#walls = walls;
    this.#shadows = new Map(radios.map((radio) => [radio.key, shadowing(seedFor(seed, `shadow ${radio.key}`))]));
  }

  /** Mean RSSI at a point of a storey, dBm: everything but fading. */
  meanDbm(radio: Transmitter, x: number, y: number, level: number): number {
    const storeys = Math.abs(radio.level - level);
    const rise = radio.heightM - receiverHeightM + (radio.level - level) * storeyHeightM;
    const distanceM = Math.max(1, Math.hypot(x - radio.xM, y - radio.yM, rise));
    const path = { x1M: radio.xM, y1M: radio.yM, x2M: x, y2M: y };
    const walls = (this.#walls.get(level) ?? []).reduce(
      (sum, wall) => sum + (crosses(wall, path) ? lossDb(wall.material, radio.freqMhz) : 0),
      0,
    );
    const shadow = (this.#shadows.get(radio.key)?.(x, y) ?? 0) * shadowingSdDb;
    const pathDb = firstMetreLossDb(radio.freqMhz) + 10 * pathLossExponent * Math.log10(distanceM);
    return radio.txPowerDbm + gainDb[radio.kind] - pathDb - walls - storeys * slabLossDb + shadow;
  }

  /** One packet's RSSI, whole dBm, or undefined where it is not heard. */
  sampleDbm(mean: number, kind: Transmitter['kind'], random: () => number): number | undefined {
    const value = mean + normal(random)() * fadingSdDb;
    const chance = 1 / (1 + Math.exp(-(value - sensitivityDbm[kind] - 3) / 1.2));
    return value > sensitivityDbm[kind] && random() < chance ? Math.round(value) : undefined;
  }
}
