// Numbers beside what is drawn.

/** Centimetres below ten metres: what a person with a tape measures. */
export const formatLength = (metres: number): string => `${metres.toFixed(metres < 10 ? 2 : 1)} m`;
