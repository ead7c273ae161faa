// A person walking a route: places at a steady pace with a little sway, a scan every two seconds.
import type { LiveScan } from '../../main/ports/reading-source.ts';
import type { RadioField } from '../radio/field.ts';
import type { Transmitter } from '../radio/transmitters.ts';
import { normal, seedFor, uniform } from '../random.ts';

export const paceMPerS = 1.1;
/** Four channels' dwell of a Wi-Fi adapter and a few beacon intervals. */
export const scanIntervalS = 1.6;
const swayM = 0.12;

export interface WalkOptions {
  readonly level: number;
  readonly seed: number;
  readonly startMs: number;
  readonly device: string;
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Places along a route, `stepM` apart. */
export function* alongRoute(
  route: readonly (readonly [number, number])[],
  stepM: number,
): Generator<{ x: number; y: number; atM: number }> {
  let carried = 0;
  let atM = 0;
  for (let leg = 1; leg < route.length; leg++) {
    const [x1, y1] = route[leg - 1] ?? [0, 0];
    const [x2, y2] = route[leg] ?? [0, 0];
    const length = Math.hypot(x2 - x1, y2 - y1);
    let on = carried;
    for (; on < length; on += stepM) {
      const share = length === 0 ? 0 : on / length;
      yield { x: x1 + (x2 - x1) * share, y: y1 + (y2 - y1) * share, atM: atM + on };
    }
    carried = on - length;
    atM += length;
  }
}

interface HeardWorld {
  readonly field: RadioField;
  readonly radios: readonly Transmitter[];
}

/** What a laptop hears at a place. */
export function heardAt(
  { field, radios }: HeardWorld,
  place: { xM: number; yM: number; level: number },
  random: () => number,
): LiveScan['radios'] {
  return radios.flatMap((radio) => {
    const rssiDbm = field.sampleDbm(field.meanDbm(radio, place.xM, place.yM, place.level), radio.kind, random);
    return rssiDbm === undefined
      ? []
      : [{ key: radio.key, kind: radio.kind, name: radio.name, rssiDbm, freqMhz: radio.freqMhz }];
  });
}

/** All scans of one walk, in order; the time of each follows from the way walked. */
export function* walkScans(
  route: readonly (readonly [number, number])[],
  world: HeardWorld,
  options: WalkOptions,
): Generator<LiveScan> {
  const random = uniform(seedFor(options.seed, `walk ${options.level}`));
  const sway = normal(random);
  for (const { x, y, atM } of alongRoute(route, paceMPerS * scanIntervalS)) {
    const xM = round(x + sway() * swayM, 2);
    const yM = round(y + sway() * swayM, 2);
    const radios = heardAt(world, { xM, yM, level: options.level }, random);
    yield { timeMs: options.startMs + Math.round((atM / paceMPerS) * 1000), xM, yM, device: options.device, radios };
  }
}
