// Latitude and longitude as people copy them from a map.

/** Decimal degrees with a sign or a letter (N, S, E, W, before or after), or degrees, minutes and seconds. */
const part = String.raw`([NSEWO]?)\s*([+\-−]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*['’′]\s*)?(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:["”″]|'')\s*)?([NSEWO]?)`;
const pattern = new RegExp(String.raw`^\s*${part}\s*[,;\s]\s*${part}\s*$`, 'i');

const numberOf = (text: string | undefined): number => Number((text || '0').replace(',', '.').replace('−', '-'));

function degrees([before, whole, minutes, seconds, after]: readonly (string | undefined)[]): {
  value: number;
  letter: string;
} {
  const letter = (before || after || '').toUpperCase().replace('O', 'E');
  const value = Math.abs(numberOf(whole)) + numberOf(minutes) / 60 + numberOf(seconds) / 3600;
  const isNegative = /^[-−]/.test(whole ?? '') !== (letter === 'S' || letter === 'W');
  return { value: isNegative ? -value : value, letter };
}

/** Latitude and longitude, degrees; undefined for a text that is none, or names a place that is not on earth. */
export function readLatLon(text: string): [number, number] | undefined {
  const found = pattern.exec(text);
  if (!found) return undefined;
  const [first, second] = [degrees(found.slice(1, 6)), degrees(found.slice(6, 11))];
  const isTurned = first.letter === 'E' || first.letter === 'W';
  const [lat, lon] = isTurned ? [second, first] : [first, second];
  const isLettered = /^[NS]?$/.test(lat.letter) && /^[EW]?$/.test(lon.letter);
  return isLettered && Math.abs(lat.value) <= 90 && Math.abs(lon.value) <= 180 ? [lat.value, lon.value] : undefined;
}

/** Seven decimals are a centimetre. */
export const latLonText = ([latDeg, lonDeg]: readonly [number, number]): string =>
  `${Number(latDeg.toFixed(7))}, ${Number(lonDeg.toFixed(7))}`;
