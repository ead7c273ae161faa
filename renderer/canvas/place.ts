/** A place on the plan, metres on the canvas. */
export type Place = readonly [xM: number, yM: number];
