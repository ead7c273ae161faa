// The inputs that the work items share with other implementations: mulberry32 with fixed seeds.
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export const floorWidthM = 100;
export const floorHeightM = 60;
export const radioCount = 40;

function places(count: number, seed: number) {
  const random = mulberry32(seed);
  const xM = new Float32Array(count);
  const yM = new Float32Array(count);
  for (let place = 0; place < count; place++) {
    xM[place] = random() * floorWidthM;
    yM[place] = random() * floorHeightM;
  }
  return { xM, yM };
}

/** `count` places on a floor of 100 x 60 m where each of 40 radios was heard, dBm. Seeds 1, 2, 3. */
export function surveyedFloor(count: number) {
  const { xM, yM } = places(count, 1);
  const radios = places(radioCount, 2);
  const random = mulberry32(3);
  const valuesDbm = Array.from({ length: radioCount }, (_, radio) =>
    Float32Array.from({ length: count }, (_value, place) => {
      const distance = Math.max(
        1,
        Math.hypot((xM[place] ?? 0) - (radios.xM[radio] ?? 0), (yM[place] ?? 0) - (radios.yM[radio] ?? 0)),
      );
      const noise = (random() + random() + random() + random() - 2) * 6;
      return Math.min(-20, Math.max(-95, Math.floor(-35 - 27 * Math.log10(distance) + noise + 0.5)));
    }),
  );
  return { xM, yM, valuesDbm };
}
