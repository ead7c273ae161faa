// What transmits in the practice office: 12 access points and 20 beacons on each storey.
import type { PracticeRadio } from '../../main/ports/practice-world.ts';
import type { Layout } from '../office/layout.ts';
import { seedFor, uniform } from '../random.ts';

export interface Transmitter extends PracticeRadio {
  readonly level: number;
}

/** Ceiling places of the access points: offices and the open areas first. */
const accessPointPlaces: Readonly<Record<number, readonly (readonly [number, number])[]>> = {
  0: [
    [6, 4],
    [17, 3.5],
    [31, 5],
    [41, 4],
    [53, 4.5],
    [5, 13],
    [15, 12],
    [8, 22],
    [42, 15],
    [54, 17],
    [12, 31],
    [25, 31],
  ],
  1: [
    [7, 4],
    [21, 3],
    [37, 4.5],
    [51, 4.5],
    [6, 14],
    [16, 20],
    [42, 13],
    [54, 13],
    [48, 21],
    [4.5, 31],
    [26, 31],
    [38, 31],
  ],
};
/** 20 MHz channels of 5 GHz, as far apart as twelve can be. */
const centresMhz = [5180, 5220, 5260, 5300, 5500, 5540, 5580, 5620, 5660, 5700, 5745, 5785];
const beaconUuid = '8f0c2b6e-5d1a-4d0e-9c51-6f70726f6d61';

const hex = (value: number): string => value.toString(16).padStart(2, '0');
const prefix = (layout: Layout): string => (layout.level === 0 ? 'GF' : `L${layout.level}`);
const two = (value: number): string => String(value).padStart(2, '0');

function accessPoints(layout: Layout): Transmitter[] {
  return (accessPointPlaces[layout.level] ?? []).map(([xM, yM], index) => ({
    // 02: locally administered, so that it can be no real device's address.
    key: `02:47:52:4f:${hex(layout.level + 1)}:${hex(index + 1)}`,
    name: `${prefix(layout)}-AP-${two(index + 1)}`,
    kind: 'wifi',
    xM,
    yM,
    heightM: 2.8,
    txPowerDbm: 9,
    freqMhz: centresMhz[(index * 5 + layout.level * 3) % centresMhz.length] ?? 5180,
    level: layout.level,
  }));
}

function beacons(layout: Layout, seed: number): Transmitter[] {
  const random = uniform(seedFor(seed, `beacons ${layout.level}`));
  const rooms = layout.rooms.filter((room) => room.use !== 'core');
  return Array.from({ length: 20 }, (_, index) => {
    const [x, y, width, height] = rooms[(index * 5) % rooms.length]?.box ?? [0, 0, 1, 1];
    const place = (from: number, size: number) => Math.round((from + size * (0.15 + 0.7 * random())) * 10) / 10;
    return {
      key: `${beaconUuid}/${layout.level + 1}/${index + 1}`,
      name: `${prefix(layout)}-BCN-${two(index + 1)}`,
      kind: 'ble' as const,
      xM: place(x, width),
      yM: place(y, height),
      heightM: 2.2,
      txPowerDbm: 0,
      freqMhz: 2402,
      level: layout.level,
    };
  });
}

export function transmitters(layouts: readonly Layout[], seed: number): Transmitter[] {
  return layouts.flatMap((layout) => [...accessPoints(layout), ...beacons(layout, seed)]);
}
