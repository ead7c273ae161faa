// Access points of OpenIntent, and the beacons that Groma writes beside them.
import { type ApRadio, ApRadio as ApRadioSchema, type Band } from '../../../../../shared/model/design.ts';
import { usualRadio } from '../../known-radios.ts';
import { type Item, itemOf, itemsOf, numberOf, textOf } from '../archive.ts';
import { idFrom, type ObjectReader } from '../object-reader.ts';
import { idOf, ownOf, type ReadFloorplan } from './read-floorplans.ts';

export const bandNames = { '2.4': 'FREQ_2.4GHZ', '5': 'FREQ_5GHZ', '6': 'FREQ_6GHZ' } as const;
const bandOf = (name: string | undefined): Band | undefined =>
  (Object.keys(bandNames) as Band[]).find((band) => bandNames[band] === name);

/** `80_MHz`; two parts (`80+80_MHz`) are as wide together. */
function widthOf(said: string | undefined): ApRadio['widthMhz'] {
  const parts = (said ?? '').match(/\d+/g) ?? [];
  const width = parts.reduce((sum, part) => sum + Number(part), 0);
  return ([20, 40, 80, 160, 320] as const).find((each) => each === width) ?? 20;
}

const limited = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** The antenna's direction is that of the device: one for all its radios. */
function directionOf(ap: Item): Pick<ApRadio, 'azimuthDeg' | 'tiltDeg'> {
  const said = itemOf(ap, 'orientation') ?? itemOf(itemsOf(ap, 'antennas')[0], 'orientation');
  const rotation = numberOf(said, 'rotation') ?? 0;
  // Positive looks up there.
  const tilt = -(numberOf(said, 'tilt') ?? 0);
  return { azimuthDeg: ((rotation % 360) + 360) % 360, tiltDeg: limited(tilt, -90, 90) };
}

function radioOf(item: Item, direction: Pick<ApRadio, 'azimuthDeg' | 'tiltDeg'>): ApRadio | undefined {
  const band = bandOf(textOf(item, 'band'));
  if (!band) return undefined;
  const power = numberOf(item, 'transmit_power');
  const channel = numberOf(item, 'channel');
  const standard = {
    ...usualRadio,
    ...direction,
    band,
    enabled: item['radio_function'] === 'CLIENT_ACCESS' || item['radio_function'] === undefined,
    channel,
    widthMhz: widthOf(textOf(item, 'channel_width')),
    powerDbm: power ?? usualRadio.powerDbm,
    bssids: [],
  };
  const own = ownOf(item);
  const isPowerOurs = power === undefined || Math.round(numberOf(own, 'powerDbm') ?? Number.NaN) === power;
  const { powerDbm, ...others } = own;
  const wanted = { ...standard, ...others, ...(isPowerOurs && powerDbm !== undefined ? { powerDbm } : {}) };
  for (const candidate of [wanted, standard]) {
    const given = Object.fromEntries(Object.entries(candidate).filter(([, value]) => value !== undefined));
    const read = ApRadioSchema.safeParse(given).data;
    if (read) return read;
  }
  return undefined;
}

const hexOf = (mac: string): string => mac.toLowerCase().replaceAll(/[^\da-f]/g, '');

function macOf(ap: Item): string | undefined {
  const [said, own] = [textOf(ap, 'mac_address'), textOf(ownOf(ap), 'mac')];
  return said !== undefined && own !== undefined && hexOf(said) !== hexOf(own) ? said : (own ?? said);
}

export function readDevices(reader: ObjectReader, document: Item, floorplans: readonly ReadFloorplan[]): void {
  const byName = new Map(floorplans.map((each) => [each.floor.name.toLowerCase(), each]));
  const only = floorplans.length === 1 ? floorplans[0] : undefined;
  for (const ap of itemsOf(document, 'accesspoints')) {
    const floorplan = byName.get((textOf(ap, 'floorplan_name') ?? '').trim().toLowerCase()) ?? only;
    const own = ownOf(ap);
    const all = [...itemsOf(ap, 'coordinates'), ...itemsOf(ap, 'coordinates_xyz'), itemOf(ap, 'coordinate_xyz')];
    const found = floorplan?.frame.placeOf(all.filter((each) => each !== undefined));
    const name = textOf(own, 'name') ?? textOf(ap, 'name') ?? '';
    const direction = directionOf(ap);
    reader.put('access points', 'ap', idOf(ap, 'openintent ap', floorplan?.floor.floorId ?? '', name), {
      floor: floorplan?.floor.floorId,
      place: found?.place,
      heightM: found?.heightM,
      name,
      vendor: textOf(ap, 'manufacturer'),
      model: textOf(ap, 'model'),
      mounting: textOf(own, 'mounting') ?? 'ceiling',
      radios: itemsOf(ap, 'dot11_radios').flatMap((radio) => radioOf(radio, direction) ?? []),
      serial: textOf(ap, 'serial_number'),
      mac: macOf(ap),
      claimCode: textOf(ap, 'claim_code'),
    });
  }
}

/** Not of the standard: it knows no beacons. */
export function readBeacons(reader: ObjectReader, { item, floor, frame }: ReadFloorplan): void {
  for (const beacon of itemsOf(item, 'groma_beacons')) {
    const found = frame.placeOf([itemOf(beacon, 'coordinate')].filter((each) => each !== undefined));
    const name = textOf(beacon, 'name') ?? '';
    reader.put('beacons', 'beacon', idOf(beacon, floor.floorId, 'beacon', name, idFrom(JSON.stringify(beacon))), {
      floor: floor.floorId,
      place: found?.place,
      heightM: found?.heightM,
      name,
      key: textOf(beacon, 'key') ?? '',
      powerDbm: numberOf(beacon, 'power_dbm'),
    });
  }
}
