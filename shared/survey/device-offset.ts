// How much weaker or stronger one receiver hears than another, out of a recording with both side by side.

export interface PairedReading {
  readonly device: 'reference' | 'device';
  /** What makes two readings of one radio comparable: the same walk or place, and the same few seconds. */
  readonly moment: string;
  readonly rssiDbm: number;
}

export interface DeviceComparison {
  /** To be added to what the device reads, to come to what the reference reads, dB. */
  readonly offsetDb: number;
  /** Of single moments around it, dB: 1.4826 times their median absolute deviation, one standard deviation of a normal spread. */
  readonly spreadDb: number;
  /** Of the offset, dB: from how far the radios disagree. Radios, not moments, are independent of each other. */
  readonly standardErrorDb: number;
  readonly moments: number;
  readonly radios: number;
}

/** Fewer say more about chance than about the receivers. */
export const leastMoments = 10;
const leastRadios = 2;
/** Moments of a radio before it counts. */
const leastOfRadio = 3;
/** 1 / Φ⁻¹(3/4) */
const madToSigma = 1.4826;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}
const spread = (values: readonly number[], around: number): number =>
  madToSigma * median(values.map((each) => Math.abs(each - around)));

/** Differences of one radio, reference minus device, one for each moment that both have heard it. */
export function differencesOf(readings: Iterable<PairedReading>): number[] {
  const moments = new Map<string, Record<PairedReading['device'], number[]>>();
  for (const { device, moment, rssiDbm } of readings) {
    const known = moments.get(moment) ?? { reference: [], device: [] };
    known[device].push(rssiDbm);
    moments.set(moment, known);
  }
  return [...moments.values()].flatMap(({ reference, device }) =>
    reference.length > 0 && device.length > 0 ? [median(reference) - median(device)] : [],
  );
}

/**
 * The median over radios of each radio's median: one radio that reflects, or fades for one of the two, does not move it.
 * @param byRadio differences of each radio
 * Undefined where too little was heard by both.
 */
export function compareDevices(byRadio: readonly (readonly number[])[]): DeviceComparison | undefined {
  const used = byRadio.filter((each) => each.length >= leastOfRadio);
  const all = used.flat();
  if (used.length < leastRadios || all.length < leastMoments) return undefined;
  const medians = used.map(median);
  const offsetDb = median(medians);
  return {
    offsetDb,
    spreadDb: spread(all, offsetDb),
    standardErrorDb: spread(medians, offsetDb) / Math.sqrt(used.length),
    moments: all.length,
    radios: used.length,
  };
}
