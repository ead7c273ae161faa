// Limits that the contract, the parsers and the user interface share.

/** Largest file accepted for import: the 50 MB that a plan may have, and room for long readings files. */
export const maxProjectBytes = 1024 * 1024 * 1024;
export const maxPlanBytes = 64 * 1024 * 1024;
export const maxReadingsBytes = 2 * 1024 * 1024 * 1024;
/** 200 megapixels is promised; the margin keeps a plan of exactly that size in. */
export const maxPlanPixels = 220_000_000;
/** Widest plan, metres: beyond it the unit of a drawing is wrong, whatever it says. */
export const maxPlanM = 20_000;
/** RSSI that a receiver can report, dBm. Outside of this a row is a mistake, not a reading. */
export const minRssiDbm = -130;
export const maxRssiDbm = 20;
/** Farthest coordinate believed, metres from the plan's corner. */
export const maxCoordinateM = 100_000;
