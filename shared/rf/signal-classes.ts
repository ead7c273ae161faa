// The signal scale: fixed breaks and colours in both themes, on screen and in exports. Never stretched to the data.

export interface SignalClass {
  /** Lowest RSSI of the class, dBm; the weakest class has none. */
  readonly fromDbm: number;
  readonly label: string;
  /** sRGB. Lightness falls with the signal, so that it reads in grey print too. */
  readonly colour: readonly [red: number, green: number, blue: number];
}

export const signalClasses: readonly SignalClass[] = [
  { fromDbm: -50, label: '≥ −50', colour: [0xf1, 0xee, 0x61] },
  { fromDbm: -60, label: '−60 to −50', colour: [0x8e, 0xde, 0x71] },
  { fromDbm: -67, label: '−67 to −60', colour: [0x11, 0xba, 0xa7] },
  { fromDbm: -75, label: '−75 to −67', colour: [0x25, 0x7c, 0xba] },
  { fromDbm: -85, label: '−85 to −75', colour: [0x49, 0x41, 0x9a] },
  { fromDbm: Number.NEGATIVE_INFINITY, label: 'below −85', colour: [0x46, 0x18, 0x61] },
];

/** The usual pass line for data and voice, a break of the scale, dBm. */
export const usualPassDbm = -67;

/** Index of the class of a value, 0 = strongest; a value on a break belongs to the stronger class. -1 for NaN. */
export function signalClassOf(rssiDbm: number): number {
  return signalClasses.findIndex(({ fromDbm }) => rssiDbm >= fromDbm);
}

/** Share of the cells in each class, 0..1, and the share that has no value. */
export function classShares(valuesDbm: Float32Array): { shares: number[]; notMeasured: number } {
  const counts = new Array<number>(signalClasses.length).fill(0);
  let missing = 0;
  for (const value of valuesDbm) {
    const index = signalClassOf(value);
    if (index < 0) missing++;
    else counts[index] = (counts[index] ?? 0) + 1;
  }
  const cells = Math.max(1, valuesDbm.length);
  return { shares: counts.map((count) => count / cells), notMeasured: missing / cells };
}
