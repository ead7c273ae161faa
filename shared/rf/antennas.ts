// Antenna patterns: gain in a direction. Generic ones follow the element pattern of 3GPP TR 36.814, table A.2.1.1-2.
import library from '../../assets/antennas.json' with { type: 'json' };

export interface Antenna {
  readonly id: string;
  readonly name: string;
  /** Greatest gain, dBi. */
  readonly gainDbi: number;
  /** Half-power beamwidths, degrees; 360: the same all around. */
  readonly azimuthWidthDeg: number;
  readonly elevationWidthDeg: number;
  /** What no direction falls below the greatest gain, dB. */
  readonly frontToBackDb: number;
  /** Where its axis points at tilt 0: `down` for what hangs on a ceiling, `side` for what looks along the floor. */
  readonly aim: 'down' | 'side';
}

export const libraryAntennas: readonly Antenna[] = library.antennas.map((antenna) => ({
  ...antenna,
  aim: antenna.aim as Antenna['aim'],
}));

const usual = libraryAntennas[0] as Antenna;
const byId = new Map(libraryAntennas.map((antenna) => [antenna.id, antenna]));

/** The antenna of that id; the usual one where the library does not know it. */
export const antennaOf = (id: string): Antenna => byId.get(id) ?? usual;

/** -180..180. */
const turned = (deg: number): number => ((((deg + 180) % 360) + 360) % 360) - 180;

const fallOff = (offDeg: number, widthDeg: number, limitDb: number): number =>
  widthDeg >= 360 ? 0 : Math.min(12 * (offDeg / widthDeg) ** 2, limitDb);

/**
 * Gain towards a direction, dBi.
 * @param offAzimuthDeg from where the antenna looks, clockwise
 * @param offElevationDeg from where it looks, downwards positive
 */
export function gainDbi(antenna: Antenna, offAzimuthDeg: number, offElevationDeg: number): number {
  const { azimuthWidthDeg, elevationWidthDeg, frontToBackDb } = antenna;
  const across = fallOff(turned(offAzimuthDeg), azimuthWidthDeg, frontToBackDb);
  const along = fallOff(turned(offElevationDeg), elevationWidthDeg, frontToBackDb);
  return antenna.gainDbi - Math.min(across + along, frontToBackDb);
}

/** Relative gain (dB, at most 0) around one plane, `steps` values clockwise from the front: for a polar plot. */
export function planeOf(antenna: Antenna, plane: 'azimuth' | 'elevation', steps = 72): number[] {
  return Array.from({ length: steps }, (_each, index) => {
    const deg = (index * 360) / steps;
    const gain = plane === 'azimuth' ? gainDbi(antenna, deg, 0) : gainDbi(antenna, 0, deg);
    return gain - antenna.gainDbi;
  });
}
